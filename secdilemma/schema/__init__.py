"""Tournament files: TOML to a tournament and back, with every error of a file at once.

=============  ====================================================================
``forms``      what a file may hold; it and ``complaints`` know the validation library
``complaints`` what is wrong with a file, in words
``making``     games, perceptions and horizons from forms
``reading``    a file to tournaments
``plain``      a tournament to plain data, and back
``saved``      what a run.json may hold, which may come from anybody
=============  ====================================================================
"""
