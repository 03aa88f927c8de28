"""Does it cause war, and all war? One experiment decides B6 against H5 and J6."""

from dataclasses import replace

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import CRISIS, Laboratory
from secdilemma.experiments.propositions.harness.populations import mean_meeting, shares_of
from secdilemma.experiments.propositions.harness.settings import QUICK_SEEKERS, SEEKERS
from secdilemma.games.comparison import above
from secdilemma.games.horizon import turns

PERIOD = turns(200)
GREEDY_SHARES = (0.0, 0.1, 0.3, 0.5)
PREEMPTOR = "preemptor"
STRIKING = {"offensive-realist": "offensive-realist:strikes=true"}
"""What greedy states do where war can be chosen."""


def _risks(lab: Laboratory, cell: Cell, ambiguity: float) -> list[float]:
    """Return P(war) of two states that meet, at each share of greedy states."""
    bias = cell.number("threat_bias")
    greedy = STRIKING.get(lab.setting.greedy, lab.setting.greedy)
    names = (*lab.setting.seekers, PREEMPTOR, greedy)
    seekers = len(names) - 1
    game, sight = lab.game(cell, CRISIS), lab.perception(ambiguity, bias)
    if game.war is None:
        return [0.0] * len(GREEDY_SHARES)
    war = lab.play(names, game, sight, PERIOD).war[0]
    return [mean_meeting(war, shares_of(seekers, 1, share)) for share in GREEDY_SHARES]


def attributable(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure the share of wars that would not be without misperception."""
    there, gone = (_risks(lab, cell, a) for a in (cell.number("ambiguity"), 0.0))
    caused = [a - b for a, b in zip(there, gone, strict=True)]
    shares = [c / a if above(a, 0.0) else 0.0 for c, a in zip(caused, there, strict=True)]
    pooled = sum(caused) / sum(there) if above(sum(there), 0.0) else 0.0
    return (
        Measure.exact("share of wars due to the dilemma", pooled),
        Measure.exact("the same at the least of the greedy shares", min(shares)),
        Measure.exact("P(war) due to the dilemma", sum(caused) / len(caused)),
        Measure.exact("P(war) with it", sum(there) / len(there)),
    )


def unwanted(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure war between two security seekers of a kind, with and without misperception."""
    game = lab.game(cell, CRISIS)
    found = []
    for ambiguity in (cell.number("ambiguity"), 0.0):
        sight = lab.perception(ambiguity, cell.number("threat_bias"))
        played = lab.play((cell.word("strategy"),), game, sight, PERIOD)
        found.append(float(played.war[0, 0, 0]) if game.war else 0.0)
    return (
        Measure.exact("P(war) with misperception", found[0]),
        Measure.exact("P(war) without it", found[1]),
    )


_THERE_IS_WAR = Requirement("P(war) with it", low=SESOI, premise=True)

B6 = Proposition(
    id="B6",
    wording="it is the fundamental cause of all human conflicts",
    theorist="Butterfield",
    source="Butterfield 1951",
    intervention="nothing is misread (a = 0)",
    control="the ambiguity of the cell",
    measured=(
        "share of wars within 200 turns that are then no more, over populations with no, 10 %, "
        "30 % and 50 % greedy states; accidents likelier the more are armed, first strikes pay"
    ),
    rule="at least .95 of the wars at every share of greedy states, in every world",
    falsifier="wars that greedy states make although nothing is misread",
    experiment=attributable,
    requirements=(
        _THERE_IS_WAR,
        Requirement("the same at the least of the greedy shares", low=0.95),
    ),
    factors=("ambiguity", "threat_bias"),
    scope="everywhere",
)

H5 = replace(
    B6,
    id="H5",
    wording="the security dilemma can cause war, but is not the cause of all wars",
    theorist="Herz",
    source="Herz 1950",
    rule="between .05 and .95 of the wars, and more than .05 in the chance of war",
    falsifier="no war that it causes, or none that it does not",
    requirements=(
        _THERE_IS_WAR,
        Requirement("P(war) due to the dilemma", low=SESOI),
        Requirement("share of wars due to the dilemma", low=0.05, high=0.95),
    ),
    scope="most",
)

J6 = replace(H5, id="J6", theorist="Jervis", source="Jervis 1978")

J5 = Proposition(
    id="J5",
    wording="it tends to produce unintended and tragic results, that is, war",
    theorist="Jervis",
    source="Jervis 1978",
    intervention="the ambiguity of the cell",
    control="nothing is misread (a = 0)",
    measured="P(war) within 200 turns between two security seekers of a kind, in a crisis",
    rule="more than .10 with misperception, and at most .05 without",
    falsifier="security seekers who keep the peace although they misread, or lose it although not",
    experiment=unwanted,
    requirements=(
        Requirement("P(war) with misperception", low=2 * SESOI),
        Requirement("P(war) without it", high=SESOI),
    ),
    factors=("strategy", "ambiguity", "threat_bias"),
    levels={"strategy": (*SEEKERS, PREEMPTOR)},
    quick={"strategy": (*QUICK_SEEKERS, PREEMPTOR)},
)
