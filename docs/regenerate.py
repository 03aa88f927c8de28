"""Run every example of the documentation and write down what it prints: the pages stay true.

``python docs/regenerate.py`` rewrites README.md and docs/*.md in place; ``--check`` only says which
pages are out of date. In a page

- a ``python`` block runs, in one namespace a page; what it prints is the ``text`` block after it,
  if one follows at once;
- a ``python`` or ``toml`` block that begins with a comment such as ``# mine/cautious.py`` is also
  written to that file; a block ``python file`` is only written;
- a ``console`` block runs each line that begins with ``$ secdilemma`` or ``$ pytest``, and goes
  where ``$ cd`` says; the lines after it are what it prints on stdout. A line ``…`` stands for what
  was left out: as many lines as are before and after it are kept. A block ``console fails`` ends
  with exit code 2, and shows stderr if there is any;
- between ``<!-- help: begin -->`` and ``<!-- help: end -->`` stands the help of every command.
"""

# ruff: noqa: T201, INP001, S603

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HELP = re.compile(r"(<!-- help: begin -->\n).*?(<!-- help: end -->)", re.DOTALL)
FILE = re.compile(r"# (\S+\.(?:py|toml))$")
CUT = "…"


@dataclass
class Page:
    """One page being run, in a folder of its own."""

    name: str
    folder: Path
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: str = ""
    last_end: int = -1
    problems: list[str] = field(default_factory=list)

    def render(self, text: str) -> str:
        """Return the page with every output as it is now."""

        def replaced(match: re.Match[str]) -> str:
            language, info, body = match.groups()
            follows = (
                not text[self.last_end : match.start()].strip() if self.last_end >= 0 else False
            )
            self.last_end = -1
            made = body
            if language == "toml" or info.strip() == "file":
                self.keep(body)
            elif language == "python":
                made = self.python(body)
                self.last_end = match.end()
            elif language == "console":
                made = self.console(body, fails="fails" in info)
            elif language == "text" and follows:
                made = trimmed(self.printed, body)
            return f"```{language}{info}\n{made}```"

        return HELP.sub(lambda m: m[1] + help_of_all() + m[2], BLOCK.sub(replaced, text))

    def keep(self, body: str) -> None:
        """Write a block that names a file to that file."""
        named = FILE.match(body.partition("\n")[0])
        if named:
            target = self.folder / named[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")

    def python(self, body: str) -> str:
        """Run a block."""
        self.keep(body)
        out = io.StringIO()
        with chdir(self.folder), redirect_stdout(out):
            exec(compile(body, self.name, "exec"), self.namespace)  # noqa: S102 - our own pages
        self.printed = out.getvalue()
        return body

    def console(self, body: str, *, fails: bool) -> str:
        """Run the commands of a block; return it with what they print."""
        made = ""
        for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
            line, _, shown = part.partition("\n")
            if line.startswith("$ cd "):
                self.folder /= line.removeprefix("$ cd ")
            if not line.startswith(("$ secdilemma", "$ pytest")):
                made += part
                continue
            done = run(shlex.split(line[2:]), self.folder)
            if done.returncode != (2 if fails else 0):
                self.problems.append(f"{self.name}: {line}: exit code {done.returncode}")
                self.problems.append(done.stderr)
            output = (done.stderr or done.stdout) if fails else done.stdout
            blank = "\n" if shown.endswith("\n\n") else ""
            made += f"{line}\n" + (trimmed(output, shown) + blank if shown.strip() else shown)
        return made


def run(arguments: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run ``secdilemma …`` or ``pytest …`` as a shell would, 104 columns wide, without colour."""
    script = Path(sys.executable).with_name(arguments[0])
    start = [str(script)] if script.is_file() else [sys.executable, "-m", arguments[0]]
    environment = {**os.environ, "COLUMNS": "104", "NO_COLOR": "1"}
    return subprocess.run(
        [*start, *arguments[1:]],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def trimmed(output: str, shown: str) -> str:
    """Return `output`, cut where `shown` was."""
    lines = [line.rstrip() for line in output.rstrip("\n").split("\n")]
    before = shown.rstrip("\n").split("\n")
    if CUT in before:
        head = before.index(CUT)
        tail = len(before) - head - 1
        if len(lines) > head + tail:
            lines = [*lines[:head], CUT, *lines[len(lines) - tail :]]
    return "\n".join(lines) + "\n"


def help_of_all() -> str:
    """Return the help of the command line and of every command, as Markdown."""
    from secdilemma.cli import COMMANDS

    parts = []
    for name in ("", *COMMANDS):
        words = ["secdilemma", *([name] if name else []), "--help"]
        done = run(words, ROOT)
        title = f"secdilemma {name}".strip()
        text = "\n".join(line.rstrip() for line in done.stdout.rstrip().split("\n"))
        parts.append(f"\n## {title}\n\n```text\n{text}\n```\n")
    return "".join(parts) + "\n"


def rendered(path: Path) -> tuple[str, list[str]]:
    """Return a page as it should be, and what failed in it."""
    with tempfile.TemporaryDirectory() as place:
        page = Page(path.name, Path(place))
        return page.render(path.read_text(encoding="utf-8")), page.problems


def main() -> int:
    """Rewrite the pages, or with ``--check`` say which are out of date."""
    check = "--check" in sys.argv[1:]
    wrong = 0
    for path in PAGES:
        text, problems = rendered(path)
        for problem in problems:
            print(problem, file=sys.stderr)
        if text != path.read_text(encoding="utf-8"):
            print(f"{path.name}: {'out of date' if check else 'rewritten'}")
            wrong += check
            if not check:
                path.write_text(text, encoding="utf-8")
        wrong += len(problems)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
