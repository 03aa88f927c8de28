"""axelrod's strategy transformers as wrappers: noisy, forgiving, retaliating and others.

A transformed strategy is a strategy like any other, and an automaton where the strategy in it is
one. What the strategy in it remembers of itself is what was done, transformations included, as in
axelrod (Knight and others 2016). A strike is left as it is by a transformer that changes
probabilities, and replaced by one that dictates a move.

===============  ===================================================================================
``base``         what all wrappers share: another strategy within, a name, and equality by value
``chance``       transformers that act at random or by reversal: noisy, forgiving, mixed, Joss-Ann,
                 dual
``provoked``     transformers that answer what happened: nice, grudging, retaliating, apologising
                 and others
``references``   wrappers: strategies made of another strategy, written after a plus sign
``scripted``     transformers that follow a script: a sequence of moves at the beginning or at the
                 end
``transformer``  what transformers share: a note beside the strategy's own mind, and the reading of
                 values
===============  ===================================================================================
"""

from typing import Any

from secdilemma.automata.interface import info_of
from secdilemma.catalogue.wrappers.chance import Dual, Flipped, Forgiving, JossAnn, Mixed, Noisy
from secdilemma.catalogue.wrappers.provoked import (
    Apologising,
    DeadlockBreaking,
    Grudging,
    Nice,
    Retaliating,
    UntilApology,
)
from secdilemma.catalogue.wrappers.scripted import Final, Initial
from secdilemma.catalogue.wrappers.transformer import Transformer
from secdilemma.errors import StrategyError

__all__ = ["TRANSFORMERS", "transformed"]

TRANSFORMERS: dict[str, type[Transformer]] = {
    kind.name: kind
    for kind in (
        Noisy,
        Forgiving,
        Retaliating,
        UntilApology,
        Grudging,
        Apologising,
        Nice,
        Flipped,
        Dual,
        DeadlockBreaking,
        Initial,
        Final,
        Mixed,
        JossAnn,
    )
}
"""The transformers by the names that references give them."""


def transformed(strategy: Any, name: str, **parameters: Any) -> Transformer:
    """Return a strategy in one of the transformers, such as ``transformed(Tft(), "noisy", p=0.1)``.

    Parameters
    ----------
    strategy
        An object with ``begin``, ``respond`` and ``interpret``.
    name
        One of ``TRANSFORMERS``.
    parameters
        Of the transformer: p of noisy, forgiving and mixed (with other, a strategy); x and y of
        joss-ann; n of retaliating and grudging; moves of initial and final; own and other of
        apologising.

    Raises
    ------
    StrategyError
        If there is no such transformer or a parameter does not fit.

    Examples
    --------
    >>> from secdilemma import explore, open_catalogue
    >>> noisy = transformed(open_catalogue().make("all-c"), "noisy", p=0.1)
    >>> explore(noisy).responses[0].tolist()
    [0.9, 0.1, 0.0]
    """
    where = f"{info_of(strategy).name}+{name}"
    if name not in TRANSFORMERS:
        raise StrategyError(f"{where}: expected one of {', '.join(TRANSFORMERS)}.")
    try:
        return TRANSFORMERS[name](strategy, **parameters)
    except ValueError as error:
        got = ", ".join(f"{key}={value!r}" for key, value in parameters.items())
        raise StrategyError(f"{where}: got {got}; expected {error}.") from error
