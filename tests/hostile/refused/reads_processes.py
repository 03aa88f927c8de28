"""It looks at the memory of the process that runs the tournament."""

import os
from pathlib import Path

from secdilemma import RESTRAIN, strategy

Path(f"/proc/{os.getppid() or 1}/mem").open("rb")


@strategy(school="hostile")
class ReadsProcesses:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
