"""Exploring strategies that nobody trusts, each in a process of its own.

A keeper, which runs no entry's code, forks a cell for each exploration of an entry. In the cell the
entry is loaded and explored, with limits on time, memory, files and processes, without network,
without writing, and with few calls to the system. Only its tables come back, as plain data, and
nothing in them is believed unchecked, nor before a second cell has found the same.

======================  ===========================================================================
``limits``              how much an entry may use
``entry``               loading one entry and exploring it, for any process
``system``              what the operating system offers: namespaces, Landlock, seccomp
``calls``               the calls to the system that a cell may make
``cell``                the process that runs an entry
``keeper``              the process that forks cells and waits for them
``probing``             what a cell can and cannot do here, tried and not assumed
``asking``              keepers at work, and reading what they send
======================  ===========================================================================
"""
