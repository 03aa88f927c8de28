"""Write all golden files anew: python tests/golden/regenerate.py. Read the difference before you
commit it; a change here is a change of what people get.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from transcribing import COMMANDS, OUTPUTS, TRANSCRIPTS, output, transcript, verdicts

from secdilemma.catalogue.catalogue import open_catalogue


def main():
    """Write the transcripts and the outputs, and remove those of strategies that are gone."""
    wanted = {TRANSCRIPTS / f"{name}.txt": transcript(name) for name in open_catalogue().entries}
    wanted |= {OUTPUTS / f"{name}.txt": output(name) for name in COMMANDS}
    kept = Path(__file__).parent / "propositions.txt"
    kept.write_text(verdicts(), encoding="utf-8", newline="\n")
    for folder in (TRANSCRIPTS, OUTPUTS):
        folder.mkdir(exist_ok=True)
        for path in set(folder.iterdir()) - set(wanted):
            path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(wanted)} files in {TRANSCRIPTS.parent}")  # noqa: T201 - it is a script


if __name__ == "__main__":
    main()
