"""Experiments that ship with the engine: each states what to expect and says whether it holds.

=================  =================================================================================
``check``          a check: a line of an experiment, which passes or fails
``pattern``        the qualitative pattern that the theory predicts of these automata, line by line
``registry``       the shipped experiments by name
``selection``      Jervis's four worlds under selection: whether the ordering of restraint holds,
                   and under what
``propositions/``  the theorists' propositions, each an experiment that can refute it
``remedies/``      can the security dilemma be solved? Every remedy against anarchy, as an
                   experiment
=================  =================================================================================
"""
