"""It asks the network what to do."""

import socket

from secdilemma import RESTRAIN, strategy

socket.create_connection(("127.0.0.1", 9), timeout=5)


@strategy(school="hostile")
class UsesTheNetwork:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
