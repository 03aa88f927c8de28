"""The essay's own conclusion: not to be escaped, but to be weakened.

Every remedy is tried on a field that begins in mistrust. What a remedy costs counts against it.
"""

from secdilemma.experiments.propositions.declaring import (
    SESOI,
    Cell,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.laboratory import LONG_TERM, Laboratory
from secdilemma.experiments.propositions.populations import shares_of
from secdilemma.institutions import (
    Arbitration,
    ArmsControl,
    Communication,
    Democracy,
    GlobalNato,
    Institution,
    Mistrust,
    Reassurance,
    Sensibility,
    WorldGovernment,
)
from secdilemma.participants import Participant

REASSURER = "osgood-grit"
WEAKER = 0.10
GREED = 2.0
"""γ of a greedy state: arming alone is worth to it what arming costs, on top."""


def remedies(lab: Laboratory) -> dict[str, Institution]:
    """Return each remedy at its default strength."""
    return {
        "world government": WorldGovernment(),
        "global NATO": GlobalNato(),
        "intelligence": Communication(accuracy=0.5),
        "hotline": Communication(hotline=0.9),
        "public record": Communication(public_record=0.9),
        "arms control": ArmsControl(),
        "reassurance": Reassurance(by=lab.make(REASSURER)),
        "sensibility": Sensibility(),
        "democracy": Democracy(),
        "arbitration": Arbitration(),
    }


def severity(lab: Laboratory, cell: Cell, institutions: tuple[Institution, ...]) -> float:
    """Return what security seekers lose of what mutual restraint is worth, costs included."""
    seekers, greedy = lab.setting.seekers, cell.number("greedy_share")
    game = lab.game(cell)
    members = [Participant(lab.make(each), name=each) for each in seekers]
    if greedy:
        members.append(Participant(lab.make(lab.setting.greedy), name="greedy", greed=GREED))
    weights = shares_of(len(seekers), 1 if greedy else 0, greedy)
    results = lab.play(members, game, lab.sight(cell), LONG_TERM, institutions)
    mean = float((results.payoff[0] @ weights)[: len(seekers)].mean())
    return (game.row.R - mean) / (game.row.R - game.row.P)


def escaped_or_weakened(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure which remedies end the dilemma without trust, and which only weaken it."""
    ill = (Mistrust(),)
    before = severity(lab, cell, ill)
    after = {name: severity(lab, cell, (*ill, each)) for name, each in remedies(lab).items()}
    rules = {name: each.rule for name, each in remedies(lab).items()}
    solved = [n for n, left in after.items() if left <= SESOI and rules[n] != "consent"]
    weakened = [n for n, left in after.items() if before - left >= WEAKER]
    best = min(after.values())
    return (
        Measure.exact("severity that the best remedy takes away", before - best),
        Measure.exact("severity under anarchy", before),
        Measure.exact("remedies that end it without trust", len(solved)),
        Measure.exact("remedies that weaken it", len(weakened)),
    )


E1 = Proposition(
    id="E1",
    wording=(
        "the security dilemma may not be possible to escape as a logical problem but may be "
        "weakened"
    ),
    theorist="the essay",
    source="the source essay",
    intervention="ten remedies, one at a time, at their default strength",
    control="anarchy, with the same mistrustful beginning",
    measured="severity: what security seekers lose of what restraint is worth, costs included",
    rule="no remedy that needs no trust brings it to .05, and at least one takes .10 off",
    falsifier="a remedy that ends it without trust, or none that helps",
    experiment=escaped_or_weakened,
    requirements=(
        Requirement("severity under anarchy", low=WEAKER, premise=True),
        Requirement("remedies that end it without trust", high=0.0),
        Requirement("remedies that weaken it", low=1.0),
    ),
    factors=("balance", "ambiguity", "greedy_share"),
    levels={"greedy_share": (0.0, 0.2), "balance": (0.3, 0.7, 1.0)},
    quick={"greedy_share": (0.0, 0.2), "balance": (0.7,)},
)
