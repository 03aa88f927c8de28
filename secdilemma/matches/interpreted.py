"""The interpreted lane: any object with the three methods, played in plain Python.

It draws what the simulated lane draws, slot for slot, so an automaton and the strategy that it was
made from play the same match.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, Mind
from secdilemma.automata.steadiness import Question, require_steady
from secdilemma.games.actions import ARM, RESTRAIN, STRIKE, Action
from secdilemma.games.game import Game
from secdilemma.games.horizon import LONGEST, Horizon
from secdilemma.games.perception import Perception
from secdilemma.matches import draws
from secdilemma.matches.tally import Lane, Tally, from_counts, require_countable


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a match as it happened; each pair is (first seat, second seat).

    `seen` is what each side took the other's action for, and `recorded` what each went by as its
    own: its own action, unless a public record had it otherwise. Both are None at war.
    """

    number: int
    minds: tuple[Mind, Mind]
    intended: tuple[Action, Action] | None
    actions: tuple[Action, Action] | None
    seen: tuple[Action, Action] | None
    recorded: tuple[Action, Action] | None
    outcome: int
    public: bool = False

    def slipped(self, seat: int) -> bool:
        """Whether a side did by mistake what it had not intended."""
        return bool(self.intended and self.actions and self.intended[seat] != self.actions[seat])

    def misread(self, seat: int) -> bool:
        """Whether a side took the other's action for what it was not."""
        return bool(self.seen and self.actions and self.seen[seat] != self.actions[1 - seat])


@dataclass(slots=True)
class Seat:
    """A strategy in a seat, with what it has answered before."""

    strategy: Any
    name: str
    context: Context
    striking: bool
    responses: dict[Mind, list[int]] = field(default_factory=dict)
    moves: dict[tuple[Mind, Action, Action], tuple[list[Mind], list[int]]] = field(
        default_factory=dict
    )
    beginning: tuple[list[Mind], list[int]] | None = None
    questions: list[Question] = field(default_factory=list)
    chance: bool = False  # whether anything has been left to chance

    def begin(self, bits: int) -> Mind:
        """Return the mind before the first turn."""
        if self.beginning is None:
            self.beginning = self._branches(self._ask(distributions.begin, self.context))
        return _choose(self.beginning, bits)

    def respond(self, mind: Mind, bits: int) -> Action:
        """Return the intended action; a strike is arming where there is none."""
        limits = self.responses.get(mind)
        if limits is None:
            restrain, arm, strike = self._ask(distributions.respond, mind)
            limits = [draws.threshold(restrain), draws.threshold(restrain + arm)]
            if strike == 0.0:
                limits[1] = draws.CERTAIN
            self.responses[mind] = limits
            self.chance |= max(restrain, arm, strike) < 1.0
        if bits < limits[0]:
            return RESTRAIN
        return ARM if bits < limits[1] or not self.striking else STRIKE

    def interpret(self, mind: Mind, own: Action, seen: Action, bits: int) -> Mind:
        """Return the next mind."""
        key = (mind, own, seen)
        branches = self.moves.get(key)
        if branches is None:
            odds = self._ask(distributions.interpret, mind, own, seen)
            branches = self.moves[key] = self._branches(odds)
        return _choose(branches, bits)

    def require_steady(self) -> None:
        """Ask again all that was asked, the last first; raise if anything is otherwise."""
        require_steady(self.strategy, self.name, reversed(self.questions))

    def _ask(self, ask: Callable[..., Any], *about: Any) -> Any:
        answer = ask(self.strategy, *about, self.name)
        self.questions.append(Question(ask, about, answer))
        return answer

    def _branches(self, odds: distributions.MindOdds) -> tuple[list[Mind], list[int]]:
        self.chance |= len(odds) > 1
        return [mind for mind, _ in odds], draws.cumulative_thresholds([p for _, p in odds])


@dataclass(slots=True)
class LiveSeat(Seat):
    """A strategy that plays by itself: its ``session`` carries what it has in mind.

    A mind is the number of turns it has seen. The seed of its own random numbers is the draw of its
    seat before the first turn, so that a rerun plays the same match.
    """

    session: Any = None

    def begin(self, bits: int) -> Mind:
        """Return the mind before the first turn, of a new session."""
        self.session = self.strategy.session(self.context, bits)
        self.chance |= self.session.chance
        return 0

    def respond(self, mind: Mind, bits: int) -> Action:
        """Return the intended action."""
        del mind, bits
        return self.session.respond()  # type: ignore[no-any-return]

    def interpret(self, mind: Any, own: Action, seen: Action, bits: int) -> Mind:
        """Return the next mind."""
        del bits
        self.session.interpret(own, seen)
        return mind + 1  # type: ignore[no-any-return]


def _seat(strategy: Any, name: str, context: Context, *, striking: bool) -> Seat:
    plays_live = getattr(strategy, "plays_live", None)
    live = plays_live is not None and plays_live(context)
    return (LiveSeat if live else Seat)(strategy, name, context, striking)


def _choose(branches: tuple[list[Mind], list[int]], bits: int) -> Mind:
    minds, limits = branches
    for mind, limit in zip(minds, limits, strict=True):
        if bits < limit:
            return mind
    return minds[-1]


class Error(NamedTuple):
    """One error of a match: its turn (from 1), the seat it happened to, and its kind."""

    turn: int
    seat: int
    slot: int  # draws.EXECUTE or draws.SIGHT


@dataclass(slots=True)
class Table:
    """Two seats, a game and an environment.

    `mended` are errors that do not happen; every other draw stays what it was, so that a match can
    be played again but for one of them.
    """

    seats: tuple[Seat, Seat]
    game: Game
    perception: Perception
    horizon: Horizon
    mended: frozenset[Error] = frozenset()

    @classmethod
    def of(
        cls,
        strategies: tuple[Any, Any],
        names: tuple[str, str],
        game: Game,
        perception: Perception,
        horizon: Horizon,
        views: tuple[Game, Game] | None = None,
    ) -> "Table":
        """Return the table at which two strategies sit; `views` is the game as each knows it."""
        striking = game.war is not None and game.war.strike
        seats = (0, 0) if game.symmetric else (0, 1)  # in a symmetric game there is one kind
        told = [
            Context(horizon.known_turns, known, seat)
            for known, seat in zip(views or (game, game), seats, strict=True)
        ]
        first, second = (_seat(strategies[s], names[s], told[s], striking=striking) for s in (0, 1))
        return cls((first, second), game, perception, horizon)

    @property
    def chance(self) -> bool:
        """Whether anything so far was left to chance, in the strategies or around them."""
        p = self.perception
        errors = p.execution_c + p.execution_d + p.sighted_false_alarm + p.sighted_miss
        hazards = sum(self.game.war.hazards) if self.game.war else 0.0
        random = errors + hazards + self.horizon.prob_end > 0 or 0 < p.sensibility < 1
        random |= 0 < p.joint_decision < 1
        return random or any(seat.chance for seat in self.seats)

    def play(self, key: int, watch: Callable[[Turn], None]) -> int:
        """Play one match; return the turn in which war broke out, or 0.

        Parameters
        ----------
        key
            The repetition's key.
        watch
            Called with every turn.
        """
        minds = tuple(
            seat.begin(_bits(key, -1, draws.MOVE, s)) for s, seat in enumerate(self.seats)
        )
        war, outbreak = -1, 0
        hazards = [draws.threshold(h) for h in self._hazards()]
        end = draws.threshold(self.horizon.prob_end)
        for number in range(self.horizon.turns or LONGEST):
            if war >= 0:
                watch(Turn(number + 1, (minds[0], minds[1]), None, None, None, None, 4 + war))
            else:
                turn, minds = self._turn(key, number, (minds[0], minds[1]))
                watch(turn)
                war = turn.outcome - 4
                if war < 0 and _bits(key, number, draws.FATE, 0) < hazards[_armed(turn.outcome)]:
                    war = 2
                outbreak = number + 1 if war >= 0 else 0
            if _bits(key, number, draws.FATE, 1) < end:
                break
        return outbreak

    def require_steady(self) -> None:
        """Ask both strategies again all that they were asked.

        Raises
        ------
        StrategyError
            If one depends on anything outside its minds, so that what was played is no result.
        """
        for seat in self.seats:
            seat.require_steady()

    def _hazards(self) -> tuple[float, float, float]:
        return self.game.war.hazards if self.game.war else (0.0, 0.0, 0.0)

    def _turn(
        self, key: int, number: int, minds: tuple[Mind, Mind]
    ) -> tuple[Turn, tuple[Mind, Mind]]:
        intended = self._both(lambda s: self._intended(key, number, s, minds[s]))
        if _bits(key, number, draws.RECORD, 1) < draws.threshold(self.perception.joint_decision):
            intended = (RESTRAIN, RESTRAIN)
        actions = self._both(lambda s: self._carried_out(key, number, s, intended[s]))
        if STRIKE in actions:
            both, first = actions[0] == actions[1], actions[0] == STRIKE
            outcome = 6 if both else 4 if first else 5
            return Turn(number + 1, minds, intended, actions, None, None, outcome), minds
        sighted = self._both(lambda s: self._sighted(key, number, s, actions[1 - s]))
        record = draws.threshold(self.perception.public_record)
        public = _bits(key, number, draws.RECORD, 0) < record
        recorded = (sighted[1], sighted[0]) if public else actions
        seen = self._both(lambda s: self._excused(key, number, s, recorded[s], sighted[s]))
        after = tuple(
            self.seats[s].interpret(
                minds[s], recorded[s], seen[s], _bits(key, number, draws.MOVE, s)
            )
            for s in (0, 1)
        )
        outcome = 2 * actions[0] + actions[1]
        turn = Turn(number + 1, minds, intended, actions, seen, recorded, outcome, public)
        return turn, (after[0], after[1])

    def _both(self, of: Callable[[int], Action]) -> tuple[Action, Action]:
        return of(0), of(1)

    def _intended(self, key: int, number: int, seat: int, mind: Mind) -> Action:
        return self.seats[seat].respond(mind, _bits(key, number, draws.RESPOND, seat))

    def _carried_out(self, key: int, number: int, seat: int, intended: Action) -> Action:
        if intended is STRIKE:
            return STRIKE
        error = (self.perception.execution_c, self.perception.execution_d)[intended]
        return _flipped(intended, error, self._luck(key, number, draws.EXECUTE, seat))

    def _sighted(self, key: int, number: int, seat: int, true: Action) -> Action:
        p = self.perception
        error = (p.sighted_false_alarm, p.sighted_miss)[true]
        seen = _flipped(true, error, self._luck(key, number, draws.SIGHT, seat))
        called = _bits(key, number, draws.HOTLINE, seat) < draws.threshold(p.hotline)
        return RESTRAIN if true is RESTRAIN and called else seen

    def _luck(self, key: int, number: int, slot: int, seat: int) -> int:
        if Error(number + 1, seat, slot) in self.mended:
            return draws.CERTAIN  # not even a sure error happens
        return _bits(key, number, slot, seat)

    def _excused(self, key: int, number: int, seat: int, own: Action, seen: Action) -> Action:
        limit = draws.threshold(self.perception.sensibility)
        mild = own is ARM and _bits(key, number, draws.SENSIBILITY, seat) < limit
        return RESTRAIN if mild else seen


def play_interpreted(
    table: Table, key: int, repetitions: int, progress: Callable[[int], None] | None = None
) -> Tally:
    """Return the tally of one pair, played `repetitions` times; not for the long run.

    Where nothing is left to chance one match stands for all.

    Raises
    ------
    StrategyError
        If a strategy misbehaves or depends on anything outside its minds.
    TournamentError
        If matches may not end or counts pass 64 bits; see
        :func:`~secdilemma.matches.tally.require_countable`.
    """
    require_countable(table.horizon, repetitions)
    sums, products = np.zeros(7, np.int64), np.zeros((7, 7), np.int64)
    wars = np.zeros(2, np.int64)
    for repetition in range(repetitions):
        counts = [0] * 7

        def watch(turn: Turn, counts: list[int] = counts) -> None:
            counts[turn.outcome] += 1

        outbreak = table.play(draws.repetition_key(key, repetition), watch)
        once = np.array(counts, np.int64)
        times = 1 if table.chance else repetitions
        sums += times * once
        products += times * np.outer(once, once)
        wars += times * np.array([outbreak > 0, outbreak], np.int64)
        if not table.chance:
            break
    table.require_steady()
    if progress is not None:
        progress(1)
    tally = Tally.empty(1)
    tally.shares[0], tally.war[0], tally.spread[0] = from_counts(sums, products, wars, repetitions)
    tally.repetitions[0] = repetitions
    tally.lane[0] = Lane.INTERPRETED
    return tally


def trace(table: Table, key: int, repetition: int = 0) -> list[Turn]:
    """Return every turn of one match.

    Raises
    ------
    StrategyError
        If a strategy misbehaves or depends on anything outside its minds.
    """
    turns: list[Turn] = []
    table.play(draws.repetition_key(key, repetition), turns.append)
    table.require_steady()
    return turns


def _bits(key: int, turn: int, slot: int, seat: int) -> int:
    return draws.draw(key, turn, slot, seat)


def _flipped(action: Action, error: float, bits: int) -> Action:
    wrong = bits < draws.threshold(error)
    return (ARM if action is RESTRAIN else RESTRAIN) if wrong else action


def _armed(outcome: int) -> int:
    return outcome // 2 + outcome % 2
