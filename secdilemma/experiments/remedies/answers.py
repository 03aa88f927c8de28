"""The essay's closing claims, answered by what was found; each could have come out otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secdilemma.experiments.remedies.blocks import Block, block, field_mean
from secdilemma.experiments.remedies.effect import Consequences, Effect, Judged
from secdilemma.experiments.remedies.enlargement import Enlargement
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.games.comparison import above, at_least, equal
from secdilemma.institutions import ArmsControl
from secdilemma.io.numbers import in_percent, shown

BY_GREEDY = 0.05


@dataclass(frozen=True)
class Claim:
    """A claim, whether it holds here, and on what that rests.

    Parameters
    ----------
    claim
        In words close to the essay's, or a rival hypothesis.
    holds
        None where what would decide it was not tried.
    because
        The numbers.
    """

    claim: str
    holds: bool | None
    because: str


def answers(
    before: tuple[Consequences, Consequences],
    judged: Sequence[Judged],
    precedent: Enlargement | None = None,
    relapse: tuple[float, float] | None = None,
) -> list[Claim]:
    """Return the answers to all claims.

    Parameters
    ----------
    before
        What anarchy gives, short and long.
    judged
        The remedies that were tried.
    precedent
        The rival's inclusion.
    relapse
        Mutual restraint after the term of a treaty, with the treaty before it and without.
    """
    by_name = {each.remedy.name: each for each in judged}
    made = [
        _not_in_the_short_term(judged),
        _weakened(judged),
        _communication(by_name, before),
        _best_is_government(by_name, judged),
        _needs_trust(by_name),
        _trust_first(by_name),
        _nato_outsiders(by_name),
        _no_escape(judged),
    ]
    if precedent is not None:
        made.append(_precedent(precedent))
    if relapse is not None:
        made.append(_wagner(relapse))
    return made


def _named(found: Sequence[Judged]) -> str:
    return "; ".join(each.remedy.name for each in found) or "none"


def _own(judged: Sequence[Judged], verdict: Effect, horizon: int) -> list[Judged]:
    return [each for each in judged if each.verdicts[horizon] is verdict]


def _not_in_the_short_term(judged: Sequence[Judged]) -> Claim:
    solved = _own(judged, Effect.SOLVED, 0)
    because = f"solved within 50 turns by {_named(solved)} of {len(judged)} remedies"
    return Claim("In the short term it cannot be solved.", not solved, because)


def _weakened(judged: Sequence[Judged]) -> Claim:
    weaker = _own(judged, Effect.WEAKENED, 0)
    because = f"weakened within 50 turns by {_named(weaker)}"
    return Claim("It can be weakened in the short term.", bool(weaker), because)


def _communication(by_name: dict[str, Judged], before: tuple[Consequences, Consequences]) -> Claim:
    claim = "Improved communication is a good remedy in the short term."
    made = by_name.get("improved communication")
    if made is None:
        return Claim(claim, None, "it was not tried")
    short, long = made.given
    because = (
        f"severity {shown(before[0].severity):.2f} → {shown(short.severity):.2f} in 50 turns, "
        f"{shown(before[1].severity):.2f} → {shown(long.severity):.2f} in 1,000; "
        f"among greedy states {shown(before[1].with_greedy):.2f} → {shown(long.with_greedy):.2f}"
    )
    return Claim(claim, made.verdicts[0] in (Effect.WEAKENED, Effect.SOLVED), because)


def _best_is_government(by_name: dict[str, Judged], judged: Sequence[Judged]) -> Claim:
    claim = "A world government would be the best remedy, if all belonged."
    made = by_name.get("world government")
    alone = [each for each in judged if len(each.remedy.institutions) == 1]
    if made is None or not alone:
        return Claim(claim, None, "it was not tried")
    left = min(each.given[1].severity for each in alone)
    calm = max(each.given[1].restraint for each in alone)
    best = [each for each in alone if equal(each.given[1].severity, left)]
    calmest = [each for each in alone if equal(each.given[1].restraint, calm)]
    own = made.given[1]
    because = (
        f"it leaves {shown(own.severity):.2f}, of it {shown(own.price):.2f} its price; "
        f"the least is left by {_named(best)}, {shown(left):.2f}; "
        f"most restraint under {_named(calmest)}, {in_percent(calm)}"
    )
    return Claim(claim, any(each is made for each in best), because)


def _needs_trust(by_name: dict[str, Judged]) -> Claim:
    claim = "A world government is no realistic remedy while states do not trust each other."
    made = by_name.get("world government")
    if made is None:
        return Claim(claim, None, "it was not tried")
    own = made.assembly[1]
    needed = in_percent(own.trust_needed, unknown="no")
    because = f"consent asks for {needed} trust; there is {in_percent(own.trust)}"
    return Claim(claim, not own.complete, because)


def _trust_first(by_name: dict[str, Judged]) -> Claim:
    claim = "States that communicate first gain the trust that a world government needs."
    made = by_name.get("communication → government")
    if made is None:
        return Claim(claim, None, "it was not tried")
    own = made.assembly[1]
    because = (
        f"needed {in_percent(own.trust_needed, unknown='no')}; "
        f"after 50 turns of communication there is {in_percent(made.gained)}"
    )
    return Claim(claim, own.complete, because)


def _nato_outsiders(by_name: dict[str, Judged]) -> Claim:
    claim = "A global NATO that leaves the rival out makes the dilemma worse for it."
    made = by_name.get("global NATO, rival out")
    if made is None:
        return Claim(claim, None, "it was not tried")
    out = made.given[1]
    because = (
        f"the rival's severity {shown(out.outsiders_before):.2f} → {shown(out.outsiders):.2f}; "
        f"that of all {shown(out.severity):.2f}"
    )
    worse = bool(at_least(out.outsiders - out.outsiders_before, BY_GREEDY))
    return Claim(claim, worse, because)


def _no_escape(judged: Sequence[Judged]) -> Claim:
    claim = "It cannot be escaped as a logical problem, but it may be weakened."
    solved, weaker = _own(judged, Effect.SOLVED, 1), _own(judged, Effect.WEAKENED, 1)
    because = f"in the long term solved by {_named(solved)}, weakened by {len(weaker)} remedies"
    return Claim(claim, not solved and bool(weaker), because)


def _precedent(made: Enlargement) -> Claim:
    claim = (
        f"Including a rival ({made.rival}) after 100 turns of arming brings peace, as Germany's."
    )
    inside, outside = made.turns_included, made.turns_excluded
    because = f"restraint of .9 {_turns(inside)} if it is included, {_turns(outside)} if not"
    return Claim(claim, inside is not None and (outside is None or inside < outside), because)


def _turns(count: int | None) -> str:
    return "not within 60 turns" if count is None else f"from turn {count} on"


def _wagner(relapse: tuple[float, float]) -> Claim:
    claim = "Rival hypothesis: binding agreements diminish stability (Wagner 1986)."
    bound, unbound = relapse
    because = (
        f"restraint after the treaty's term {in_percent(bound)}, "
        f"{in_percent(unbound)} in the same turns without it"
    )
    return Claim(claim, bool(above(unbound, bound)), because)


def after_term(ground: Ground, treaty: ArmsControl, anarchy: Block) -> tuple[float, float]:
    """Return mutual restraint of seekers after a treaty's term, with it and without.

    The treaty binds for the short term and leaves nothing behind: no inspections, so that what is
    measured is what the binding itself has done.
    """
    short, long = (each.turns for each in ground.tournament.horizons)
    bare = ArmsControl(turns=short, verification=0.0, leaving=treaty.leaving)
    made = block(ground, (bare,), (True, True), 1.0)
    weights = np.array([-short, long]) / (long - short)
    bound, unbound = (
        float(weights @ field_mean(ground, each.restraint, greedy=False))
        for each in (made, anarchy)
    )
    return bound, unbound
