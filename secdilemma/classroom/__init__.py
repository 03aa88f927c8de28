"""A class tournament: a folder of entries, each explored, ranked and told how it fared.

==============  ==================================================================================
``handing_in``  finding the files of a folder, and reading them without trusting them
``field``       entries explored, here or apart, and who may bear which name
``standings``   the leaderboard, and who did how against whom
``feedback``    what an entry is told, as a page and as plain text
``pages``       the HTML that all pages share
``files``       everything that a class tournament writes
==============  ==================================================================================
"""
