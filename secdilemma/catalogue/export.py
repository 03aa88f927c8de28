"""Writing strategies and games in the formats of other programs, and as data of our own."""

import json
import keyword
import re
from inspect import cleandoc
from pathlib import Path
from string import Template
from textwrap import wrap
from typing import NamedTuple

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.diagram import DRAWABLE, as_svg, does, events, mind_names
from secdilemma.automata.properties import properties_of
from secdilemma.catalogue.data.strategies import EVENTS
from secdilemma.errors import ExportError
from secdilemma.games.game import Game

STRATEGY_FORMATS = ("toml", "svg", "dot", "axelrod")
GAME_FORMATS = ("nfg", "toml")


class Subject(NamedTuple):
    """A strategy to be written: its automaton, and the words that go with it."""

    automaton: Automaton
    name: str
    school: str
    about: str
    cites: tuple[str, ...] = ()


def strategy_as(subject: Subject, form: str) -> str:
    """Return a strategy in one of ``STRATEGY_FORMATS``.

    Raises
    ------
    ExportError
        If the format is none of a strategy's.
    """
    makers = {"toml": as_toml, "dot": as_dot, "axelrod": as_axelrod}
    if form == "svg":
        return as_svg(subject.automaton, subject.name)
    if form not in makers:
        raise ExportError(_no_format("strategy", subject.name, form, STRATEGY_FORMATS))
    return makers[form](subject)


def game_as(game: Game, form: str) -> str:
    """Return a game in one of ``GAME_FORMATS``.

    Raises
    ------
    ExportError
        If the format is none of a game's.
    """
    makers = {"nfg": as_nfg, "toml": game_as_toml}
    if form not in makers:
        raise ExportError(_no_format("game", game.name, form, GAME_FORMATS))
    return makers[form](game)


def as_toml(subject: Subject) -> str:
    """Return a strategy as data, which ``data_strategies`` reads back to the same automaton."""
    automaton = subject.automaton
    names = printable_names(automaton)
    lines = [f"# {subject.name}, as data. Its name is that of the file it is in."]
    if automaton.depth is not None:
        lines.append(f"# It is complete for matches of up to {automaton.depth} turns only.")
    lines += [f"school = {_quoted(subject.school)}", f"about = {_paragraphs(subject.about)}"]
    lines += [f"cites = [{', '.join(map(_quoted, subject.cites))}]"] * bool(subject.cites)
    begin = [(i, float(p)) for i, p in enumerate(automaton.start) if p > 0]
    lines.append(f"start = {_odds(begin, names)}")
    for i, name in enumerate(names):
        lines += ["", f"[minds.{_key(name)}]", f"respond = {_response(automaton, i)}"]
        lines += [f"{key} = {_odds(odds, names)}" for key, odds in _moves(automaton, i).items()]
    return "\n".join(lines) + "\n"


def as_dot(subject: Subject) -> str:
    """Return a strategy as a graph for Graphviz: a node a mind, an arrow an event.

    Responses and events are written as drawings write them: ○ is restraint and ● arming.
    """
    automaton = subject.automaton
    names = mind_names(automaton)
    number = {name: i for i, name in enumerate(names)}
    lines = [f"digraph {_quoted(subject.name)} {{", "  rankdir=LR;", "  begin [shape=point];"]
    for i, name in enumerate(names):
        fill = "black" if automaton.responses[i, 0] == 0 else "white"
        ink = "white" if fill == "black" else "black"
        label = _quoted(f"{name}\n{does(automaton, i)}")
        lines.append(f"  m{i} [label={label}, style=filled, fillcolor={fill}, fontcolor={ink}];")
    for i, p in enumerate(automaton.start.tolist()):
        if p > 0:
            lines.append(f"  begin -> m{i}{_labelled('', p)};")
    for i in range(len(names)):
        for event, odds in events(automaton, i, names):
            lines += [f"  m{i} -> m{number[to]}{_labelled(event, p)};" for to, p in odds.items()]
    return "\n".join([*lines, "}", ""])


def as_axelrod(subject: Subject) -> str:
    """Return a Python file with an ``axelrod`` player that reads the same tables.

    The library has neither war nor misperception: a strike is written as arming, and what the
    player sees of the other is what the other did.
    """
    from secdilemma.games.arms import preset

    automaton = subject.automaton
    kind = "".join(part.capitalize() for part in re.findall(r"[A-Za-z0-9]+", subject.name))
    kind = f"Player{kind}" if kind[0].isdigit() or keyword.iskeyword(kind) else kind
    one = properties_of(automaton, preset("axelrod")).memory_one
    strikes = bool((automaton.responses[:, 2] > 0).any())
    begin = [(i, float(p)) for i, p in enumerate(automaton.start) if p > 0]
    minds = "\n# ".join(wrap(", ".join(printable_names(automaton)), 90)[:20])
    words = {
        "name": subject.name,
        "about": "\n".join(wrap(_docstring(subject.about.strip().partition("\n")[0]), 96)),
        "note": "\nWhere it would strike it arms: the library has no war.\n" if strikes else "",
        "start": ", ".join(map(repr, begin)),
        "minds": minds,
        "restraint": ", ".join(repr(p) for p in automaton.responses[:, 0].tolist()),
        "following": "\n".join(_following(automaton)),
        "kind": kind,
        "label": subject.name,
        "depth": "1" if one else 'float("inf")',
        "stochastic": repr(not automaton.deterministic),
    }
    path = Path(__file__).with_name("player.py.txt")
    return Template(path.read_text(encoding="utf-8")).substitute(words)


def as_nfg(game: Game) -> str:
    """Return a stage game in Gambit's format for games in strategic form.

    A strike, where the game has it, is a third action, and pays what a turn of war pays. War by
    accident has no place in the format.
    """
    actions = game.actions
    labels = " ".join(_quoted(each.name.lower()) for each in actions)
    cells = [
        f"{_payoff(game, 0, own, other):.15g} {_payoff(game, 1, other, own):.15g}"
        for other in actions
        for own in actions  # the first player's action changes fastest
    ]
    return (
        f'NFG 1 R {_quoted(game.name)} {{ "first" "second" }}\n'
        f"{{ {{ {labels} }}\n{{ {labels} }}\n}}\n{_quoted(game.describe())}\n\n"
        + " ".join(cells)
        + "\n"
    )


def game_as_toml(game: Game) -> str:
    """Return a game as the ``[game]`` table of a tournament file."""
    lines = ["[game]", f"name = {_quoted(game.name)}"]
    if game.column in (None, game.row):
        lines += [f"{letter} = {getattr(game.row, letter)!r}" for letter in "TRPS"]
    else:
        for label, seat in (("row", 0), ("column", 1)):
            lines.append(f"{label} = {[list(each) for each in game.payoffs(seat).matrix]!r}")
    if game.war is not None:
        fields = {name: getattr(game.war, name) for name in game.war.__dataclass_fields__}
        lines += ["", "[game.war]"]
        lines += [f"{name} = {_toml_value(value)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def printable_names(automaton: Automaton) -> list[str]:
    """Return what each mind is called in a file: names that differ and can be printed in a line."""
    names = mind_names(automaton)
    if all(name.isprintable() and name.strip() for name in names):
        return names
    return [f"mind {i}" for i in range(len(names))]


def require_drawable(subject: Subject) -> None:
    """Raise if a strategy has more minds than a picture can show.

    Raises
    ------
    ExportError
        If it has.
    """
    if len(subject.automaton) > DRAWABLE:
        raise ExportError(
            f"{subject.name}: it has {len(subject.automaton)} minds; a picture shows {DRAWABLE} at "
            f"most. Write it as dot, for Graphviz, or as toml."
        )


def _payoff(game: Game, seat: int, own: int, other: int) -> float:
    if own < 2 and other < 2:
        return game.payoffs(seat).matrix[own][other]
    return game.war_value(seat, (own == 2) - (other == 2))


def _slice(automaton: Automaton, i: int, k: int) -> list[tuple[int, float]]:
    row = 4 * i + k
    span = slice(int(automaton.edge_start[row]), int(automaton.edge_start[row + 1]))
    targets, odds = automaton.edge_target[span].tolist(), automaton.edge_probability[span].tolist()
    return [(target, p) for target, p in zip(targets, odds, strict=True) if p > 0]


def _moves(automaton: Automaton, i: int) -> dict[str, list[tuple[int, float]]]:
    """Return what follows, told apart no more than makes a difference."""
    after = [_slice(automaton, i, k) for k in range(4)]
    if all(each == after[0] for each in after):
        return {"always": after[0]}
    made = {}
    for seen, letter in enumerate("CD"):
        if after[seen] == after[2 + seen]:
            made[letter] = after[seen]
        else:
            made |= {f"C{letter}": after[seen], f"D{letter}": after[2 + seen]}
    return made


def _response(automaton: Automaton, i: int) -> str:
    restrain, arm, strike = automaton.responses[i].tolist()
    words = {"restrain": restrain, "arm": arm, "strike": strike}
    for word, p in words.items():
        if p == 1 and sum(words.values()) == 1:
            return _quoted(word)
    if strike == 0 and arm == 1.0 - restrain:
        return repr(restrain)
    return "{ " + ", ".join(f"{word} = {p!r}" for word, p in words.items() if p > 0) + " }"


def _odds(odds: list[tuple[int, float]], names: list[str]) -> str:
    if len(odds) == 1 and odds[0][1] == 1:
        return _quoted(names[odds[0][0]])
    return "{ " + ", ".join(f"{_key(names[i])} = {p!r}" for i, p in odds) + " }"


def _following(automaton: Automaton) -> list[str]:
    return [
        f"    ({i}, {own.letter}, {seen.letter}): {_slice(automaton, i, k)!r},"
        for i in range(len(automaton))
        for k, (own, seen) in enumerate(EVENTS)
    ]


def _labelled(event: str, p: float) -> str:
    parts = [event] * bool(event) + [f"{p:.3g}"] * (p < 1)
    return f" [label={_quoted(', '.join(parts))}]" if parts else ""


def _quoted(text: str) -> str:
    """Return a text in the quotes that TOML, Graphviz and Gambit have in common."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _paragraphs(text: str) -> str:
    """Return a text as TOML, over several lines if it has some."""
    if "\n" not in text:
        return _quoted(text)
    lines = [_quoted(line)[1:-1] for line in text.split("\n")]
    return "\n".join(['"""', *lines, '"""'])


def _toml_value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _docstring(text: str) -> str:
    return cleandoc(text).replace("\\", "\\\\").replace('"""', "'''")


def _no_format(what: str, name: str, form: str, known: tuple[str, ...]) -> str:
    return f"{name}: a {what} has no format {form!r}; expected one of {', '.join(known)}."
