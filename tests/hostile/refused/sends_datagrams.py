"""It tells somebody what it saw."""

import socket

from secdilemma import RESTRAIN, strategy

socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hello", ("192.0.2.1", 9))


@strategy(school="hostile")
class SendsDatagrams:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
