"""Axelrod's strategies here: named, made native where they are finite, played live where not."""
