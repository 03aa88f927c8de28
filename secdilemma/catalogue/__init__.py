"""Where strategies come from: folders, plugins, data, wrappers and axelrod."""

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
__getattr__ = handed_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
