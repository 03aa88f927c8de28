"""Stage games: actions, payoffs, the arms-game family, war, and closed forms.

==============  ====================================================================================
``actions``     the three things a state can do in a turn
``armament``    arms that pile up, and what they cost: stocks, power and exhaustion
``arms``        the arms-game family: four numbers that make every stage game of the field
``comparison``  comparisons of computed numbers, on a scale: what differs by rounding alone is equal
``game``        a stage game: what each seat gets, and how war comes
``horizon``     how long a match lasts: a number of turns, a chance of ending, or for ever
``payoffs``     the four payoffs of one seat, and what can be said of them in closed form
``perception``  what a turn looks like from the other side: the dilemma of interpretation
``plain``       a game as plain data, and back
``thresholds``  closed forms of the repeated stage game: when restraint can be an equilibrium at all
``war``         war: an absorbing outcome, entered by a strike or by accident
``worlds``      Jervis's four worlds: the offence-defence balance and whether postures can be told
                apart
==============  ====================================================================================
"""

from secdilemma.games.actions import ARM, RESTRAIN, STRIKE, Action
from secdilemma.games.armament import Arms
from secdilemma.games.arms import PRESETS, arms_game, arms_payoffs, donation, preset, preset_source
from secdilemma.games.game import OUTCOMES, WAR_OUTCOMES, Game, bimatrix
from secdilemma.games.horizon import LONG_RUN, Horizon, discounted, turns
from secdilemma.games.payoffs import KINDS, Payoffs, classify, require_kind
from secdilemma.games.perception import REGIMES, Perception, regime
from secdilemma.games.war import War, collapse_turn, first_strike_limit, survival

__all__ = [
    "ARM",
    "KINDS",
    "LONG_RUN",
    "OUTCOMES",
    "PRESETS",
    "REGIMES",
    "RESTRAIN",
    "STRIKE",
    "WAR_OUTCOMES",
    "Action",
    "Arms",
    "Game",
    "Horizon",
    "Payoffs",
    "Perception",
    "War",
    "arms_game",
    "arms_payoffs",
    "bimatrix",
    "classify",
    "collapse_turn",
    "discounted",
    "donation",
    "first_strike_limit",
    "preset",
    "preset_source",
    "regime",
    "require_kind",
    "survival",
    "turns",
]
