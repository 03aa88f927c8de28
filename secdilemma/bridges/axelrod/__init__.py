"""The bridge to Axelrod-Python: its strategies here, and ours there.

Only this package imports axelrod, and only inside functions, since that takes seconds.
"""
