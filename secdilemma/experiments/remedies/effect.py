"""Each remedy's class: solved, weakened, unchanged, worsened, or only on conditions."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from secdilemma.experiments.remedies.assembly import Assembly, as_given, assemble
from secdilemma.experiments.remedies.blocks import (
    Block,
    Blocks,
    block,
    field_mean,
    severity,
    severity_error,
    two_seats,
)
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.experiments.remedies.remedies import Remedy
from secdilemma.games.comparison import above, at_least, least
from secdilemma.games.payoffs import Payoffs
from secdilemma.io.numbers import in_percent, shown
from secdilemma.matches.tally import Floats
from secdilemma.tournament.specification import Work

SOLVED_AT = 0.05
ROBUST_AT = 0.10
WEAKENED_BY = 0.10
WORSENED_BY = 0.05
CONFIDENCE = 1.96


class Effect(StrEnum):
    """What a remedy does to the dilemma."""

    SOLVED = "SOLVED"
    WEAKENED = "WEAKENED"
    UNCHANGED = "UNCHANGED"
    WORSENED = "WORSENED"
    CONDITIONAL = "CONDITIONAL"


@dataclass(frozen=True)
class Consequences:
    """What a remedy gives at one horizon, members and outsiders as they are.

    Parameters
    ----------
    severity, error
        The Dilemma Severity Index of security seekers in a field of their own, net of cost, and its
        standard error; 0 where it is exact.
    with_greedy
        The severity in the field with greedy states.
    restraint, tragedy
        Turns of mutual restraint, and of mutual arming or war, between security seekers.
    price
        How much of the severity is what the institution takes, net of what it gives, for the same
        actions.
    outsiders, outsiders_before
        The severity of outsiders, and of the same states in anarchy; nan where there are none.
    """

    severity: float
    error: float
    with_greedy: float
    restraint: float
    tragedy: float
    price: float
    outsiders: float
    outsiders_before: float


@dataclass(frozen=True)
class Judged:
    """A remedy with what it gives and what it is called.

    Parameters
    ----------
    remedy
        What was tried.
    given
        Short and long term, everyone that is meant to belong belonging.
    assembled
        Short and long term, with those who would join.
    assembly
        Who would join, looking at the short and at the long term.
    verdicts
        Of the short and the long term.
    given_verdicts
        The same if membership were given.
    reasons
        Why, short and long.
    safe
        How restraint stands in the game as members play it: dominant, risk-dominant, or neither.
    acts
        How often it acted, a turn of a dyad of two seekers under it, in the long term.
    exact
        Whether nothing was sampled.
    gained
        The trust there is after what comes first.
    """

    remedy: Remedy
    given: tuple[Consequences, Consequences]
    assembled: tuple[Consequences, Consequences]
    assembly: tuple[Assembly, Assembly]
    verdicts: tuple[Effect, Effect]
    given_verdicts: tuple[Effect, Effect]
    reasons: tuple[str, str]
    safe: str
    acts: dict[str, float]
    exact: bool
    gained: float

    @property
    def verdict(self) -> Effect:
        """The verdict of the long term."""
        return self.verdicts[1]


def anarchy_block(ground: Ground, work: Work | None = None) -> Block:
    """Return what every pair gets without any institution."""
    return block(ground, (), (False, False), 0.0, work)


def anarchy_outcomes(ground: Ground, anarchy: Block) -> tuple[Consequences, Consequences]:
    """Return what anarchy gives, short and long."""
    blocks = Blocks(ground, (), 0.0, anarchy)
    return outcomes(blocks, np.zeros(len(ground.names)))


def judge(ground: Ground, remedy: Remedy, anarchy: Block, work: Work | None = None) -> Judged:
    """Try one remedy.

    Where something comes first, nothing else is there in the short term. In the long term it all
    is, with the trust that the short term has built; its first turns are not counted apart.
    """
    made = _judge(ground, remedy, anarchy, work)
    if not remedy.first:
        return made
    first = _judge(ground, Remedy(remedy.name, remedy.first), anarchy, work)
    return replace(
        made,
        given=(first.given[0], made.given[1]),
        assembled=(first.assembled[0], made.assembled[1]),
        assembly=(first.assembly[0], made.assembly[1]),
        verdicts=(first.verdicts[0], made.verdicts[1]),
        given_verdicts=(first.given_verdicts[0], made.given_verdicts[1]),
        reasons=(f"only what comes first: {first.reasons[0]}", made.reasons[1]),
    )


def _judge(ground: Ground, remedy: Remedy, anarchy: Block, work: Work | None) -> Judged:
    before = anarchy_outcomes(ground, anarchy)
    members = given_members(ground, remedy, anarchy)
    blocks = Blocks(ground, remedy.institutions, float(members.mean()), anarchy, work)
    given = outcomes(blocks, members)
    trust = gained_trust(ground, remedy, work)
    if remedy.membership == "all":
        assembly = assemble(blocks, 0, trust), assemble(blocks, 1, trust)
        made = [outcomes(blocks, each.members) for each in assembly]
    else:
        assembly = (as_given(ground, members, trust),) * 2
        made = [given, given]
    safe = safety(member_payoffs(ground, remedy))
    called = [_given_verdict(before[h], given[h], safe) for h in (0, 1)]
    verdicts = [_final(remedy, called[h][0], assembly[h]) for h in (0, 1)]
    reasons = [_reason(remedy, *called[h], assembly[h], given[h]) for h in (0, 1)]
    return Judged(
        remedy=remedy,
        given=given,
        assembled=(made[0][0], made[1][1]),
        assembly=assembly,
        verdicts=(verdicts[0], verdicts[1]),
        given_verdicts=(called[0][0], called[1][0]),
        reasons=(reasons[0], reasons[1]),
        safe=safe,
        acts={name: float(each[1]) for name, each in blocks.within.acts.items()},
        exact=blocks.within.exact and anarchy.exact,
        gained=trust,
    )


def gained_trust(ground: Ground, remedy: Remedy, work: Work | None = None) -> float:
    """Return the trust that consent can count on.

    It is t0, or what states have seen of each other under what comes first: the share of turns in
    which two security seekers both restrained, in the short term. That belief in the others follows
    what they did is an assumption.
    """
    if not remedy.first:
        return ground.start.trust
    made = block(ground, remedy.first, (True, True), 1.0, work)
    seen = field_mean(ground, made.restraint, greedy=False)
    return max(ground.start.trust, float(seen[0]))


def given_members(ground: Ground, remedy: Remedy, anarchy: Block) -> Floats:
    """Return who belongs, where that is given: the share of each kind of state."""
    members = np.ones(len(ground.names))
    if remedy.membership == "half":
        return members / 2
    if remedy.membership == "rival excluded":
        members[rival(ground, anarchy)] = 0.0
    return members


def rival(ground: Ground, anarchy: Block) -> int:
    """Return the main rival: the seeker that restrains least with the others in anarchy."""
    seekers = list(ground.seekers)
    mean = anarchy.restraint[1][np.ix_(seekers, seekers)].mean(axis=1)
    return seekers[least(mean, [ground.names[i] for i in seekers])]


def outcomes(blocks: Blocks, members: Floats) -> tuple[Consequences, Consequences]:
    """Return what a composition gives with some members, short and long term."""
    ground = blocks.ground
    nowhere = np.full(2, math.nan)
    out, before = nowhere, nowhere
    if members.all() == members.any() and set(members) <= {0.0, 1.0}:
        one = blocks.within if members.all() else blocks.outsiders
        net, gross, restraint, tragedy = two_seats(one), one.gross, one.restraint, one.tragedy
    else:
        inside, outside = blocks.inside(members), blocks.outside(members)
        x = members[:, None]
        net = x * inside + (1 - x) * outside
        gross = blocks.gross(members)
        out = _outsiders(ground, outside, members)
        before = _outsiders(ground, two_seats(blocks.outsiders), members)
        restraint = blocks.mean_of("restraint", members)
        tragedy = blocks.mean_of("tragedy", members)
    alone = severity(ground, field_mean(ground, net, greedy=False))
    mixed = severity(ground, field_mean(ground, net, greedy=True))
    error = severity_error(ground, blocks.within if members.any() else blocks.outsiders)
    calm = field_mean(ground, restraint, greedy=False)
    tragic = field_mean(ground, tragedy, greedy=False)
    price = alone - severity(ground, field_mean(ground, gross, greedy=False))
    columns = (alone, error, mixed, calm, tragic, price, out, before)
    short, long = (Consequences(*(float(each[h]) for each in columns)) for h in (0, 1))
    return short, long


def _outsiders(ground: Ground, outside: Floats, members: Floats) -> Floats:
    """Return the severity of the seekers that are outside, each by how many of them are."""
    seekers = list(ground.seekers)
    weights = (1 - members)[seekers]
    if not weights.sum():
        return np.full(len(outside), math.nan)
    rows = outside[:, seekers][:, :, seekers].mean(axis=2)
    return severity(ground, rows @ weights / weights.sum())


def member_payoffs(ground: Ground, remedy: Remedy) -> Payoffs:
    """Return what outcomes pay a security seeker among members."""
    i = ground.seekers[0]
    return ground.dyad((i, i), remedy.institutions, (True, True), 1.0).payoffs[0]


def safety(payoffs: Payoffs) -> str:
    """Return whether restraint is ``"dominant"``, ``"risk-dominant"`` or ``"neither"``."""
    scale = payoffs.scale
    if not above(payoffs.R, payoffs.T, scale):
        return "neither"
    if above(payoffs.S, payoffs.P, scale):
        return "dominant"
    assured = above(payoffs.R - payoffs.T, payoffs.P - payoffs.S, scale)
    return "risk-dominant" if assured else "neither"


def _given_verdict(before: Consequences, after: Consequences, safe: str) -> tuple[Effect, str]:
    """Return the verdict if membership were given, and the reason."""
    effect = after.severity - before.severity
    margin = CONFIDENCE * math.hypot(before.error, after.error)
    low = at_least(SOLVED_AT, after.severity + CONFIDENCE * after.error)
    if low and safe != "neither" and at_least(ROBUST_AT, after.with_greedy):
        return Effect.SOLVED, f"severity {shown(after.severity):.2f}, and restraint is {safe}"
    if at_least(-WEAKENED_BY, effect + margin):
        return Effect.WEAKENED, _what_is_left(after, safe, low=low)
    if at_least(effect - margin, WORSENED_BY):
        return Effect.WORSENED, f"severity rises by {shown(effect):.2f}"
    small = f"{shown(effect):+.2f}".replace("-", "−")
    return Effect.UNCHANGED, f"the effect, {small}, is below the {WEAKENED_BY:.2f} that counts"


def _what_is_left(after: Consequences, safe: str, *, low: bool) -> str:
    if not low:
        paid = f", of it {shown(after.price):.2f} its price" if at_least(after.price, 0.005) else ""
        return f"{shown(after.severity):.2f} of the loss is left{paid}"
    if safe == "neither":
        return f"severity {shown(after.severity):.2f}, but arming still pays who arms alone"
    left, greedy = shown(after.severity), shown(after.with_greedy)
    return f"severity {left:.2f}, but {greedy:.2f} among greedy states"


def _final(remedy: Remedy, given: Effect, assembly: Assembly) -> Effect:
    helps = given in (Effect.SOLVED, Effect.WEAKENED)
    if remedy.membership == "all" and helps and not assembly.complete:
        return Effect.CONDITIONAL
    return given


def _reason(
    remedy: Remedy,
    given: Effect,
    reason: str,
    assembly: Assembly,
    after: Consequences,
) -> str:
    if _final(remedy, given, assembly) is Effect.CONDITIONAL:
        return f"{given} if all belonged ({reason}); {_why_not(assembly)}"
    change = after.outsiders - after.outsiders_before
    if remedy.membership != "all" and at_least(abs(change), WORSENED_BY):
        word = "worse" if change > 0 else "better"
        was, now = f"{shown(after.outsiders_before):.2f}", f"{shown(after.outsiders):.2f}"
        return f"{reason}; outsiders fare {word}, {now} after {was}"
    return reason


def _why_not(assembly: Assembly) -> str:
    if not assembly.trusted:
        asked = assembly.trust_needed
        need = in_percent(asked) if at_least(1.0, asked) else "more than"
        return f"consent asks for {need} trust, and there is {in_percent(assembly.trust)}"
    if assembly.feared:
        return "states do not join what they fear"
    if math.isnan(assembly.tipping):
        return "joining never pays"
    if above(assembly.tipping, assembly.trust):
        return f"it tips at {in_percent(assembly.tipping)} members, and founders are fewer"
    return f"with greedy states in it, it pays {', '.join(assembly.joiners) or 'nobody'} to stay"
