"""A class tournament: a folder of entries, each explored, ranked and told how it fared.

===============  ===================================================================================
``feedback``     what an entry is told: how it fared and why, or why it does not play
``field``        the field of a class tournament: entries explored, and who may bear which name
``files``        everything that a class tournament writes
``pages``        what the pages of a class tournament share: sections, as HTML and as plain text
``standings``    the leaderboard, and who did how against whom
``submissions``  finding the entries of a folder, and reading them without trusting them
``isolation/``   exploring strategies that nobody trusts, each in a process of its own
===============  ===================================================================================
"""
