"""It has a name that would clear a terminal."""

import dataclasses

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class NameWithEscapes:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen


INFO = NameWithEscapes.__strategy__
NameWithEscapes.__strategy__ = dataclasses.replace(INFO, name="\x1b[2J<script>alert(1)</script>")
