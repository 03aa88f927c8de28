"""How propositions are tested: grids of cells, decisions, and what is kept and told."""
