"""Following shares through time with SciPy's LSODA (Petzold 1983)."""

from collections.abc import Callable

import numpy as np

from secdilemma.errors import DynamicsError
from secdilemma.populations.arguments import Floats

Field = Callable[[float, Floats], Floats]
RELATIVE, ABSOLUTE = 1e-10, 1e-11
MOST_EVALUATIONS = 5_000_000
"""Of the rate of change, about a minute: what turns for longer is not followed."""


def softmax(logs: Floats) -> Floats:
    """Return shares from their logarithms, up to a constant, along the last axis."""
    made = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(made / made.sum(axis=-1, keepdims=True))


def solved_until(
    field: Field,
    slope: Field | None,
    first: Floats,
    begin: float,
    times: Floats,
    event: Callable[[float, Floats], float] | None = None,
    absolute: float = ABSOLUTE,
) -> tuple[Floats, float, Floats, int]:
    """Return the solution at each time that is reached, when and where it stops, and the work.

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

    end = float(times[-1])
    if end <= begin:
        return np.repeat(first[None, :], len(times), axis=0), begin, first, 0
    if event is not None:
        event.terminal, event.direction = True, -1.0  # type: ignore[attr-defined]
    found = solve_ivp(
        _counted(field, end),
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
        raise DynamicsError(_NOT_FOLLOWED.format(end))
    if event is not None and len(found.t_events[0]):
        stop, place = float(found.t_events[0][0]), np.asarray(found.y_events[0][0])
        return values, stop, place, int(found.nfev)
    return values, end, np.asarray(values[-1]), int(found.nfev)


_NOT_FOLLOWED = (
    "payoffs: they could not be followed to time {:g}; expected an earlier end, or payoffs in a "
    "larger unit."
)


def _counted(field: Field, end: float) -> Field:
    """Return a field that gives up after so many calls."""
    left = MOST_EVALUATIONS

    def counted(time: float, place: Floats) -> Floats:
        nonlocal left
        left -= 1
        if left < 0:
            raise DynamicsError(_NOT_FOLLOWED.format(end))
        return field(time, place)

    return counted
