"""It prints a gigabyte, and to every stream."""

import os
import sys

from secdilemma import RESTRAIN, strategy

for _ in range(64):
    print("\x1b[2J" + "all your base " * 2**16)
    print("!" * 2**20, file=sys.stderr)
    os.write(1, b"#" * 2**20)
sys.stdout.flush()


@strategy(school="hostile")
class PrintsWithoutShame:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
