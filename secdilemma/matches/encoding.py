"""Automata and an environment as the arrays that kernels take."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.matches import draws
from secdilemma.matches.kernels.tables import (
    Chances,
    Flags,
    Floats,
    Ints,
    Programs,
    Tables,
    Thresholds,
    Words,
)


class Rows(NamedTuple):
    """Transitions of many automata, row after row."""

    first: Ints
    target: Ints
    odds: Floats


def pack_tables(
    automata: Sequence[Automaton], game: Game, perception: Perception
) -> tuple[Tables, Chances]:
    """Return the automata with every error of the environment counted, for the exact lane.

    Parameters
    ----------
    automata
        At least one.
    game
        Of which only the war model matters here; payoffs are counted afterwards.
    perception
        The environment's errors.
    """
    # Errors of a turn are counted into the tables, so that the kernels know none of them: execution
    # into what is done, sight and hotline into which row follows, sensibility into the row after
    # arming.
    raw = _join(automata)
    action = _carried_out(np.concatenate([a.responses for a in automata]), game, perception)
    sighting = _sighting(perception)
    private = _blend(raw, _private_weights(sighting, perception.sensibility))
    public = _blend(raw, _public_weights(perception.sensibility))
    first = _first(automata)
    clear = bool(sighting[0, 1] == 0.0 and sighting[1, 0] == 0.0)
    record = 0.0 if clear else perception.public_record
    tables = Tables(
        first=first,
        certain=_certain(automata, first, action, private)
        & (record == 0.0)
        & (perception.joint_decision == 0.0),
        start=np.concatenate([a.start for a in automata]),
        action=action,
        private_first=private.first,
        private_target=private.target,
        private_odds=private.odds,
        public_first=public.first,
        public_target=public.target,
        public_odds=public.odds,
    )
    hazards = np.array(game.war.hazards if game.war else (0.0, 0.0, 0.0))
    can_come = bool(action[:, 2].any() or hazards.any())
    slip = perception.execution_c
    agreed = np.array([1 - slip, slip])
    return tables, Chances(
        record, sighting, hazards, can_come, float(perception.joint_decision), agreed
    )


def pack_programs(automata: Sequence[Automaton]) -> Programs:
    """Return the automata as thresholds, for the simulated lane."""
    raw = _join(automata)
    responses = np.concatenate([a.responses for a in automata])
    limits = _row_thresholds(raw)
    one, last = raw.first[:-1], raw.first[1:] - 1
    return Programs(
        first=_first(automata),
        start=np.concatenate([_thresholds_of(a.start) for a in automata]),
        restrain=_thresholds(responses[:, 0]),
        arm=_thresholds(np.where(responses[:, 2] == 0, 1.0, responses[:, 0] + responses[:, 1])),
        edge_first=raw.first,
        edge_target=raw.target,
        edge_threshold=limits,
        one_target=raw.target[one].astype(np.uint64),
        one_threshold=limits[one],
        other_target=raw.target[last].astype(np.uint64),
    )


def pack_thresholds(game: Game, perception: Perception, end: float = 0.0) -> Thresholds:
    """Return the environment as thresholds; `end` is the chance that a match ends after a turn."""
    war = game.war
    p = perception
    hazards = war.hazards if war else (0.0, 0.0, 0.0)
    live = np.zeros(draws.SLOTS, np.bool_)
    live[[draws.RESPOND, draws.MOVE]] = True
    live[draws.EXECUTE] = p.execution_c + p.execution_d > 0
    live[draws.SIGHT] = p.sighted_false_alarm + p.sighted_miss > 0
    live[draws.HOTLINE] = bool(live[draws.SIGHT]) and p.hotline > 0
    live[draws.RECORD] = (bool(live[draws.SIGHT]) and p.public_record > 0) or p.joint_decision > 0
    live[draws.SENSIBILITY] = p.sensibility > 0
    live[draws.FATE] = sum(hazards) + end > 0
    return Thresholds(
        execution=_thresholds(np.array([p.execution_c, p.execution_d])),
        sight_error=_thresholds(np.array([p.sighted_false_alarm, p.sighted_miss])),
        hotline=np.uint64(draws.threshold(p.hotline)),
        record=np.uint64(draws.threshold(p.public_record)),
        sensibility=np.uint64(draws.threshold(p.sensibility)),
        hazards=_thresholds(np.array(hazards)),
        end=np.uint64(draws.threshold(end)),
        striking=bool(war and war.strike),
        joint=np.uint64(draws.threshold(p.joint_decision)),
        live=live,
    )


def _join(automata: Sequence[Automaton]) -> Rows:
    first = [np.zeros(1, np.int64)]
    edges = 0
    for automaton in automata:
        first.append(automaton.edge_start[1:] + edges)
        edges += len(automaton.edge_target)
    target = np.concatenate([a.edge_target for a in automata])
    odds = np.concatenate([a.edge_probability for a in automata])
    return Rows(np.concatenate(first), target, odds)


def _first(automata: Sequence[Automaton]) -> Ints:
    return np.cumsum([0, *(len(a) for a in automata)]).astype(np.int64)


def _sighting(perception: Perception) -> Floats:
    """Return p[true, seen]: what each action is taken for.

    An error is never the complement of its complement: of 1e-17 nothing would be left.
    """
    false_alarm, miss = perception.uncorrected_false_alarm, perception.sighted_miss
    return np.array([[1 - false_alarm, false_alarm], [miss, 1 - miss]])


def _carried_out(responses: Floats, game: Game, perception: Perception) -> Floats:
    striking = game.war is not None and game.war.strike
    slip_c, slip_d = perception.execution_c, perception.execution_d
    restrain, arm, strike = responses.T
    if not striking:
        arm, strike = arm + strike, np.zeros(len(responses))
    armed = arm * (1 - slip_d) + restrain * slip_c
    restrained = restrain * (1 - slip_c) + arm * slip_d
    return np.column_stack([restrained, armed, strike])


def _private_weights(sighting: Floats, sensibility: float) -> Floats:
    """Return w[own, other, seen]: how often the row of `seen` is used after `other`."""
    excused = sighting @ np.array([[1.0, 0.0], [sensibility, 1.0 - sensibility]])
    return np.stack([sighting, excused])


def _public_weights(sensibility: float) -> Floats:
    recorded = np.array([[0.0, 1.0], [0.0, 1.0 - sensibility]])
    return np.stack([1 - recorded, recorded], axis=2)


def _blend(raw: Rows, weights: Floats) -> Rows:
    """Return rows by the other's action, each a mixture of the rows by what was seen."""
    # The row of (own, other) is Σ_seen w(own, other, seen) times the row of (own, seen): each edge
    # of the raw rows is laid into the rows of both actions that may be seen as its own, and
    # weighed.
    rows = len(raw.first) - 1
    row = np.repeat(np.arange(rows), np.diff(raw.first))
    own, seen = row // 2 % 2, row % 2
    made = [(row - seen + other, weights[own, other, seen] * raw.odds) for other in (0, 1)]
    new_row = np.concatenate([r for r, _ in made])
    odds = np.concatenate([w for _, w in made])
    target = np.concatenate([raw.target, raw.target])
    keep = odds > 0
    return _merged(rows, new_row[keep], target[keep], odds[keep])


def _merged(rows: int, row: Ints, target: Ints, odds: Floats) -> Rows:
    # Edges of a row that lead to one mind become one edge.
    order = np.lexsort((target, row))
    row, target, odds = row[order], target[order], odds[order]
    new = np.ones(len(row), np.bool_)
    new[1:] = (row[1:] != row[:-1]) | (target[1:] != target[:-1])
    at = np.flatnonzero(new)
    first = np.searchsorted(row[at], np.arange(rows + 1)).astype(np.int64)
    return Rows(first, target[at], np.add.reduceat(odds, at))


def _certain(automata: Sequence[Automaton], first: Ints, action: Floats, rows: Rows) -> Flags:
    sure = ((action == 0) | (action == 1)).all(axis=1)
    sure &= (np.diff(rows.first).reshape(-1, 4) == 1).all(axis=1)
    whole = np.logical_and.reduceat(sure, first[:-1])
    return np.asarray(whole & np.array([a.start.max() == 1 for a in automata]))


def _thresholds(probabilities: Floats) -> Words:
    return np.rint(np.clip(probabilities, 0, 1) * draws.CERTAIN).astype(np.uint64)


def _thresholds_of(odds: Floats) -> Words:
    limits = _thresholds(np.cumsum(odds))
    limits[-1] = draws.CERTAIN
    return limits


def _row_thresholds(raw: Rows) -> Words:
    limits = [
        draws.cumulative_thresholds(raw.odds[i:j].tolist())
        for i, j in zip(raw.first[:-1], raw.first[1:], strict=True)
    ]
    return np.array([limit for row in limits for limit in row], dtype=np.uint64)
