"""Compiled loops over arrays. Nothing here imports from above; importing this imports numba."""
