"""Exploring strategies that nobody trusts, each in a process of its own.

A keeper, which runs no entry's code, forks a cell for each exploration of an entry. In the cell the
entry is loaded and explored, with limits on time, memory, files and processes, without network,
without writing, and with few calls to the system. Only its tables come back, as plain data, and
nothing in them is believed unchecked, nor before a second cell has found the same.

================  ==================================================================================
``answers``       reading what a cell sent: data from somebody who may mean harm, believed only once
                  checked
``cell``          the process in which an entry runs: confined first, then the entry, then its
                  answer
``contexts``      the matches that an entry is explored for, and how they are told to a cell
``entry``         one entry: its file loaded, its strategy explored twice, and all of it as plain
                  data
``keeper``        the keeper: forks a cell for each entry, waits for it, and passes its answer on
``keepers``       keepers at work: entries go out to them, a few at a time, and answers come back
``limits``        how much an entry may use while it is loaded and explored
``probe``         what a cell can and cannot do on this system: each protection is tried, and none
                  assumed
``system``        what the operating system offers to confine a process
``system_calls``  the calls to the operating system that a cell may make, as a program that the
                  kernel runs
================  ==================================================================================
"""
