"""What lies on the disk: bundled files, files given and written, locks, caches, names.

============  =====================================================================
``bundled``   where the bundled strategies and tournaments lie
``inputs``    files that the program is given, read within bounds
``texts``     what strangers wrote: how it is shown, and what may be a name
``atomic``    files and directories written whole or not at all
``locks``     names taken beforehand
``disk``      files made to last, and put in place of others in one step
``parquet``   tables of any length, in pieces
``cache``     the user's cache folder
``modules``   names that a package hands on, and where version 0.1 had them
============  =====================================================================
"""
