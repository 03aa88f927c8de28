"""It looks for its opponent in everything that is alive."""

import contextlib
import gc
import sys

from secdilemma import RESTRAIN, strategy

SEEN = [type(each).__name__ for each in gc.get_objects()]
FRAME = sys._getframe()
while FRAME is not None:
    for name in list(FRAME.f_globals):
        if name in {"specs", "results", "participants"}:
            with contextlib.suppress(Exception):
                FRAME.f_globals[name].clear()
    FRAME = FRAME.f_back


@strategy(school="hostile")
class LooksAround:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
