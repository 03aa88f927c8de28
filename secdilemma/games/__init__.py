"""Stage games: actions, payoffs, the arms-game family, war, and closed forms."""

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
