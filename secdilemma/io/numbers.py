"""How numbers are written, wherever people read them: in tables, sentences and on pages.

A share is in whole percent (:func:`percent`, :func:`in_percent`), a payoff has two decimals
(:func:`number`), a probability that somebody gave keeps its digits (:func:`given_chance`), and
one that was computed is a decimal (:func:`odds`). Signs of minus are true ones.
"""

import math

MINUS = "−"
NOTHING = "–"
LONG = 1e9
"""From which on a number may be told by its first three digits."""


def shown(value: float) -> float:
    """The number as it is printed: to nine decimals and twelve digits.

    What is half way between two printed numbers in theory is so then, and rounds alike everywhere.
    """
    return float(f"{round(value, 9):.12g}")


def number(value: float, digits: int = 2, *, unknown: str = NOTHING, short: bool = False) -> str:
    """The number in decimals, with a true minus sign, and without one where it reads 0.

    Parameters
    ----------
    value
        Any number.
    digits
        How many decimals.
    unknown
        What stands for nan.
    short
        Whether a number from 1e9 on is told by its first three digits.

    Examples
    --------
    >>> number(-1.5), number(-0.001), number(float("nan")), number(2e9, short=True)
    ('−1.50', '0.00', '–', '2e+09')
    """
    if math.isnan(value):
        return unknown
    if short and abs(value) >= LONG:
        return f"{value:.3g}".replace("-", MINUS)
    text = f"{shown(value):.{digits}f}"
    if float(text) == 0:
        text = f"{0:.{digits}f}"
    return text.replace("-", MINUS)


def percent(value: float) -> str:
    """The share as a whole percentage without its sign, for a column of them; a dash for nan.

    Only a share of all or of nothing reads 100 or 0: what is nearly so reads 99 or <1. A share
    within 0.05 % of all or of nothing is all or nothing.

    Examples
    --------
    >>> percent(0.996), percent(0.9996), percent(0.003), percent(0.5)
    ('99', '100', '<1', '50')
    """
    if math.isnan(value):
        return NOTHING
    whole = round(shown(100 * value))
    if whole == 100 and value < 1 - 5e-4:
        return "99"
    if whole == 0 and value > 5e-4:
        return "<1"
    return str(whole)


def in_percent(value: float, *, unknown: str = NOTHING) -> str:
    """The share in percent, with its sign; see :func:`percent`.

    Parameters
    ----------
    value
        From 0 to 1, or nan.
    unknown
        What stands for nan.

    Examples
    --------
    >>> in_percent(0.996), in_percent(float("nan"), unknown="not known")
    ('99 %', 'not known')
    """
    return unknown if math.isnan(value) else f"{percent(value)} %"


def given_chance(p: float, digits: int = 3) -> str:
    """The probability that somebody gave, in percent, to so many digits; near 1 to four.

    Examples
    --------
    >>> given_chance(0.005), given_chance(1 / 3), given_chance(1 / 3, 2), given_chance(0.9996)
    ('0.5 %', '33.3 %', '33 %', '99.96 %')
    """
    return f"{100 * p:.{digits if p < 0.995 else 4}g} %"


def odds(p: float) -> str:
    """The probability that was computed: two decimals, and more where they would read 0 or 1.

    Examples
    --------
    >>> odds(0.25), odds(0.0004), odds(0.9996)
    ('0.25', '0.0004', '0.9996')
    """
    if p < 0.005:
        return f"{p:.1g}"
    return f"{shown(p):.2f}" if p < 0.995 else f"{shown(p):.4f}"


def three_digits(value: float) -> str:
    """The number above 0 to three digits, written out below a thousand million.

    Examples
    --------
    >>> three_digits(1234.5), three_digits(2.5), three_digits(2e12)
    ('1,230', '2.5', '2.00e+12')
    """
    return f"{float(f'{value:.3g}'):,.15g}" if 1e-3 < value < LONG else f"{value:.2e}"


def counted(count: int, noun: str) -> str:
    """The count of things, such as ``1 pair`` or ``2 pairs``."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    plural = f"{noun}es" if noun.endswith("ch") else plural
    return f"{count:,} {noun if count == 1 else plural}"
