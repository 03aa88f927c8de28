"""The bridge to Axelrod-Python: its strategies here, and ours there.

Only this package imports axelrod, and only when asked, since that takes seconds.

===============  ===================================================================================
``branches``     every way that chance can fall, each with its probability
``cache``        derivations that were made before: in this process, and in the user's cache folder
``exploration``  from a live player to an automaton, by exploring every mind that it can have
``facts``        what is known of axelrod's strategies without importing it
``filters``      sets of axelrod's strategies, by its own collections and its own classifier
``kinds``        the strategy classes of axelrod by name, and a class with its parameters set
``library``      the installed axelrod: imported when it is first needed, and never before
``players``      our strategies as axelrod's players: ``as_player``
``probe``        a player of axelrod whose histories are views and whose chance is branched
``references``   references to strategies of axelrod: ``axelrod:NAME:key=value`` and
                 ``axelrod:all:filters``
``session``      a live player of axelrod in one match, for what is no finite automaton
``snapshots``    a player's attributes, copied and made comparable
``strategy``     a strategy of axelrod as a strategy here
``table``        which lane each of axelrod's strategies is in, and why
``trim``         what a player keeps and never reads again is dropped, so that its minds are not
                 told apart by it
``views``        a history of which only part is kept, and numbers of which only part is known
===============  ===================================================================================
"""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.catalogue.axelrod.players import (
        SecDilemmaPlayer as SecDilemmaPlayer,
        as_player as as_player,
    )

_HOMES = {"SecDilemmaPlayer": "players", "as_player": "players"}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = handed_on(__name__, _HOMES)
