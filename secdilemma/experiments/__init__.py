"""Experiments that ship with the engine: each states what to expect and says whether it holds."""

from secdilemma.experiments.checking import EXPERIMENTS, Check, run_experiment

__all__ = ["EXPERIMENTS", "Check", "run_experiment"]
