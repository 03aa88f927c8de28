"""What it costs, measured side by side with others in one run; ``secdilemma bench`` shows it.

Each question is a module with ``measure(quick=...)``, which first checks that all that it compares
give the same results, and only then takes times. None of it is a test: a time depends on the
machine and on what else that does.
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
