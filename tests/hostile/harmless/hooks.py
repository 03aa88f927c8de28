"""It leaves hooks behind for when it is done."""

import atexit
import signal
import sys

from secdilemma import RESTRAIN, strategy


def again(*arguments):
    while True:
        pass


atexit.register(again)
sys.excepthook = sys.unraisablehook = again
signal.signal(signal.SIGTERM, again)
signal.signal(signal.SIGCHLD, again)


@strategy(school="hostile")
class Hooks:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
