"""The arms-game family: four numbers that make every stage game of the field.

With baseline B, cost of arming c, gain from arming alone w and loss from being the only one
unarmed l,

    R = B,    P = B - c,    T = B + w + γ - c,    S = B - l

so that greed is (w + γ)/c - 1 and fear l/c - 1. The case w = l = c + (something) is the essay's
arms race: equal security armed or unarmed, but the arms are paid for.
"""

from secdilemma.errors import GameError, UnknownNameError, check_payoff, suggestion
from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs


def arms_payoffs(
    baseline: float, cost: float, gain: float, loss: float, greed: float = 0.0
) -> Payoffs:
    """Return the payoffs of one state in the arms game.

    Parameters
    ----------
    baseline
        B, the payoff of mutual restraint.
    cost
        c, what arming costs; not 0. Negative where arming is an end in itself (deadlock).
    gain
        w >= 0, what arming alone brings.
    loss
        l >= 0, what being the only one unarmed costs.
    greed
        γ >= 0, what arming alone is worth beyond security (Glaser 2010).

    Raises
    ------
    GameError
        If a number is out of its range.

    Examples
    --------
    >>> arms_payoffs(baseline=3, cost=2, gain=4, loss=3)
    Payoffs(T=5.0, R=3.0, P=1.0, S=0.0)
    """
    B = check_payoff("baseline", baseline)
    c = check_payoff("cost", cost)
    w = check_payoff("gain", gain, 0.0)
    l = check_payoff("loss", loss, 0.0)
    extra = check_payoff("greed", greed, 0.0)
    if c == 0:
        raise GameError("cost: got 0; expected a number other than 0: arming must cost something.")
    return Payoffs(T=B + w + extra - c, R=B, P=B - c, S=B - l)


def arms_game(
    name: str, baseline: float, cost: float, gain: float, loss: float, greed: float = 0.0
) -> Game:
    """Return the symmetric arms game; see :func:`arms_payoffs`."""
    return Game(name, arms_payoffs(baseline, cost, gain, loss, greed))


def donation(benefit: float, price: float) -> Game:
    """Return the donation game: restraint gives the other `benefit` and costs `price`.

    It is the arms game with w = l = benefit and c = B = benefit - price.

    Raises
    ------
    GameError
        Unless benefit > price >= 0.

    Examples
    --------
    >>> donation(benefit=3, price=1).row
    Payoffs(T=3.0, R=2.0, P=0.0, S=-1.0)
    """
    check_payoff("price", price, 0.0)
    check_payoff("benefit", benefit, price)
    if benefit == price:
        raise GameError(f"benefit: got {benefit!r}; expected more than the price, {price!r}.")
    net = benefit - price
    return arms_game(f"donation({benefit:g}, {price:g})", net, net, benefit, benefit)


# B, c, w, l; the source of the order, and whether the numbers are an assumption.
_PRESETS: dict[str, tuple[float, float, float, float, str]] = {
    "axelrod": (3, 2, 4, 3, "Axelrod 1980"),
    "arms_race": (0, 2, 4, 4, "equal security armed or not, but arms cost; numbers assumed"),
    "stag_hunt": (3, 2, 1.6, 2.6, "the order of Jervis 1978; numbers assumed"),
    "chicken": (3, 3, 4, 2, "the order of Snyder 1971; numbers assumed"),
    "harmony": (3, 2, 1, 1, "the order of Oye 1985; numbers assumed"),
    "deadlock": (1, -1, 1, 1, "the order T > P > R > S; numbers assumed"),
    "donation": (2, 2, 3, 3, "benefit 3 at a price of 1; numbers assumed"),
}
_ALIASES = {"assurance": "stag_hunt", "prisoners_dilemma": "axelrod", "pd": "axelrod"}

PRESETS = tuple(_PRESETS)


def preset(name: str) -> Game:
    """Return the game of a named preset.

    Raises
    ------
    UnknownNameError
        If there is none of that name.

    Examples
    --------
    >>> preset("stag hunt").describe()
    'stag_hunt (T 2.6, R 3, P 1, S 0.4: stag hunt, greed −0.20, fear 0.30)'
    """
    key = name.lower().replace("-", "_").replace(" ", "_")
    key = _ALIASES.get(key, key)
    if key not in _PRESETS:
        known = ", ".join(PRESETS)
        hint = suggestion(key, [*PRESETS, *_ALIASES])
        raise UnknownNameError(f"game {name!r}: no such preset; expected one of {known}.{hint}")
    return arms_game(key, *_PRESETS[key][:4])


def preset_source(name: str) -> str:
    """Return where a preset's order of payoffs comes from, and what is assumed.

    Examples
    --------
    >>> preset_source("chicken")
    'the order of Snyder 1971; numbers assumed'
    """
    return _PRESETS[name][4]
