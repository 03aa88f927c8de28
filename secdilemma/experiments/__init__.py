"""Experiments that ship with the engine: each states what to expect and says whether it holds."""
