"""It answers with a table that leads outside the table."""

import os

from secdilemma import RESTRAIN, strategy

TABLE = (
    b'{"minds": ["a"], "start": [1], "responses": [[1, 0, 0]], "edge_start": [0, 1, 2, 3, 4], '
    b'"edge_target": [0, 0, 0, 99999999], "edge_probability": [1, 1, 1, 1], "depth": null}'
)
HEAD = b'{"name": "spoofs-targets", "school": "x", "idea": "x", "author": "x", '
os.write(3, HEAD + b'"places": [0, 0, 0, 0], "tables": [' + TABLE + b"]}")
os._exit(0)


@strategy(school="hostile")
class SpoofsTargets:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
