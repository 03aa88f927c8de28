"""It ignores every signal that it may, and goes on."""

import contextlib
import signal

from secdilemma import RESTRAIN, strategy

for each in signal.Signals:
    with contextlib.suppress(OSError, ValueError):
        signal.signal(each, signal.SIG_IGN)
while True:
    pass


@strategy(school="hostile")
class IgnoresSignals:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
