"""Compiled loops of populations: well mixed, on a graph, and fixation.

==============  ====================================================================================
``fixation``    exact fixation probabilities and the stationary law of rare mutations, in logarithms
``on_graph``    a finite population on a graph: states meet their neighbours and spread along edges
``well_mixed``  a finite, well-mixed population, one state at a time: Moran processes and imitation
==============  ====================================================================================
"""
