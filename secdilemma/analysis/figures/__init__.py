"""Pictures: arrays in, a figure out; matplotlib is imported when one is drawn.

===============  ===================================================================================
``areas``        stacked areas: the shares of strategies over time, and mutual restraint as a line
``fingerprint``  pictures of fingerprints
``invasions``    the invasion graph: strategies on a circle, an arrow from a resident to whoever can
                 invade it
``pictures``     what all pictures share: where they can be written, the same bytes each time,
                 colours
``simplex``      the simplex of three strategies: where each mixture goes, and where it rests
===============  ===================================================================================
"""
