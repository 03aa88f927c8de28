"""Compiled loops over arrays. Nothing here imports from above; importing this imports numba.

================  ==================================================================================
``armed``         matches with stocks of arms and treasuries: one at a time, and drawn as without
                  them
``chain``         the Markov chain of a pair: its reachable joint minds, and what follows each
``draws``         the random words of ``matches.draws``, in compiled form
``exact``         the exact lane: many pairs, each by the cheapest method that has no sampling error
``jit``           the one decorator that owns every numba option, and where compiled code is kept
``occupancy``     solving a chain: occupancy over a finite match, a discounted one, and in the long
                  run
``outbreak``      the outbreak of war in a pair's chain: how likely it is, and in which turn
``sampled``       the simulated lane, general: one match at a time, with war, many branches and
                  random ends
``sampled_fast``  the simulated lane, fast: many repetitions of a pair abreast, stage by stage
``scratch``       scratch arrays that one thread uses for pair after pair, so that no pair allocates
``tables``        the arrays that kernels take: many automata end to end, and one environment
``walk``          pairs in which nothing is random: walk until the joint mind repeats (Brent 1980)
================  ==================================================================================
"""
