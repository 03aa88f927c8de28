"""It looks at what others handed in."""

from pathlib import Path

from secdilemma import RESTRAIN, strategy

OTHERS = Path("/etc/passwd").read_text(encoding="utf-8")


@strategy(school="hostile")
class ReadsOtherEntries:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
