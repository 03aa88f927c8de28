"""It has no strategy in it."""

ANSWER = 42
