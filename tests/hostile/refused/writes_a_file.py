"""It writes a leaderboard of its own."""

from pathlib import Path

from secdilemma import RESTRAIN, strategy

Path("leaderboard.csv").write_text("1,me")


@strategy(school="hostile")
class WritesAFile:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
