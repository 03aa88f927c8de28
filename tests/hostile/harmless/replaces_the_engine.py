"""It replaces parts of the tournament."""

from secdilemma.automata import distributions, exploration, tables
from secdilemma.matches import draws
from secdilemma.classroom.isolation import limits, system

from secdilemma import RESTRAIN, strategy

draws.pair_key = lambda *arguments: 0
exploration.MIND_LIMIT = 10**9
tables.Tabled = None
limits.Limits = system.unshare = lambda *arguments: None


@strategy(school="hostile")
class ReplacesTheEngine:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
