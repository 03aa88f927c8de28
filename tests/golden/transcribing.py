"""Making golden files: each strategy against four opponents, and what commands print."""

import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from secdilemma import ARM, RESTRAIN
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import preset
from secdilemma.games.horizon import turns
from secdilemma.games.perception import Perception
from secdilemma.matches.draws import pair_key
from secdilemma.matches.interpreted import Table, trace

HERE = Path(__file__).resolve().parent
TRANSCRIPTS = HERE / "transcripts"
OUTPUTS = HERE / "outputs"
TURNS = 40
SEED = 1984
LONGEST_MINDS = 400
COMMANDS = {
    "games": "games",
    "match": "match jervis-spiral gtft --turns 40 --seed 7",
    "match_trace": "match tft all-d --turns 6 --noise none --trace",
    "run": "run --with tft --with gtft --with all-d --no-save",
}


@dataclass(frozen=True)
class Alternator:
    """It restrains in odd turns and arms in even ones, whatever it sees."""

    def begin(self):
        """Return the first phase."""
        return 0

    def respond(self, phase):
        """Restrain in phase 0."""
        return ARM if phase else RESTRAIN

    def interpret(self, phase, own, seen):
        """Change the phase."""
        del own, seen
        return 1 - phase


def _coin():
    """Return a fixed sequence of 40 tosses as a strategy that counts turns."""
    tosses = random.Random(SEED).choices("CD", k=TURNS)  # noqa: S311 - a fixed sequence, no secret

    class Tossed:
        """It plays a fixed sequence of tosses of a fair coin."""

        def begin(self):
            """Return the number of turns played."""
            return 0

        def respond(self, played):
            """Read the toss."""
            return RESTRAIN if tosses[played] == "C" else ARM

        def interpret(self, played, own, seen):
            """Count."""
            del own, seen
            return min(played + 1, TURNS - 1)

    return Tossed()


def opponents():
    """Return the four opponents by name."""
    catalogue = open_catalogue()
    return {
        "all-c": catalogue.make("all-c"),
        "all-d": catalogue.make("all-d"),
        "alternator": Alternator(),
        "coin": _coin(),
    }


def played(name, opponent_name, opponent):
    """Return the turns of a bundled strategy against an opponent, without any error."""
    board = Table.of(
        (open_catalogue().make(name), opponent),
        (name, opponent_name),
        preset("arms_race"),
        Perception(),
        turns(TURNS),
    )
    return trace(board, pair_key(SEED, name, opponent_name))


def transcript(name):
    """Return the text of a strategy's transcript."""
    lines = [
        f"{name}: {TURNS} turns in the arms race, without any error",
        f"seed {SEED}; C restrains, D arms, W strikes",
    ]
    for opponent_name, opponent in opponents().items():
        lines += ["", *_block(name, opponent_name, played(name, opponent_name, opponent))]
    return "\n".join(lines) + "\n"


def _block(name, opponent_name, match):
    width = max(len(name), len(opponent_name))
    block = [
        f"{label:<{width}}  {_strip(match, seat)}"
        for seat, label in enumerate((name, opponent_name))
    ]
    minds = " ".join(_runs([str(turn.minds[0]) for turn in match]))
    return block + ([f"{'minds':<{width}}  {minds}"] if len(minds) <= LONGEST_MINDS else [])


def _strip(match, seat):
    signs = "".join(turn.actions[seat].letter if turn.actions else "W" for turn in match)
    return " ".join(signs[at : at + 10] for at in range(0, len(signs), 10))


def _runs(values):
    """Return runs of equal values as value*length."""
    runs = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1][1] += 1
        else:
            runs.append([value, 1])
    return [value if count == 1 else f"{value}*{count}" for value, count in runs]


def output(name):
    """Return what a command prints on stdout in a process of its own, 100 columns wide."""
    environment = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
    done = subprocess.run(
        [sys.executable, "-m", "secdilemma", *COMMANDS[name].split()],
        check=True,
        capture_output=True,
        env=environment | {"COLUMNS": "100", "PYTHONUTF8": "1"},
        timeout=120,
    )
    text = done.stdout.decode("utf-8").replace("\r\n", "\n")
    tidy = "\n".join(line.rstrip() for line in text.splitlines())
    return f"$ secdilemma {COMMANDS[name]}\n{tidy}\n"


def verdicts(*ids):
    """Return a line a proposition, all of them by default: the quick grid's verdict and so on."""
    from secdilemma.experiments.propositions import propositions
    from secdilemma.experiments.propositions.harness.harness import run_propositions

    lines = []
    for each in run_propositions(propositions(ids), quick=True):
        counts = "/".join(str(each.count(v)) for v in ("supported", "not supported", "undecided"))
        split = f"  {each.moderator.in_words()}" if each.moderator else ""
        name, verdict = each.proposition.id, each.verdict.value
        lines.append(f"{name:4}{verdict:14}{each.effect:6.2f}  {counts:8}{split}".rstrip())
    return "\n".join(lines) + "\n"
