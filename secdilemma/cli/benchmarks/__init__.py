"""What it costs, measured side by side with others in one run; ``secdilemma bench`` shows it.

Each question is a module with ``measure(quick=...)``, which first checks that all that it compares
give the same results, and only then takes times. None of it is a test: a time depends on the
machine and on what else that does.

===================  ===============================================================================
``axelrod_field``    whole tournaments beside axelrod's Tournament: the same strategies, turns and
                     repetitions
``axelrod_side``     what the benchmarks need of axelrod: the library, and its strategies that are
                     tables here
``beside_axelrod``   beside axelrod.Match: tit for tat with itself at 5 % noise, same turns, same
                     repetitions
``beside_c``         beside a plain C loop, compiled on the spot: tit for tat with itself, both
                     kinds of noise
``beside_egttools``  beside EGTtools: the payoffs of its own noisy strategies, at its own precision
``child``            run a command and print its wall seconds, processor seconds, peak memory and
                     exit code as JSON
``comparison``       change over time: this run against an earlier one, row by row
``exact_lane``       what does an exact pair cost? By thousands of pairs inside one call, on one
                     thread
``fields``           random automata and the environments that benchmarks share
``growth``           how the cost grows with turns, repetitions, participants, minds and threads
``lanes``            how the three lanes compare: the same pairs, the same noise, one thread
``machine``          what the numbers depend on: the machine, the versions, the load
``memory``           does memory stay flat in turns and repetitions? Peak memory of a whole run of
                     six schools
``plots``            pictures of a benchmark: who plays how many turns a second, and how the cost
                     grows
``populations``      populations, and beside EGTtools where it is installed: Moran processes and
                     fixation
``session``          asking the questions one after the other
``simulated_lane``   how many turns a second the simulated lane plays on one core
``small_field``      256 small random automata, all pairs, both kinds of noise, 200 turns, in
                     seconds
``timing``           how things are timed: medians of repeats, taken in turn in one process, after a
                     check
``whole_process``    cold start, warm start, peak memory: what a person waits for
``words``            measured numbers in words, for the terminal and for Markdown
===================  ===============================================================================
"""

QUESTIONS = {
    "exact-lane": "microseconds a pair, in every kind of match",
    "simulated-lane": "turns a second of one core, with every kind of noise",
    "lanes": "exact, simulated and interpreted, the same pairs",
    "beside-axelrod": "one pair, beside axelrod's Match",
    "axelrod-field": "whole tournaments, beside axelrod's Tournament",
    "beside-egttools": "noisy pairs at EGTtools' own precision, where it is installed",
    "beside-c": "one noisy pair, beside a plain C loop compiled on the spot",
    "small-field": "256 small automata, all pairs, both noises",
    "whole-process": "cold start, warm start, peak memory of whole commands",
    "memory": "peak memory against turns and repetitions",
    "populations": "Moran processes and fixation, beside EGTtools",
    "growth": "how the cost grows: turns, repetitions, participants, minds, threads",
}
