"""What the command line does before it touches numba."""

import sys


def spare_linear_algebra() -> None:
    """Let numba start without looking for SciPy's linear algebra.

    It imports all of it, a fifth of a second, to offer BLAS to kernels, and no kernel here calls
    it. Only the command line does this, in its own process; importing the package changes nothing
    for anybody's own kernels.
    """
    if "numba.np.arraymath" in sys.modules or "scipy.linalg" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    try:
        import numba.np.arraymath  # noqa: F401
    finally:
        del sys.modules["scipy.linalg"]
