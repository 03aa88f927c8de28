"""Following shares through time with SciPy's LSODA (Petzold 1983)."""

from collections.abc import Callable

import numpy as np

from secdilemma.dynamics.checking import Floats
from secdilemma.errors import DynamicsError

RELATIVE, ABSOLUTE = 1e-10, 1e-11
RECORDS = 400
LONG = 1e6


def softmax(logs: Floats) -> Floats:
    """Return shares from their logarithms, up to a constant, along the last axis."""
    made = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(made / made.sum(axis=-1, keepdims=True))


def solved(
    field: Callable[[float, Floats], Floats],
    slope: Callable[[float, Floats], Floats] | None,
    first: Floats,
    times: Floats,
) -> Floats:
    """Return the solution of a differential equation at each time, ndarray(float, shape (t, k)).

    Parameters
    ----------
    field
        The rate of change, of time and place.
    slope
        Its Jacobian; None to estimate it.
    first
        Where it is at time 0.

    Raises
    ------
    DynamicsError
        If the solver gives up.
    """
    from scipy.integrate import solve_ivp

    if len(times) == 1 and times[0] == 0:
        return first[None, :]
    found = solve_ivp(
        field,
        (0.0, float(times[-1])),
        first,
        method="LSODA",
        t_eval=times,
        jac=slope,
        rtol=RELATIVE,
        atol=ABSOLUTE,
    )
    if not found.success:
        raise DynamicsError(f"payoffs: they could not be followed to time {times[-1]:g}.")
    return np.asarray(found.y.T)
