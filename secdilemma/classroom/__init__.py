"""A class tournament."""
