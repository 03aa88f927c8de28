"""Every proposition by its id."""

from secdilemma.experiments.propositions import (
    accumulation,
    essay,
    intentions,
    origins,
    realism,
    security,
    spirals,
    tragedy,
    uncertainty,
    wars,
)
from secdilemma.experiments.propositions.harness import traces
from secdilemma.experiments.propositions.harness.declaration import Proposition

_ALL: tuple[Proposition, ...] = (
    *(origins.B1, origins.H1, origins.J1),
    *(uncertainty.B2, uncertainty.B5, uncertainty.H2),
    *(traces.B3, traces.J3),
    *(tragedy.B4, tragedy.BW3),
    *(wars.B6, wars.H5, wars.J5, wars.J6),
    *(security.H4, security.J4, security.BW1, security.BW2),
    *(spirals.H6, spirals.J7),
    accumulation.H3,
    intentions.J2,
    *(realism.DR, realism.OR, realism.TR),
    essay.E1,
)
DECLARED = {each.id: each for each in _ALL}
