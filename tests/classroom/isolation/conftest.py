"""The fixtures of ``tests/isolating.py``."""

from isolating import apart, held, pytest_collection_modifyitems

__all__ = ["apart", "held", "pytest_collection_modifyitems"]
