"""How propositions are tested: grids of cells, decisions, and what is kept and told.

===============  ===================================================================================
``cell``         a cell of a grid: one combination of the factors' levels
``cells``        cells that are done, kept one a line, so that an interrupted run loses only the one
                 under way
``chains``       what expected shares cannot say: which outcome follows which, and in which minds
                 they happen
``decision``     from measures to a verdict: a cell's, and the proposition's
``declaration``  what a proposition is: a claim as data, and one function from a cell to what was
                 measured
``grid``         the robustness grid: a claim that holds in one world may fail in the next
``harness``      from propositions to findings: every cell of the grid, kept as it is done, then the
                 verdicts
``intervals``    intervals of what was sampled: paired where two arms share their random numbers
``laboratory``   where matches are played for the experiments
``moderator``    the moderator: which factor of the grid best tells supporting cells from the others
``page``         one HTML page with every finding: nothing in it comes from elsewhere, and it prints
``populations``  populations of states: what a mixed one sees of an outcome, and what selection
                 makes of it
``replies``      a strategy that answers the first arming it sees in a way it is told, and is itself
                 otherwise
``report``       findings in words and as plain data
``settings``     the world in which the propositions are put to the test, and how to make it another
``traces``       who wanted it? Spirals traced to the error behind them, and arming to what had been
                 seen
===============  ===================================================================================
"""
