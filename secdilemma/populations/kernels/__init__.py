"""Compiled loops of populations: well mixed, on a graph, and fixation."""
