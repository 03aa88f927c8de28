"""The fixtures of ``tests/calling.py``."""

from calling import call, play, refuse, shell, strategy_file

__all__ = ["call", "play", "refuse", "shell", "strategy_file"]
