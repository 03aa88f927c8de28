"""What lies on the disk: bundled files, files given and written, locks, caches, names.

===========  =======================================================================================
``atomic``   files and directories that are written whole or not at all, under names taken
             beforehand
``bundled``  where the bundled strategies and tournaments lie: beside the package, or inside it
``cache``    files in the user's cache folder, each whole or not there
``disk``     files and folders on the disk: made to last, and put in place of others in one step
``inputs``   files that the program is given: read whole as text, and TOML to plain data, within
             bounds
``locks``    names that are taken by a hidden locked file, and what killed programs leave beside it
``modules``  names on demand: those that a package hands on, and those of modules that have moved
``numbers``  how numbers are written, wherever people read them: in tables, sentences and on pages
``pages``    one HTML page that needs nothing else
``parquet``  Parquet files: written by column and in pieces, read with care, and compared number by
             number
``texts``    texts of strangers: how they are shown, what may be a name, and what a spreadsheet may
             read
===========  =======================================================================================
"""
