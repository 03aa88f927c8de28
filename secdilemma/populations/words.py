"""The outcome of a population in sentences."""

import math

import numpy as np

from secdilemma.games.comparison import FOLLOWED, above, at_least, greatest, levels, ordered
from secdilemma.io.numbers import MINUS, given_chance, in_percent, shown
from secdilemma.matches.tally import Floats
from secdilemma.populations import Trajectory
from secdilemma.populations.outcome import LEFT, PopulationOutcome, known
from secdilemma.populations.trajectory import NEAR

SEATS = ("row", "column")
EQUAL_WORLDS = 0.005  # restraint that differs by less is equal: half a percent of turns
_NAMED = 6
_LATE = 100  # what happened after this part of the time is late


def process(outcome: PopulationOutcome) -> str:
    """What was run, in a line."""
    given, start = outcome.settings, "an even start"
    if given.start:
        named = [f"{name} {in_percent(x)}" for name, x in given.start.items()]
        start = f"a start with {listed(named)}"
    size = f"{given.size:,} states" + (f" on a graph ({given.graph})" if given.graph else "")
    update = given.update.replace("-", " and ")
    selection = f"{update}, {given.fitness} fitness at intensity {given.intensity:g}"
    if given.process == "imitation":
        selection = f"β {given.intensity:g}"
    mutants = f"{given_chance(given.mutation)} mutants" if given.mutation else ""
    plain = given.process == "replicator" and not given.mutation
    births = gone = ""
    if given.baseline:
        births = f"births counted from a payoff of {given.baseline:g}".replace("-", MINUS)
    if plain and given.extinct:
        gone = f"extinct below {given.extinct:.0e}".replace("e-0", "e-").replace("-", MINUS)
    if given.process == "fixation":
        parts = ["rare mutations", size, selection]
    elif given.finite:
        kind = "imitation" if given.process == "imitation" else "Moran process"
        parts = [kind, size, selection, f"{given.runs:,} runs from {start}", mutants]
    else:
        kind = "Axelrod's ecology" if given.process == "ecology" else "replicator dynamics"
        kind += " of two populations" if len(outcome.pairs.payoff) > 1 else ""
        parts = [f"{kind} from {start}", mutants, births, gone]
    parts.append(f"payoffs over {outcome.pairs.horizon}")
    return ", ".join(part for part in parts if part)


def answer(outcome: PopulationOutcome) -> list[str]:
    """Who is left, how much restraint there is, and whether anything still moves."""
    if outcome.fixation is not None:
        return _answer_of_rare(outcome)
    if outcome.winners is not None:
        return _answer_of_finite(outcome)
    start, end = in_percent(outcome.restraint[0]), in_percent(outcome.late_restraint)
    when = "over the second half" if outcome.moving else "at the end"
    said = f"Mutual restraint: {start} of turns at the start, {end} {when}."
    whats = ["Left"]
    if outcome.shares.shape[1] > 1:
        whats = [f"Left in the {seat}'s seat" for seat in SEATS]
    who = " ".join(_left(outcome, k, what) for k, what in enumerate(whats))
    return [f"{who} {said}", _rest(outcome)]


def _left(outcome: PopulationOutcome, population: int, what: str) -> str:
    """Who is left, how many are rare, and how many gone."""
    gone = outcome.gone[population]
    rare = int((~gone & (outcome.shares[-1, population] < LEFT)).sum())
    others = [f"{rare} under half a percent"] if rare else []
    others += [f"{int(gone.sum())} gone"] if gone.any() else []
    return _named(outcome.left(population), what, others if rare else others[-1:])


def _named(left: list[tuple[str, float]], what: str, others: list[str]) -> str:
    if len(left) == 1 and not any("percent" in each for each in others):
        return f"{what}: only {left[0][0]}."
    named = [f"{name} {in_percent(share)}" for name, share in left[:_NAMED]]
    more = len(left) - len(named)
    said = listed(named + ([f"{more} more"] if more else []))
    return f"{what}: {'; '.join([said, ', '.join(others)] if others else [said])}."


def _rest(outcome: PopulationOutcome) -> str:
    if outcome.moving:
        return _movement(outcome)
    if outcome.settings.mutation:
        return "At rest, between selection and mutation."
    able = returning(outcome)
    if able:
        named = able[:_NAMED] + ([f"{len(able) - _NAMED} more"] if len(able) > _NAMED else [])
        return f"At rest, but these would grow by coming back: {listed(named)}."
    if outcome.gone.any():
        return "At rest: nobody who is gone would grow by coming back."
    return "At rest: nobody who is rare earns more than the others."


def _movement(outcome: PopulationOutcome) -> str:
    """Who still moves and how fast, and between what restraint has moved of late."""
    ecology = outcome.settings.process == "ecology"
    end = f"{outcome.times[-1]:,.0f}"
    when = f"after {end} generations" if ecology else f"by time {end}"
    unit = "generations" if ecology else "units of time"
    moving = dict.fromkeys(each for course in outcome.courses for each in _movers(course, outcome))
    late = outcome.restraint[outcome.times >= outcome.times[-1] / 2]
    low, high = in_percent(late.min()), in_percent(late.max())
    between = f"between {low} and {high}" if low != high else f"at {low}"
    rates = f"at this rate {listed(list(moving))} {unit}" if moving else "someone still falls"
    said = f"Not at rest {when}: {rates}. Mutual restraint was"
    return f"{said} {between} over the second half.{_round(outcome)}"


def _movers(course: Trajectory, outcome: PopulationOutcome) -> list[str]:
    """Who of those left grows fastest, and whose fall takes most from its share."""
    near = NEAR * course.scale
    moves = ~course.gone & (np.abs(course.growth) > near)
    end, growth = course.end, np.where(moves, course.growth, 0.0)
    up, down = int(growth.argmax()), int((end * growth).argmin())
    made = []
    for i, verb in ((up, "doubles"), (down, "halves")):
        if (growth[i] > 0) == (verb == "doubles") and growth[i]:
            share = in_percent(end[i]) if end[i] >= LEFT else "under half a percent"
            time = math.log(2) / abs(growth[i])
            told = f"{float(f'{time:.3g}'):,.15g}" if 1e-3 < time < 1e9 else f"{time:.2e}"
            made.append(f"{outcome.names[i]} ({share}) {verb} in {told}")
    return made


def _round(outcome: PopulationOutcome) -> str:
    """Who has gone round in the lead of late; nothing where nobody came back to it."""
    late = outcome.times >= outcome.times[-1] / _LATE
    for population in range(outcome.shares.shape[1]):
        leads = outcome.shares[late, population].argmax(axis=1)
        turns = leads[np.flatnonzero(np.diff(leads, prepend=-1))].tolist()
        if len(turns) > len(set(turns)):
            names = [outcome.names[i] for i in dict.fromkeys(turns)]
            return f" The lead goes round between {listed(names)}."
    return ""


def _answer_of_finite(outcome: PopulationOutcome) -> list[str]:
    start, end = in_percent(outcome.restraint[0]), in_percent(outcome.restraint[-1])
    said = f"Mutual restraint: {start} of turns at the start, {end} at the end."
    if outcome.settings.mutation:
        over = over_a_run(outcome)[0]
        order = ordered(over, outcome.names)
        held = [(outcome.names[i], float(over[i])) for i in order if at_least(over[i], LEFT)]
        return [f"{_named(held, 'Over a run', _rare(over))} {said}"]
    won, runs = won_by(outcome), outcome.settings.runs
    winners = [(outcome.names[i], won[i]) for i in ordered(won, outcome.names) if won[i]]
    unended = runs - round(won.sum() * runs)
    who = _named(winners, "Alone at the end", []) if winners else f"No run of {runs:,} ended."
    who += f" {unended:,} runs did not end." if unended else ""
    mean = float(known(outcome.steps).mean())
    each = mean / outcome.settings.size
    return [f"{who} {said}", f"A run took {mean:,.0f} steps on average, {each:,.0f} a state."]


def _rare(shares: Floats) -> list[str]:
    """How many have something, and too little for a line."""
    count = int(((shares > 0) & (shares < LEFT)).sum())
    return [f"{count} under half a percent"] if count else []


def won_by(outcome: PopulationOutcome) -> Floats:
    """The share of runs that each strategy won, ndarray(float, shape (n,))."""
    return np.asarray(known(outcome.winners) / outcome.settings.runs)


def over_a_run(outcome: PopulationOutcome) -> tuple[Floats, Floats]:
    """The mean share of each strategy over a run, and its standard error between runs."""
    spent = known(outcome.spent)
    runs = len(spent)
    spread = spent.std(axis=0, ddof=1) if runs > 1 else np.full(len(outcome.names), np.nan)
    return np.asarray(spent.mean(axis=0)), np.asarray(spread / np.sqrt(runs))


def _answer_of_rare(outcome: PopulationOutcome) -> list[str]:
    held = _named(outcome.left(), "Share of time", _rare(outcome.shares[-1, 0]))
    top = outcome.names[greatest(outcome.shares[-1, 0], outcome.names)]
    entrant, chance = easiest(outcome, outcome.names.index(top))
    times = chance * outcome.settings.size
    said = f"Mutual restraint: {in_percent(outcome.restraint[-1])} of turns in the long run."
    likeliest = f"Among {top}, the mutant most likely to take over is {entrant}: its chance is"
    return [f"{held} {said}", f"{likeliest} {chance:.3g}, {times:.3g} times that of drift alone."]


def easiest(outcome: PopulationOutcome, resident: int) -> tuple[str, float]:
    """Who takes over most easily from a resident, and the chance of a single mutant."""
    chances = known(outcome.fixation)[resident].copy()
    if len(chances) > 1:
        chances[resident] = -1
    best = greatest(chances, outcome.names, float(chances.max()))
    return outcome.names[best], float(chances[best])


def earned(outcome: PopulationOutcome, population: int = 0) -> Floats:
    """What each strategy earns a turn against the population at the end."""
    other = 1 - population if outcome.shares.shape[1] > 1 else 0
    return np.asarray(outcome.pairs.payoff[population] @ outcome.shares[-1, other])


def returning(outcome: PopulationOutcome) -> list[str]:
    """Who is gone and would grow by coming back, by what counts as growth at rest."""
    able: list[str] = []
    for course in outcome.courses:
        found = np.flatnonzero(course.gone & (course.growth > NEAR * course.scale))
        able += [outcome.names[i] for i in found]
    return list(dict.fromkeys(able))


def order_of(outcome: PopulationOutcome, population: int, *, wide: bool) -> list[int]:
    """The strategies to print: those left, then those that came furthest, or all."""
    shares = outcome.shares[:, population]
    last, most = levels(shares[-1], FOLLOWED), levels(shares.max(axis=0), FOLLOWED)
    order = sorted(range(len(outcome.names)), key=lambda i: (last[i], most[i], outcome.names[i]))
    return order if wide else order[: max(10, len(outcome.left(population)))]


def jervis_order(found: list[tuple[str, PopulationOutcome]]) -> list[str]:
    """Whether Jervis's ordering of the four worlds holds; nothing for other scenarios.

    His world of offence and confusion is to have the least restraint, and the two of defence the
    most (Jervis 1978).
    """
    by_world = {name: outcome.late_restraint for name, outcome in found}
    if set(by_world) != {"W1", "W2", "W3", "W4"}:
        return []
    numbers = ", ".join(f"{name} {shown(by_world[name]):.3f}" for name in ("W1", "W3", "W2", "W4"))
    broken = what_breaks(by_world)
    if not broken:
        return [f"Jervis's ordering holds: least restraint in W1, most in W2 and W4 ({numbers})."]
    return [f"Jervis's ordering does not hold here: {broken} ({numbers})."]


def what_breaks(restraint: dict[str, float]) -> str:
    """What of Jervis's ordering does not hold, of restraint by world; empty if it holds.

    Worlds whose restraint differs by less than half a percent of turns are equal, and are named
    together.
    """
    others = _least(restraint, ("W2", "W3", "W4"))
    if not above(restraint[others[0]], restraint["W1"] + EQUAL_WORLDS):
        tie = len(others) == 3 and not above(restraint["W1"], restraint[others[0]] + EQUAL_WORLDS)
        return f"W1 is not below {listed(others)}{': all four are equal' if tie else ''}"
    last = _least(restraint, ("W2", "W4"))
    if at_least(restraint[last[0]], restraint["W3"] - EQUAL_WORLDS):
        return ""
    return f"{listed(last)} {'is' if len(last) == 1 else 'are'} below W3"


def _least(restraint: dict[str, float], worlds: tuple[str, ...]) -> list[str]:
    """The world of least restraint and those equal to it, in their order."""
    low = min(restraint[name] for name in worlds)
    return [name for name in worlds if not above(restraint[name], low + EQUAL_WORLDS)]


def listed(items: list[str]) -> str:
    """``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
