"""Derivations that were made before: in this process, and in the user's cache folder."""

import hashlib
import json
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.minimisation import merged
from secdilemma.automata.watch import unwatched
from secdilemma.catalogue.axelrod.exploration import MIND_LIMIT, Derivation, derive
from secdilemma.catalogue.axelrod.facts import facts
from secdilemma.catalogue.axelrod.kinds import Variant
from secdilemma.catalogue.axelrod.library import attributes_of, library, library_version
from secdilemma.catalogue.axelrod.trim import readable
from secdilemma.io.cache import Cache

Told = tuple[float, float, float, float]
_ARRAYS = ("start", "responses", "edge_start", "edge_target", "edge_probability")
_known: dict[tuple[str, int | None, Told | None], Derivation] = {}


@unwatched()
def derivation(strategy: Variant, turns: int | None, told: Told) -> Derivation:
    """Return what exploring a strategy in a match found; the same object each time.

    Parameters
    ----------
    turns
        The length of the match; None where it is not known.
    told
        The payoffs R, P, S, T that it is told.
    """
    name = strategy.reference
    keys = [(name, length, game) for length in (None, turns) for game in (None, told)]
    for key in keys:
        if key in _known and (key[1] == turns or _general(_known[key])):
            return _known[key]
    for key in keys:
        found = _load(key)
        if found is not None and (key[1] == turns or _general(found)):
            _known[key] = found
            return found
    found = _expected(strategy, turns) or explored(strategy, turns, told)
    key = _widest(name, turns, told, found)
    _known[key] = found
    _save(key, found)
    return found


def _general(found: Derivation) -> bool:
    """Whether a derivation for a match of unknown length holds for every length."""
    closed = found.automaton is not None and found.automaton.depth is None
    return closed and "length" not in found.reads


def _widest(name: str, turns: int | None, told: Told, found: Derivation) -> tuple[Any, ...]:
    """Return the key under which a derivation holds for as many matches as possible."""
    return (name, None if _general(found) else turns, told if "game" in found.reads else None)


def _expected(strategy: Variant, turns: int | None) -> Derivation | None:
    """Return that it is no automaton, where the survey says so; None where it must be explored."""
    fact = facts().get(strategy.name)
    if fact is None or strategy.values or fact.affordable(turns, MIND_LIMIT):
        return None
    reason = fact.reason or f"has more than {MIND_LIMIT:,} minds in a match of that length"
    return Derivation(None, reason, fact.memory, frozenset(fact.read))


def explored(
    strategy: Variant, turns: int | None, told: Told, limit: int = MIND_LIMIT
) -> Derivation:
    """Return what exploring a strategy finds, whatever was found before."""
    reason = _unexplorable(strategy)
    if reason:
        return Derivation(None, reason, "unknown", frozenset())
    cls, values = readable(strategy.kind.cls), dict(strategy.values)
    found = derive(
        strategy.reference, lambda: cls(**values), attributes_of(turns, told), turns, limit
    )
    if found.automaton is None:
        return found
    return replace(found, automaton=merged(found.automaton))


def _unexplorable(strategy: Variant) -> str:
    """Return why a strategy is not even explored; empty where it is."""
    classified = library().Classifiers
    player = strategy.kind.player
    if classified["long_run_time"](player):
        return "takes long for every move, as axelrod itself marks it"
    if classified["manipulates_state"](player) or classified["inspects_source"](player):
        return "keeps what it learnt in its class and not in the player"
    return ""


def _load(key: tuple[Any, ...]) -> Derivation | None:
    """Return a derivation from the cache folder; None if it is not there or not whole."""
    content = _kept().read(_file(key))
    if content is None:
        return None
    with np.load(BytesIO(content), allow_pickle=False) as file:
        about = json.loads(str(file["about"]))
        arrays = {name: file[name] for name in _ARRAYS} if "start" in file else None
    automaton = None
    if arrays is not None:
        minds = tuple(range(len(arrays["start"])))
        automaton = Automaton(name=key[0], minds=minds, depth=about["depth"], **arrays)
    reads = frozenset(about["reads"])
    return Derivation(automaton, about["reason"], about["memory"], reads, about["explored"])


def _save(key: tuple[Any, ...], found: Derivation) -> None:
    """Keep a derivation for other processes; where nothing can be written, do without."""
    about = {
        "depth": found.automaton and found.automaton.depth,
        "reason": found.reason,
        "memory": found.memory,
        "reads": sorted(found.reads),
        "explored": found.explored,
    }
    arrays = {name: getattr(found.automaton, name) for name in _ARRAYS if found.automaton}
    content = BytesIO()
    np.savez_compressed(content, about=np.array(json.dumps(about)), **arrays)
    _kept().write(_file(key), content.getvalue())


def _file(key: tuple[Any, ...]) -> str:
    return f"{hashlib.blake2b(json.dumps(key).encode(), digest_size=16).hexdigest()}.npz"


@cache
def _kept() -> Cache:
    """Return the files of what was derived from this axelrod by this very code."""
    digest = hashlib.blake2b(library_version().encode(), digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return Cache("axelrod", digest.hexdigest())
