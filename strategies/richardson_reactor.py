"""Richardson's arms race: reaction, fatigue and grievance, on a ladder of armament."""

from secdilemma import RESTRAIN, Action, parameter, strategy


@strategy(school="Richardson", cites=["Richardson 1960"], aliases=["richardson"])
class RichardsonReactor:
    """A state that drifts with its rival's arms, its own fatigue and old grievances.

    Its mind is a level of armament from 0 to `ceiling`; it arms with probability level / ceiling.
    The terms are those of Richardson's equation dx/dt = ky - ax + g, as chances a turn:

    - *reaction* to the other's arms: up a level after arming is seen;
    - *fatigue*: down a level, the more readily the higher the level;
    - *grievance*: up a level whatever is seen.

    Between two of them the chance of arming settles at (grievance + reaction x false alarms) /
    (fatigue - reaction x (1 - ambiguity)) where the ceiling is rarely reached, and runs away where
    that is not between 0 and 1.
    All four numbers are assumptions; no source fixes them.
    """

    ceiling: int = parameter(8, low=1, high=50, meaning="the highest level of armament")
    reaction: float = parameter(0.3, low=0, high=1, meaning="chance up a level on arming seen")
    fatigue: float = parameter(0.5, low=0, high=1, meaning="chance down a level at the ceiling")
    grievance: float = parameter(0.02, low=0, high=1, meaning="chance up a level in any turn")

    def begin(self) -> int:
        """Return disarmament."""
        return 0

    def respond(self, level: int) -> float:
        """Arm with a chance that is the share of the ceiling reached."""
        return 1.0 - level / self.ceiling

    def interpret(self, level: int, own: Action, seen: Action) -> dict[int, float]:
        """Go up and down by chance; both in one turn cancel out."""
        del own
        reaction = 0.0 if seen is RESTRAIN else self.reaction
        up = min(1.0, reaction + self.grievance)
        down = self.fatigue * level / self.ceiling
        odds = {level: up * down + (1 - up) * (1 - down)}
        for target, chance in ((level + 1, up * (1 - down)), (level - 1, down * (1 - up))):
            bounded = max(0, min(self.ceiling, target))
            odds[bounded] = odds.get(bounded, 0.0) + chance
        return odds
