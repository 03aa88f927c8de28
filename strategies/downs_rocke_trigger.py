"""Downs and Rocke's tacit bargaining: a trigger that allows for poor intelligence."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(
    school="tacit bargaining", cites=["Downs and Rocke 1990"], aliases=["downs-rocke", "trigger"]
)
class DownsRockeTrigger:
    """A state that acts on a pattern of arming, not on a single report of it.

    Its mind is what it saw in the last `window` turns, in the field's letters, the latest last.

    - *imperfect intelligence*: a single arming in the window may be an error, and is passed over;
    - *a trigger all the same*: `trigger` armings in the window are answered, until they are too
      long ago.

    Both numbers are assumptions; no source fixes them.
    """

    window: int = parameter(3, low=1, high=8, meaning="turns that it looks back")
    trigger: int = parameter(2, low=0, high=9, meaning="armings in the window that it answers")

    def begin(self) -> str:
        """Return a record of restraint."""
        return "C" * self.window

    def respond(self, record: str) -> Action:
        """Arm when the record holds enough armings."""
        return ARM if record.count("D") >= self.trigger else RESTRAIN

    def interpret(self, record: str, own: Action, seen: Action) -> str:
        """Put this turn on record and drop the oldest."""
        del own
        return record[1:] + ("C" if seen is RESTRAIN else "D")
