"""How a pair is played: exactly, sampled, interpreted or with stocks of arms; one meaning."""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.matches.armed import play_armed as play_armed
    from secdilemma.matches.interpreted import trace as trace
    from secdilemma.matches.pair_chain import PairChain as PairChain
    from secdilemma.matches.self_play import expected_peace as expected_peace

_HOMES = {
    "PairChain": "pair_chain",
    "expected_peace": "self_play",
    "play_armed": "armed",
    "trace": "interpreted",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__ = handed_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
