"""Where strategies come from: folders, plugins, data, wrappers and axelrod.

==============  ====================================================================================
``catalogue``   finding strategies: folders and plugins, names, aliases and parameters
``classifier``  axelrod's classifier of our strategies, decided from their automata
``export``      writing strategies and games in the formats of other programs, and as data of our
                own
``filters``     filters over strategies: by axelrod's classifier, and by what is decided of an
                automaton
``plugins``     strategies of installed distributions: the entry-point group
                ``secdilemma.strategies``
``sources``     sources of strategies beside our own: a reference to one begins with its name and a
                colon
``strangers``   strangers' folders: files that are read as data, and never imported into this
                process
``workspace``   a workspace: a folder of one's own, with ``strategies/`` and ``tournaments/`` in it
``axelrod/``    the bridge to Axelrod-Python: its strategies here, and ours there
``data/``       strategies written as data: TOML files of rules and of fields, read without running
                code
``wrappers/``   axelrod's strategy transformers as wrappers: noisy, forgiving, retaliating and
                others
==============  ====================================================================================
"""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import (
        Catalogue as Catalogue,
        Entry as Entry,
        open_catalogue as open_catalogue,
    )

_HOMES = {
    "Catalogue": "catalogue",
    "Entry": "catalogue",
    "open_catalogue": "catalogue",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = handed_on(__name__, _HOMES)
