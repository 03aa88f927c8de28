"""Offensive realism: press on while it pays, wait when balked, and strike if war pays more."""

from dataclasses import dataclass

from secdilemma import ARM, RESTRAIN, STRIKE, Action, Context, Game, parameter, strategy

Mind = tuple[str, int]


@dataclass(frozen=True)
class RestrainedRealist:
    """What the offensive realist comes to where arming alone does not pay: it restrains."""

    def begin(self) -> str:
        """Return that there is nothing to gain."""
        return "nothing to gain"

    def respond(self, mind: str) -> Action:
        """Restrain."""
        del mind
        return RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """See that there is still nothing to gain."""
        del own, seen
        return mind


@strategy(school="realism", cites=["Mearsheimer 2001"], aliases=["mearsheimer"])
class OffensiveRealist:
    """A state that maximises its power: it exploits restraint and yields to none.

    Its mind is what it will do once balked, and for how many turns in a row the other has armed.

    - *power is never enough*: it arms, and seen restraint only tells it that arming works;
    - *balked by resistance, it waits for better circumstances*: after `stale` turns of resistance
      it holds back for one turn, a lull that invites the other to lower its guard, and presses on;
    - *war is a means*: with `strikes`, and in a game with war, it strikes instead of waiting if a
      turn of war that it begins is worth more than what is left of peace, a turn of mutual arming.

    `stale` and the rule for war are assumptions; no source fixes them.
    """

    stale: int = parameter(3, low=1, high=20, meaning="turns of resistance before it holds back")
    strikes: bool = parameter(False, meaning="when balked, strike if war pays more than arming")

    def begin(self, context: Context) -> Mind:
        """Return its plan for when it is balked, and that it has met no resistance."""
        return ("strike" if self.strikes and _war_pays(context) else "lull", 0)

    def respond(self, mind: Mind) -> Action:
        """Arm, unless balked: then hold back, or strike."""
        plan, resisted = mind
        if resisted < self.stale:
            return ARM
        return STRIKE if plan == "strike" else RESTRAIN

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Mind:
        """Count resistance; begin again where there is none, and after the lull."""
        del own  # what it did itself is no news to it
        plan, resisted = mind
        if seen is RESTRAIN or resisted >= self.stale:
            return (plan, 0)
        return (plan, resisted + 1)

    def for_game(self, game: Game) -> "OffensiveRealist | RestrainedRealist":
        """Return what it is in a game: it only presses on where that gains something.

        Where arming alone pays less than mutual restraint (greed G < 0) it has nothing to gain by
        arms, and restrains like all-c: power is a means. Elsewhere nothing changes. That it then
        restrains even while the other arms is an assumption.
        """
        return RestrainedRealist() if game.row.greed < 0 else self


def _war_pays(context: Context) -> bool:
    game, seat = context.game, context.seat
    if game is None or STRIKE not in game.actions:
        return False
    return game.war_value(seat, 1) > game.payoffs(seat).P
