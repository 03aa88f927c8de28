"""Stage games: actions, payoffs, the arms-game family, war, and closed forms."""

from secdilemma.games.actions import ARM, RESTRAIN, STRIKE, Action
from secdilemma.games.arms import PRESETS, arms_game, arms_payoffs, donation, preset, preset_source
from secdilemma.games.game import OUTCOMES, WAR_OUTCOMES, Game, bimatrix
from secdilemma.games.payoffs import KINDS, Payoffs, classify, require_kind
from secdilemma.games.war import War, collapse_turn, first_strike_limit, survival

__all__ = [
    "ARM",
    "KINDS",
    "OUTCOMES",
    "PRESETS",
    "RESTRAIN",
    "STRIKE",
    "WAR_OUTCOMES",
    "Action",
    "Game",
    "Payoffs",
    "War",
    "arms_game",
    "arms_payoffs",
    "bimatrix",
    "classify",
    "collapse_turn",
    "donation",
    "first_strike_limit",
    "preset",
    "preset_source",
    "require_kind",
    "survival",
]
