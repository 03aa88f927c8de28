"""Can the security dilemma be solved? Every remedy against anarchy, as an experiment.

===============  ===================================================================================
``answers``      the essay's closing claims, answered by what was found
``assembly``     who would join: institutions are assembled by states that look at what joining pays
                 them
``blocks``       what a remedy gives, by who is a member: payoffs, restraint and tragedy of every
                 pair
``channels``     through what a remedy works: payoffs, information or enforcement
``effect``       each remedy's class: solved, weakened, unchanged, worsened, or only on conditions
``enlargement``  the German precedent: a rival that was armed against for long is taken into the
                 alliance
``ground``       the ground that remedies are tried on: the states, their mistrust, and what anarchy
                 gives
``remedies``     the remedies that are tried: every institution, and chosen combinations
``roots``        where a function of one number changes: by bisection, which needs no smoothness
``solve``        the whole experiment: every remedy, what it works through, and the answers
``sweep``        sweeps over an institution's strength, with the points at which the verdict changes
===============  ===================================================================================
"""
