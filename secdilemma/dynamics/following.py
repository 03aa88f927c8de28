"""Following shares of one or more populations in logarithms, with extinctions on the way."""

from collections.abc import Callable, Sequence

import numpy as np

from secdilemma.dynamics.checking import Floats, Ints
from secdilemma.dynamics.solving import Field, softmax, solved_until

Build = Callable[[list[Ints]], tuple[Field, Field]]


def followed(build: Build, first: Sequence[Floats], times: Floats, extinct: float) -> list[Floats]:
    """Return the shares of each population at each time.

    Parameters
    ----------
    build
        From the strategies present in each population to the rate of change of the logarithms of
        their shares, all populations end to end, and its Jacobian.
    first
        The shares of each population at time 0.
    times
        ndarray(float, shape (t,)).
    extinct
        A strategy whose share falls below it is gone; after each extinction the rest goes on
        without. 0 for never; at most half of an even share, so that somebody is always left.

    Returns
    -------
    list of ndarray(float, shape (t, n))
    """
    made = [np.zeros((len(times), len(x))) for x in first]
    now, done, shares = 0.0, 0, list(first)
    if any(np.isclose(x, extinct, rtol=1e-12, atol=0.0).any() for x in first):
        extinct *= 1 - 1e-9  # who begins at the threshold has yet to fall below it
    while done < len(times):
        present = [np.flatnonzero(x > 0) for x in shares]
        cuts = np.cumsum([len(each) for each in present])[:-1]
        logs = np.concatenate([np.log(x[at]) for x, at in zip(shares, present, strict=True)])
        event = _nearest_to(extinct, cuts) if extinct else None
        found, now, stop = solved_until(*build(present), logs, now, times[done:], event)
        for k, part in enumerate(np.split(found, cuts, axis=1)):
            made[k][done : done + len(found), present[k]] = softmax(part)
        done += len(found)
        ends = np.split(stop, cuts)
        shares = [
            _survivors(softmax(end), at, len(x), extinct)
            for end, at, x in zip(ends, present, shares, strict=True)
        ]
    return made


def _survivors(end: Floats, present: Ints, count: int, extinct: float) -> Floats:
    made = np.zeros(count)
    made[present] = end
    made[made <= extinct * (1 + 1e-6)] = 0.0
    return np.asarray(made / made.sum())


def _nearest_to(extinct: float, cuts: Ints) -> Callable[[float, Floats], float]:
    """Return how far, in logarithms, the smallest share is above the threshold."""

    def distance(time: float, logs: Floats) -> float:
        del time
        least = min(softmax(part).min() for part in np.split(logs, cuts))
        return float(np.log(least + 1e-300) - np.log(extinct))

    return distance
