"""What is wrong with a strategy, in plain words: the parts of :mod:`secdilemma.cli.checks`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from secdilemma.automata.distributions import wants_context
from secdilemma.automata.interface import METHODS, Context, build, info_of, is_strategy, parameters
from secdilemma.automata.survey import Survey, survey
from secdilemma.catalogue.catalogue import Entry, load_module
from secdilemma.errors import StrategyError
from secdilemma.games import preset

GAME = "axelrod"  # the field's payoffs, in which the best response is reckoned
_SIMPLE = (bool, int, float, str)


def surveyed(entry: Entry) -> Survey:
    """Return the survey of a strategy with its defaults; in both seats if it asks for its own."""
    made = build(entry.kind, {}, entry.info.name)
    limit = {} if entry.info.automaton else {"limit": 500}
    found = survey(made, entry.info.name, Context(game=preset(GAME)), **limit)
    if wants_context(made) and not found.grows:
        told = Context(turns=50, game=preset(GAME), seat=1)
        found.problems += survey(made, entry.info.name, told, **limit).problems
    return found


def told(found: Survey, automaton: bool) -> list[str]:
    """Return what a survey found wrong; growing is wrong only of what is to be an automaton."""
    problems = list(found.problems)
    if found.grows and automaton:
        problems.append(found.growth())
    return problems


def wrong_at_the_ends(entry: Entry) -> Iterator[str]:
    """Yield what is wrong at the ends of each parameter's range, the others at their defaults."""
    for each in parameters(entry.kind):
        ends = (False, True) if each.type is bool else (each.low, each.high)
        for value in ends:
            if value is None or value == each.default:
                continue
            typed = each.type(value)
            where = f"{entry.info.name}:{each.name}={typed}"
            try:
                made = build(entry.kind, {each.name: typed}, entry.info.name)
            except StrategyError:  # it refuses what does not go together, as it should
                continue
            yield from told(survey(made, where, Context(game=preset(GAME))), entry.info.automaton)


def untyped(kind: type) -> Iterator[str]:
    """Yield what looks like a parameter and, having no type, is none."""
    for name, value in vars(kind).items():
        own = not any(hasattr(base, name) for base in kind.__mro__[1:])
        named = not name.startswith("_") and not name.isupper() and own
        if named and type(value) in _SIMPLE and name not in _annotated(kind):
            yield (
                f"{info_of(kind).name}: {name} = {value!r} has no type, so it is no parameter and "
                f"cannot be set; expected {name}: {type(value).__name__} = {value!r}, or "
                f"{name.upper()} for what never changes."
            )


def _annotated(kind: type) -> set[str]:
    return {name for each in kind.__mro__ for name in vars(each).get("__annotations__", {})}


def never_reached(entry: Entry, found: Survey) -> Iterator[str]:
    """Yield the minds of a data file that no history leads to."""
    rules = getattr(entry.kind, "rules", None)
    written = list(rules.responses) if rules is not None and entry.path.suffix == ".toml" else []
    for mind in written:
        if mind not in found.parents:
            yield f"{entry.info.name}: the mind {mind!r} is never reached."


def names_twice(path: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the names and aliases that a file gives to more than one strategy."""
    names = [name for each in entries for name in (each.info.name, *each.info.aliases)]
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield f"{path}: {name!r} is the name or alias of {names.count(name)}; expected one."


def nothing_in(path: Path) -> str:
    """Say why a Python file holds no strategy."""
    module = load_module(path)
    for name, each in vars(module).items():
        own = isinstance(each, type) and each.__module__ == module.__name__
        if own and not is_strategy(each) and all(hasattr(each, method) for method in METHODS):
            return (
                f"{path}: {name} has the three methods and is no strategy; expected "
                f'@strategy(school="…") before the class.'
            )
    return (
        f"{path}: it holds no strategy; expected a class marked @strategy (the name of a file that "
        f"only helps others begins with _)."
    )
