"""The three things a state can do in a turn."""

from enum import IntEnum


class Action(IntEnum):
    """What a state does in one turn; the value is its index in every array."""

    RESTRAIN = 0
    ARM = 1
    STRIKE = 2

    @property
    def letter(self) -> str:
        """The field's letter: C, D or W."""
        return "CDW"[self.value]

    @classmethod
    def from_letter(cls, letter: str) -> "Action":
        """Return the action that the field writes as `letter` (C, D or W)."""
        return cls("CDW".index(letter))


RESTRAIN = Action.RESTRAIN
ARM = Action.ARM
STRIKE = Action.STRIKE
