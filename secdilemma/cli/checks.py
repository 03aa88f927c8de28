"""Checking files before anybody plays them: what each strategy is, and what is wrong with it.

A Python file is run to be checked, like any other that is played.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from secdilemma.automata.distributions import wants_context
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import METHODS, Context, build, info_of, is_strategy, parameters
from secdilemma.automata.properties import Properties, properties_of
from secdilemma.automata.survey import Survey, survey
from secdilemma.catalogue.catalogue import (
    Catalogue,
    Entry,
    load_file,
    load_module,
    make_importable,
    reasons,
)
from secdilemma.catalogue.workspace import strategy_files
from secdilemma.cli.strategies import GAME
from secdilemma.errors import GrowingMindsError, SecDilemmaError, StrategyError
from secdilemma.games import preset
from secdilemma.io.inputs import data_of, is_file, is_folder, text_of

CLASSICS = ("all-c", "all-d", "tft", "tf2t", "gtft", "grim", "wsls", "random")
_NOTHING = "nothing to check: no strategy and no tournament in that folder."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one strategy.

    Parameters
    ----------
    entry
        The strategy's class, and where it is from.
    strategy
        The strategy itself: with its defaults, or as a reference sets it; None where it is broken.
    minds
        How many; None where they are not finitely many.
    lane
        ``"exact"`` or ``"interpreted"``; empty where it cannot be played.
    properties
        Decided from its automaton; all None where there is none.
    problems
        What is wrong, a sentence each.
    notes
        What is odd and not wrong.
    """

    entry: Entry
    strategy: Any
    minds: int | None
    lane: str
    properties: Properties
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of one file: its strategies, or that it is a sound tournament.

    Parameters
    ----------
    path
        The file.
    kind
        ``"strategies"`` or ``"tournament"``.
    strategies
        In the file's order.
    problems
        What is wrong with the file as a whole.
    """

    path: Path
    kind: str
    strategies: tuple[Checked, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def every_problem(self) -> tuple[str, ...]:
        """The file's problems, then those of each strategy."""
        return (*self.problems, *(text for each in self.strategies for text in each.problems))


@dataclass(slots=True)
class Checker:
    """Checks files against a catalogue.

    Parameters
    ----------
    catalogue
        In which names must be free, and where a tournament's strategies are found.
    """

    catalogue: Catalogue

    def check(self, target: str) -> list[Report]:
        """The report of a file, of each file of a folder, or of a strategy by its name.

        A strategy's name may have parameters and wrappers, or be one of axelrod.

        Raises
        ------
        UnknownNameError
            If there is no such file and no strategy of that name.
        """
        path = Path(target)
        inside = files_in(path) if is_folder(path) else []
        if inside:
            return [self.file(each) for each in inside]
        if is_folder(path) and not self.catalogue.holders(target.lower()):
            return [Report(path, "strategies", (), (f"{path}: {_NOTHING}",))]
        if is_file(path) or path.suffix in (".py", ".toml") or os.sep in target:
            return [self.file(path)]
        entry = self.catalogue.entry(target)
        set_otherwise = ":" in target or "+" in target
        found = self._reference(target, entry) if set_otherwise else self._strategy(entry)
        return [Report(entry.path, "strategies", (found,))]

    def file(self, path: Path) -> Report:
        """The report of a file."""
        if not is_file(path):
            return Report(path, "strategies", (), (f"{path}: no such file.",))
        if path.suffix not in (".py", ".toml"):
            rule = "no strategy's file; expected one that ends in .py or .toml."
            return Report(path, "strategies", (), (f"{path}: {rule}",))
        if path.suffix == ".toml" and is_tournament(path):
            return self._tournament(path)
        try:
            make_importable([path.parent])
            entries = list(load_file(path))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - what a file raises is its report
            problems = [f"{path}: {line}" for line in reasons(error, path)]
            return Report(path, "strategies", (), tuple(problems))
        problems = [] if entries else [_nothing_in(path)]
        problems += _names_twice(path, entries)
        return Report(path, "strategies", tuple(map(self._strategy, entries)), tuple(problems))

    def _tournament(self, path: Path) -> Report:
        from secdilemma.tournament.files.reader import read_tournament
        from secdilemma.tournament.round_robin import require_playable

        try:
            for spec in read_tournament(path, self._beside(path)):
                require_playable(spec)
        except SecDilemmaError as error:
            return Report(path, "tournament", (), error.lines)
        return Report(path, "tournament")

    def _beside(self, path: Path) -> Catalogue:
        """The catalogue for a tournament, with the strategies of its workspace."""
        strategies = path.resolve().parent.parent / "strategies"
        own = path.resolve().parent.name == "tournaments" and strategies.is_dir()
        return self.catalogue.with_folders([strategies]) if own else self.catalogue

    def _strategy(self, entry: Entry) -> Checked:
        name, automaton = entry.info.name, entry.info.automaton
        found = _surveyed(entry)
        problems = [*_untyped(entry.kind), *self._names_taken(entry), *_told(found, automaton)]
        problems += [] if problems else _wrong_at_the_ends(entry)
        strategy = None if problems else build(entry.kind, {}, name)
        notes = tuple(_never_reached(entry, found))
        told = tuple(dict.fromkeys(problems))
        if automaton and not found.grows and not found.problems:
            game = preset(GAME)
            properties = properties_of(explore(build(entry.kind, {}), Context(game=game)), game)
            return Checked(entry, strategy, len(found.minds), "exact", properties, told, notes)
        lane = "" if problems else "interpreted"
        return Checked(entry, strategy, None, lane, Properties(), told, notes)

    def _reference(self, reference: str, base: Entry) -> Checked:
        """The report of a strategy as a reference sets it, its class being sound or not."""
        made = self.catalogue.make(reference)
        entry = replace(base, info=info_of(made))
        game = preset(GAME)
        try:
            automaton = explore(made, Context(game=game)) if entry.info.automaton else None
        except GrowingMindsError as error:
            live = hasattr(made, "session")
            lane, said = ("interpreted", ((), (str(error),))) if live else ("", ((str(error),), ()))
            return Checked(entry, made, None, lane, Properties(), *said)
        except StrategyError as error:
            problems = error.lines
            return Checked(entry, None, None, "", Properties(), problems)
        if automaton is None:
            return Checked(entry, made, None, "interpreted", Properties(), ())
        properties = properties_of(automaton, game)
        return Checked(entry, made, len(automaton), "exact", properties, ())

    def _names_taken(self, entry: Entry) -> Iterator[str]:
        here = entry.path.resolve()
        for name in (entry.info.name, *entry.info.aliases):
            others = [each.path for each in self.catalogue.holders(name)]
            for path in [each for each in others if each.resolve() != here][:1]:
                what = "name" if name == entry.info.name else "alias"
                yield (
                    f"{entry.info.name}: its {what} {name!r} is taken by {path}; "
                    f"expected a name of its own."
                )


def files_in(folder: Path) -> list[Path]:
    """The files to check in a folder: of a workspace, its strategies and tournaments."""
    parts = [folder / "strategies", folder / "tournaments"]
    inside = [path for part in parts if part.is_dir() for path in strategy_files(part)]
    return inside or strategy_files(folder)


def is_tournament(path: Path) -> bool:
    """Whether a TOML file is a tournament and no strategy, by its keys."""
    try:
        data = data_of(text_of(path))
    except SecDilemmaError:
        return path.parent.name == "tournaments"
    strategy = {"minds", "memory_one", "about", "school"} & set(data)
    tournament = {"participants", "turns", "horizons", "scenarios", "perception"} & set(data)
    return bool(tournament) or (path.parent.name == "tournaments" and not strategy)


def _surveyed(entry: Entry) -> Survey:
    """The survey of a strategy with its defaults; in both seats if it asks for its own."""
    made = build(entry.kind, {}, entry.info.name)
    limit = {} if entry.info.automaton else {"limit": 500}
    found = survey(made, entry.info.name, Context(game=preset(GAME)), **limit)
    if wants_context(made) and not found.grows:
        informed = Context(turns=50, game=preset(GAME), seat=1)
        found.problems += survey(made, entry.info.name, informed, **limit).problems
    return found


def _told(found: Survey, automaton: bool) -> list[str]:
    """What a survey found wrong; growing is wrong only of what is to be an automaton."""
    problems = list(found.problems)
    if found.grows and automaton:
        problems.append(found.growth())
    return problems


def _wrong_at_the_ends(entry: Entry) -> Iterator[str]:
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
            yield from _told(survey(made, where, Context(game=preset(GAME))), entry.info.automaton)


def _untyped(kind: type) -> Iterator[str]:
    """Yield what looks like a parameter and, having no type, is none."""
    typed = {name for each in kind.__mro__ for name in vars(each).get("__annotations__", {})}
    for name, value in vars(kind).items():
        own = not any(hasattr(base, name) for base in kind.__mro__[1:])
        named = not name.startswith("_") and not name.isupper() and own
        if named and type(value) in (bool, int, float, str) and name not in typed:
            yield (
                f"{info_of(kind).name}: {name} = {value!r} has no type, so it is no parameter and "
                f"cannot be set; expected {name}: {type(value).__name__} = {value!r}, or "
                f"{name.upper()} for what never changes."
            )


def _never_reached(entry: Entry, found: Survey) -> Iterator[str]:
    """Yield the minds of a data file that no history leads to."""
    rules = getattr(entry.kind, "rules", None)
    written = list(rules.responses) if rules is not None and entry.path.suffix == ".toml" else []
    for mind in written:
        if mind not in found.parents:
            yield f"{entry.info.name}: the mind {mind!r} is never reached."


def _names_twice(path: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the names and aliases that a file gives to more than one strategy."""
    names = [name for each in entries for name in (each.info.name, *each.info.aliases)]
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield f"{path}: {name!r} is the name or alias of {names.count(name)}; expected one."


def _nothing_in(path: Path) -> str:
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


def against_classics(strategy: Any, catalogue: Catalogue) -> list[dict[str, Any]]:
    """How a strategy fares against each of a few classics, with and without errors.

    A row has the opponent and, ``_clear`` without errors and ``_noisy`` with those of the default
    tournament, the payoff a turn of both and the share of turns in which both restrain. Matches
    last 200 turns in the arms race; what is sampled, is so 20 times.
    """
    from secdilemma.games.perception import REGIMES, Perception
    from secdilemma.tournament.participants import Participant
    from secdilemma.tournament.results import against
    from secdilemma.tournament.specification import Tournament

    own = Participant(strategy, name="checked")
    others = tuple(Participant(catalogue.make(name)) for name in CLASSICS)
    spec = Tournament((own, *others), repetitions=20)
    spec = spec.with_changes(horizons=spec.horizons[:1])
    rows: list[dict[str, Any]] = [{"opponent": each.name} for each in others]
    settings = {"clear": Perception(), "noisy": REGIMES["perA"].with_execution(0.01)}
    for label, perception in settings.items():
        found = against(own, others, replace(spec, perception=perception))
        for k, row in enumerate(rows, start=1):
            row[f"payoff_{label}"] = float(found.payoff[0, 0, k])
            row[f"opponent_{label}"] = float(found.payoff[0, k, 0])
            row[f"restraint_{label}"] = float(found.outcomes[0, 0, k, 0])
    return rows
