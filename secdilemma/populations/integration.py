"""Shares of large populations through time, by SciPy's LSODA (Petzold 1983).

Shares of one or more populations are followed in logarithms, ``x = exp(u) / Σ exp(u)``: their sum
stays 1, none becomes negative, and one of e^-1000 comes back when its time comes.
"""

from collections.abc import Callable, Sequence

import numpy as np

from secdilemma.errors import DynamicsError
from secdilemma.populations.arguments import Flags, Floats, Ints
from secdilemma.populations.trajectory import NEAR, NEGLIGIBLE, is_rest

Field = Callable[[float, Floats], Floats]
Build = Callable[[list[Ints]], tuple[Floats, Field, Field]]
RELATIVE, ABSOLUTE = 1e-10, 1e-11
MOST_EVALUATIONS = 5_000_000
"""Of the rate of change, about a minute: what turns for longer is not followed."""
NOISE = 1e-6  # growth that may be the solver's error alone, and the error that it stands for
LATEST = 1e10  # a time at which there is no more waiting for rest, and
MOST_WORK = 60_000  # evaluations of the field after which there is none
PER_LOOK = 20  # times recorded between two looks, of which a decade of time has four


def softmax(logs: Floats) -> Floats:
    """Shares from their logarithms, up to a constant, along the last axis."""
    made = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(made / made.sum(axis=-1, keepdims=True))


class Orbit:
    """Shares of populations on their way; times and rates in units of the payoffs' spread.

    Parameters
    ----------
    build
        From the strategies present in each population, all populations end to end, to what each
        earns from each, ndarray(float, shape (k, k)), the rate of change of the logarithms of
        their shares, and its Jacobian.
    first
        The shares of each population at time 0.
    extinct
        A strategy whose share falls below it is gone; after each extinction the rest goes on
        without. 0 for never.
    """

    def __init__(self, build: Build, first: Sequence[Floats], extinct: float) -> None:
        if any(np.isclose(x, extinct, rtol=1e-12, atol=0.0).any() for x in first):
            extinct *= 1 - 1e-9  # who begins at the threshold has yet to fall below it
        self.build, self.extinct = build, extinct
        self.sizes = [len(x) for x in first]
        self.present: list[Ints] = [np.flatnonzero(x > 0) for x in first]
        self.logs = np.concatenate(
            [np.log(x[at]) for x, at in zip(first, self.present, strict=True)]
        )
        self.now = 0.0
        self.rows: list[list[Floats]] = [[] for _ in first]

    def follow(self, times: Floats) -> int:
        """Go on to the last of `times`, recording at each; return the evaluations it took."""
        done = work = 0
        while done < len(times):
            event = self._distance_to_extinction() if self.extinct else None
            found, self.now, self.logs, count = solved_until(
                *self.build(self.present)[1:], self.logs, self.now, times[done:], event
            )
            for k, part in enumerate(np.split(found, self._cuts, axis=1)):
                made = np.zeros((len(found), self.sizes[k]))
                made[:, self.present[k]] = softmax(part)
                self.rows[k].append(made)
            done, work = done + len(found), work + count
            if self.extinct:  # those who have fallen to the threshold are taken out
                parts = np.split(self.logs, self._cuts)
                left = [softmax(part) > self.extinct * (1 + 1e-6) for part in parts]
                self.present = [at[keep] for at, keep in zip(self.present, left, strict=True)]
                self.logs = np.concatenate([u[keep] for u, keep in zip(parts, left, strict=True)])
        return work

    @property
    def shares(self) -> list[Floats]:
        """What was recorded of each population, ndarray(float, shape (t, n))."""
        return [np.concatenate(rows) for rows in self.rows]

    @property
    def gone(self) -> list[Flags]:
        """Whether each strategy of each population died out or never was there."""
        return [~np.isin(np.arange(n), at) for n, at in zip(self.sizes, self.present, strict=True)]

    def resting(self) -> bool:
        """Whether all that are there are at rest, however rare.

        A solver's small error is told from slow growth by the rest point itself: next to where
        shares are, everybody with more than 1e-9 earns the same but for 1e-10 of the payoffs'
        spread, and at that point nobody else earns more.
        """
        earns, field, _ = self.build(self.present)
        shares = np.concatenate([softmax(part) for part in np.split(self.logs, self._cuts)])
        growth = field(self.now, self.logs)
        at = shares > NEGLIGIBLE
        if is_rest(shares, growth, NEAR):
            return True
        if growth.max() > NOISE or np.abs(growth[at]).max() > NOISE:
            return False
        # One step of Newton's method to the rest point: of those who have a share, the shares move
        # by d and each population's mean by m, so that A d - m = -growth and Σ d = 0.
        counts = [len(each) for each in self.present]
        means = np.repeat(np.eye(len(counts)), counts, axis=0)
        none = np.zeros((len(counts), len(counts)))
        system = np.block([[earns[np.ix_(at, at)], -means[at]], [means[at].T, none]])
        wanted = np.append(-growth[at], np.zeros(len(counts)))
        step = np.linalg.lstsq(system, wanted, rcond=NEAR)[0]
        moved, raised = np.split(step, [int(at.sum())])
        there = growth + earns[:, at] @ moved - means @ raised
        close = (np.abs(moved) <= np.minimum(NOISE, 1e-4 * shares[at])).all()
        return bool(close and np.abs(there[at]).max() <= NEAR and there.max() <= NEAR)

    @property
    def _cuts(self) -> Ints:
        return np.cumsum([len(at) for at in self.present])[:-1]

    def _distance_to_extinction(self) -> Callable[[float, Floats], float]:
        """How far, in logarithms, the smallest share is above the threshold."""
        cuts, threshold = self._cuts, np.log(self.extinct)

        def distance(time: float, logs: Floats) -> float:
            del time
            least = min(softmax(part).min() for part in np.split(logs, cuts))
            return float(np.log(least + 1e-300) - threshold)

        return distance


def followed(
    follow: Callable[[Floats], int],
    resting: Callable[[], bool],
    times: Floats,
    scale: float,
    *,
    to_rest: bool,
) -> Floats:
    """The times at which shares were recorded: those given, and where asked, more until at rest.

    It goes on by a quarter of a decade, and gives up at time 10^10, or when more work than 60,000
    evaluations has been done, as where shares go round for ever.

    Parameters
    ----------
    follow, resting
        Goes on to the last of the times in units of `scale` and says how much work it was; whether
        all is at rest.
    times
        In the payoffs' own units.
    """
    scaled = times * scale
    work = follow(scaled)
    if not to_rest:
        return times
    while not resting() and scaled[-1] < LATEST and work < MOST_WORK:
        later = scaled[-1] * 10 ** (np.arange(1, PER_LOOK + 1) / (4 * PER_LOOK))
        work += follow(later)
        scaled = np.concatenate([scaled, later])
    return scaled / scale


def solved_until(
    field: Field,
    slope: Field | None,
    first: Floats,
    begin: float,
    times: Floats,
    event: Callable[[float, Floats], float] | None = None,
    absolute: float = ABSOLUTE,
) -> tuple[Floats, float, Floats, int]:
    """The solution at each time that is reached, when and where it stops, and the work.

    Parameters
    ----------
    field
        The rate of change, of time and place.
    slope
        Its Jacobian; None to estimate it.
    first
        ndarray(float, shape (k,)): where it begins.
    begin
        When it is at `first`.
    event
        It stops where this falls through zero; None to go on to the last of `times`.
    absolute
        How far off a value near zero may be.

    Returns
    -------
    tuple
        ndarray(float, shape (t, k)), the time and the place where it stops, and how often the
        field was evaluated.

    Raises
    ------
    DynamicsError
        If the solver gives up.
    """
    from scipy.integrate import solve_ivp

    end, left = float(times[-1]), MOST_EVALUATIONS
    lost = DynamicsError(
        f"payoffs: they could not be followed to time {end:g}; expected an earlier end, or payoffs "
        f"in a larger unit."
    )
    if end <= begin:
        return np.repeat(first[None, :], len(times), axis=0), begin, first, 0

    def counted(time: float, place: Floats) -> Floats:
        nonlocal left
        left -= 1
        if left < 0:
            raise lost
        return field(time, place)

    if event is not None:
        event.terminal, event.direction = True, -1.0  # type: ignore[attr-defined]
    found = solve_ivp(
        counted,
        (begin, end),
        first,
        method="LSODA",
        t_eval=times,
        jac=slope,
        events=event,
        rtol=RELATIVE,
        atol=absolute,
    )
    values = np.asarray(found.y).reshape(len(first), -1).T
    if not found.success or not np.isfinite(values).all():
        raise lost
    if event is not None and len(found.t_events[0]):
        stop, place = float(found.t_events[0][0]), np.asarray(found.y_events[0][0])
        return values, stop, place, int(found.nfev)
    return values, end, np.asarray(values[-1]), int(found.nfev)
