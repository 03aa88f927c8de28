"""Drawing an automaton: as lines of text for a terminal, and as SVG.

A circle is a mind. ○ is restraint and ● arming, done or seen. The SVG needs nothing but itself, is
described in words for those who cannot see it, and takes its colours from the reader's scheme.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from secdilemma.automaton import Automaton
from secdilemma.games.actions import ARM, RESTRAIN, Action

DRAWABLE = 20
"""The most minds that a drawing shows."""

SIGNS = {RESTRAIN: "○", ARM: "●"}
Odds = dict[str, float]
Point = tuple[float, float]


def as_text(automaton: Automaton, width: int = 100, most: int = DRAWABLE) -> list[str]:
    """Return the lines that draw an automaton in a terminal, a block a mind.

    Parameters
    ----------
    automaton
        What is drawn; minds come in its own order.
    width
        Of the longest line, from 40.
    most
        Minds to draw; of the rest the last line gives the number.
    """
    names = mind_names(automaton)
    lines = []
    for i in range(min(len(names), most)):
        lines += _block(automaton, names, i, max(40, width))
    left = len(names) - most
    if left > 0:
        lines.append(f"  … and {left} more mind{'s' if left > 1 else ''}.")
    return lines


def mind_names(automaton: Automaton) -> list[str]:
    """Return what each mind is called in a drawing; no two are called the same."""
    names = [_name(mind) for mind in automaton.minds]
    return names if len(set(names)) == len(names) else [repr(mind) for mind in automaton.minds]


def does(automaton: Automaton, i: int) -> str:
    """Return what a mind does: ○, ●, or the chances in words."""
    restrain, _, strike = automaton.responses[i].tolist()
    if strike == 1:
        return "strikes"
    if strike == 0 and restrain in (0, 1):
        return "○" if restrain else "●"
    parts = [f"restrains {percent(restrain)}"] * (restrain > 0 or strike == 0)
    parts += [f"strikes {percent(strike)}"] * (strike > 0)
    return ", ".join(parts)


def percent(p: float) -> str:
    """Return a probability as a percentage, such as ``33 %`` or ``0.5 %``."""
    return f"{100 * p:.2g} %" if p < 0.995 or p == 1 else f"{100 * p:.4g} %"


def events(automaton: Automaton, i: int, names: list[str]) -> Iterator[tuple[str, Odds]]:
    """Yield what a mind may see, in words, and the odds of the minds that follow.

    What it did itself is told apart only where it makes a difference.
    """
    after = {
        (own, seen): _following(automaton, i, own, seen, names) for own in SIGNS for seen in SIGNS
    }
    if all(each == after[RESTRAIN, RESTRAIN] for each in after.values()):
        yield "whatever it sees", after[RESTRAIN, RESTRAIN]
        return
    for seen, sign in SIGNS.items():
        if after[RESTRAIN, seen] == after[ARM, seen]:
            yield f"sees {sign}", after[RESTRAIN, seen]
            continue
        for own in SIGNS:
            yield f"did {SIGNS[own]}, sees {sign}", after[own, seen]


def _block(automaton: Automaton, names: list[str], i: int, width: int) -> list[str]:
    chance = float(automaton.start[i])
    mark = "▸" if chance > 0 else " "
    begins = f", begins {percent(chance)}" if 0 < chance < 1 else ""
    lines = [f"{mark} {names[i]}  {does(automaton, i)}{begins}"]
    for event, odds in events(automaton, i, names):
        text = f"{event}: → {_odds_in_words(odds)}"
        lines += wrap(text, width, initial_indent=" " * 4, subsequent_indent=" " * 8)
    return lines


def _odds_in_words(odds: Odds) -> str:
    if len(odds) == 1:
        return next(iter(odds))
    return ", ".join(f"{percent(p)} {name}" for name, p in odds.items())


def _following(automaton: Automaton, i: int, own: Action, seen: Action, names: list[str]) -> Odds:
    row = 4 * i + 2 * own + seen
    span = slice(int(automaton.edge_start[row]), int(automaton.edge_start[row + 1]))
    targets = [names[j] for j in automaton.edge_target[span]]
    return dict(zip(targets, automaton.edge_probability[span].tolist(), strict=True))


def _name(mind: Any) -> str:
    if isinstance(mind, str):
        return mind
    return " ".join(map(str, mind)) if type(mind) is tuple else repr(mind)
