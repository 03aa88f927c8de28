"""Minds that nothing can tell apart are made one."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.automata.automaton import Automaton, Ints

_Words = NDArray[np.uint64]


def merged(automaton: Automaton) -> Automaton:
    """Return the smallest automaton that responds alike to every history.

    Minds are one class while they respond with the same odds and each event leads them to the same
    classes with the same odds (Moore 1956; Paige and Tarjan 1987). Classes are told apart by 64-bit
    sums; that the result is right is then checked edge by edge.
    """
    _, classes = np.unique(automaton.responses, axis=0, return_inverse=True)
    classes, count = classes.ravel(), 0
    odds = np.unique(automaton.edge_probability, return_inverse=True)[1].ravel()
    while count < (count := int(classes.max()) + 1) and count < len(automaton):
        classes = _refined(automaton, classes, odds)
    if count == len(automaton) or not _sound(automaton, classes):
        return automaton
    return _quotient(automaton, classes)


def _refined(automaton: Automaton, classes: Ints, odds: Ints) -> Ints:
    width = np.int64(odds.max() + 1)
    word = _mixed((classes[automaton.edge_target] * width + odds).astype(np.uint64))
    rows = np.add.reduceat(word, automaton.edge_start[:-1]).reshape(-1, 4)
    whole = _mixed(classes.astype(np.uint64) + np.uint64(1) << np.uint64(20))
    for event in range(4):
        whole = _mixed(whole ^ _mixed(rows[:, event] + np.uint64(event + 1)))
    return np.unique(whole, return_inverse=True)[1].ravel()


def _mixed(word: _Words) -> _Words:
    """Return SplitMix64's output for each word (Steele, Lea and Flood 2014)."""
    z: Any = word + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(31)))


def _sound(automaton: Automaton, classes: Ints) -> bool:
    """Whether all minds of a class have the responses and the edges of its first."""
    first = np.unique(classes, return_index=True)[1][classes]
    if not np.array_equal(automaton.responses, automaton.responses[first]):
        return False
    start = automaton.edge_start
    length = np.diff(start)
    row = np.repeat(np.arange(len(length)), length)
    order = np.lexsort((automaton.edge_probability, classes[automaton.edge_target], row))
    target, odds = classes[automaton.edge_target][order], automaton.edge_probability[order]
    like = 4 * first[row // 4] + row % 4
    if not np.array_equal(length.reshape(-1, 4), length.reshape(-1, 4)[first]):
        return False
    there = start[like] + (np.arange(len(row)) - start[row])
    return bool(np.all(target == target[there]) and np.all(odds == odds[there]))


def _quotient(automaton: Automaton, classes: Ints) -> Automaton:
    named = _in_order(classes)
    count = int(named.max()) + 1
    first = np.unique(named, return_index=True)[1]
    edges: list[tuple[int, float]] = []
    edge_start = [0]
    for mind in first:
        for row in range(4 * mind, 4 * mind + 4):
            edges += _row(automaton, named, row)
            edge_start.append(len(edges))
    start = np.zeros(count)
    np.add.at(start, named, automaton.start)
    return replace(
        automaton,
        minds=tuple(range(count)),
        start=start,
        responses=automaton.responses[first],
        edge_start=np.array(edge_start, np.int64),
        edge_target=np.array([target for target, _ in edges], np.int64),
        edge_probability=np.array([p for _, p in edges]),
    )


def _in_order(classes: Ints) -> Ints:
    """Return classes numbered in the order of their first members."""
    first = np.unique(classes, return_index=True)[1]
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return number[classes]


def _row(automaton: Automaton, classes: Ints, row: int) -> list[tuple[int, float]]:
    odds: dict[int, float] = {}
    for edge in range(int(automaton.edge_start[row]), int(automaton.edge_start[row + 1])):
        target = int(classes[automaton.edge_target[edge]])
        odds[target] = odds.get(target, 0.0) + float(automaton.edge_probability[edge])
    return list(odds.items())
