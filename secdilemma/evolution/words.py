"""The outcome of a population in sentences."""

import numpy as np

from secdilemma.evolution.outcome import LEFT, Outcome
from secdilemma.lanes.counting import Floats
from secdilemma.tournament import Tournament

SEATS = ("row", "column")
AT_REST = 1e-9
_NAMED = 6


def percent(share: float) -> str:
    """Return a share in percent; only all reads 100 %, and only nothing 0 %."""
    whole = round(100 * share)
    if whole == 100 and share < 1 - 5e-4:
        return "99 %"
    return "under 1 %" if whole == 0 and share > 0 else f"{whole} %"


def process(outcome: Outcome) -> str:
    """Return what was run, in a line."""
    start = "an even start" if not outcome.settings.start else f"a start with {_start(outcome)}"
    return f"replicator dynamics from {start}, payoffs over {outcome.encounters.horizon}"


def _start(outcome: Outcome) -> str:
    return listed([f"{name} {percent(x)}" for name, x in outcome.settings.start.items()])


def answer(outcome: Outcome) -> list[str]:
    """Return who is left, how much restraint there is, and whether anything still moves."""
    lines = [
        f"{_left(outcome, population)} Mutual restraint: {percent(outcome.restraint[0])} of turns "
        f"at the start, {percent(outcome.late_restraint)} {_when(outcome)}."
        for population in range(1)
    ]
    return [*lines, *_rest(outcome)]


def _left(outcome: Outcome, population: int) -> str:
    left = outcome.left(population)
    named = [f"{name} {percent(share)}" for name, share in left[:_NAMED]]
    more = len(left) - len(named)
    named += [f"{more} more"] if more else []
    if len(left) == 1:
        return f"Only {left[0][0]} is left."
    return f"Left: {listed(named)}."


def _when(outcome: Outcome) -> str:
    return "over the second half" if outcome.moving else "at the end"


def _rest(outcome: Outcome) -> list[str]:
    if outcome.moving:
        late = outcome.restraint[outcome.times >= outcome.times[-1] / 2]
        said = f"It has not come to rest by time {outcome.times[-1]:,.0f}: restraint still moves"
        return [f"{said} between {percent(late.min())} and {percent(late.max())}."]
    able = returning(outcome)
    if able:
        return [f"At rest, but {listed(able)} would grow if it came back."]
    return ["At rest: nobody who died out would grow by coming back."]


def earned(outcome: Outcome, population: int = 0) -> Floats:
    """Return what each strategy earns a turn against the population at the end."""
    met = outcome.shares[-1, -1 - population] if outcome.shares.shape[1] > 1 else None
    end = outcome.shares[-1, 0] if met is None else met
    return np.asarray(outcome.encounters.payoff[population] @ end)


def returning(outcome: Outcome) -> list[str]:
    """Return who is gone and would grow by coming back, by more than 1e-9 a unit of time."""
    gained = earned(outcome)
    end = outcome.shares[-1, 0]
    able = (end < LEFT) & (gained > gained @ end + AT_REST)
    return [outcome.names[i] for i in np.flatnonzero(able)]


def order_of(outcome: Outcome, population: int, *, wide: bool) -> list[int]:
    """Return the strategies to print: those left, then those that came furthest, or all."""
    shares = outcome.shares[:, population]
    order = sorted(
        range(len(outcome.names)),
        key=lambda i: (-round(shares[-1, i], 6), -shares[:, i].max(), outcome.names[i]),
    )
    return order if wide else order[: max(10, len(outcome.left(population)))]


def further(spec: Tournament, outcome: Outcome) -> list[str]:
    """Return the commands that go further."""
    top = outcome.left()[0][0]
    base = spec.name.partition("/")[0]
    draw = f"secdilemma evolve {base} --picture evolution.svg draws it"
    return [draw, f"secdilemma invade {top} {base} asks who could replace {top}"]


def jervis_order(found: list[tuple[str, Outcome]]) -> list[str]:
    """Return whether Jervis's ordering of the four worlds holds; nothing for other scenarios.

    His world of offence and confusion is to have the least restraint, and the two of defence the
    most (Jervis 1978).
    """
    by_world = {name: outcome.late_restraint for name, outcome in found}
    if set(by_world) != {"W1", "W2", "W3", "W4"}:
        return []
    lowest = all(by_world["W1"] < by_world[name] for name in ("W2", "W3", "W4"))
    highest = min(by_world["W2"], by_world["W4"]) >= by_world["W3"] - 1e-9
    numbers = ", ".join(f"{name} {by_world[name]:.3f}" for name in ("W1", "W3", "W2", "W4"))
    if lowest and highest:
        return [f"Jervis's ordering holds: least restraint in W1, most in W2 and W4 ({numbers}).\n"]
    said = "W1 is not the lowest" if not lowest else "W2 and W4 are not at the top"
    return [f"Jervis's ordering does not hold here: {said} ({numbers}).\n"]


def listed(items: list[str]) -> str:
    """Return ``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
