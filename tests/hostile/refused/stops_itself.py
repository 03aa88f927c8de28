"""It stops its own process and leaves it to hang."""

import os
import signal

from secdilemma import RESTRAIN, strategy

signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
os.kill(os.getpid(), signal.SIGSTOP)
signal.pause()


@strategy(school="hostile")
class StopsItself:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
