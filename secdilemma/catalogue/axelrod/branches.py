"""Every way that chance can fall, each with its probability.

In place of random numbers a strategy is given a source that takes one branch at each draw, and
remembers the others to be taken later.
"""

from collections.abc import Callable, Sequence
from typing import Any

from secdilemma.catalogue.axelrod.views import Unbounded

MOST_BRANCHES = 512


class Branching:
    """A source of chance that follows a script, and after it the first branch of each draw.

    It answers the calls of axelrod's ``RandomGenerator``.
    """

    def __init__(self, actions: tuple[Any, Any]) -> None:
        self.restrain, self.arm = actions
        self.begin([])

    def begin(self, script: list[int]) -> None:
        """Follow `script`."""
        self.script, self.at, self.probability = script, 0, 1.0
        self.others: list[list[int]] = []

    def pick(self, odds: Sequence[float]) -> int:
        """Return the branch to take of branches with these probabilities."""
        possible = [i for i, p in enumerate(odds) if p > 0]
        if len(possible) == 1:
            return possible[0]
        if self.at == len(self.script):
            self.others += [[*self.script, i] for i in possible[1:]]
            self.script = [*self.script, possible[0]]
        branch = self.script[self.at]
        self.at += 1
        self.probability *= odds[branch]
        return branch

    def random_choice(self, p: Any = 0.5) -> Any:
        """Return restraint with probability `p`, or arming."""
        p = p.spend() if isinstance(p, Uniform) else min(max(float(p), 0.0), 1.0)
        return (self.restrain, self.arm)[self.pick([p, 1.0 - p])]

    def random(self, *size: Any) -> "Uniform":
        """Return a number in [0, 1) that is known only by what it is compared with."""
        if size:
            raise Unbounded("draws many numbers at once")
        return Uniform(self, 0.0, 1.0)

    def uniform(self, low: float = 0.0, high: float = 1.0) -> "Uniform":
        """Return a number in [low, high) that is known only by what it is compared with."""
        return Uniform(self, float(low), float(high))

    def randint(self, low: int, high: int | None = None, **_: Any) -> int:
        """Return a whole number from `low` to below `high`."""
        start, stop = (0, low) if high is None else (low, high)
        return start + self.pick([1 / (stop - start)] * (stop - start))

    def randrange(self, a: int, b: int) -> int:
        """Return a whole number from `a` to below `b`."""
        return self.randint(a, b)

    def choice(self, options: Any, size: int | None = None, p: Any = None) -> Any:
        """Return one of the options; a list of it where a size of 1 is asked for."""
        every = list(range(options)) if isinstance(options, int) else list(options)
        odds = [1 / len(every)] * len(every) if p is None else [float(each) for each in p]
        if size not in (None, 1):
            raise Unbounded("draws many choices at once")
        chosen = every[self.pick(odds)]
        return chosen if size is None else [chosen]


class Uniform:
    """A uniform random number in [low, high), narrowed by every comparison."""

    def __init__(self, source: Branching, low: float, high: float) -> None:
        self.source, self.low, self.high = source, low, high
        self.spent = False

    def spend(self) -> float:
        """Return the mean, as the probability of an event that is drawn from it once."""
        if self.spent or not 0 <= self.low <= self.high <= 1:
            raise Unbounded("uses a random number twice as a probability")
        self.spent = True
        return (self.low + self.high) / 2

    def __lt__(self, limit: Any) -> bool:
        if self.spent:
            raise Unbounded("uses a random number twice")
        share = min(max((float(limit) - self.low) / (self.high - self.low), 0.0), 1.0)
        below = self.source.pick([share, 1.0 - share]) == 0
        if below:
            self.high = min(self.high, float(limit))
        else:
            self.low = max(self.low, float(limit))
        return below

    __le__ = __lt__

    def __gt__(self, limit: Any) -> bool:
        return not self < limit

    __ge__ = __gt__

    def __truediv__(self, number: float) -> "Uniform":
        return Uniform(self.source, self.low / number, self.high / number)


def every_way(source: Branching, act: Callable[[], Any]) -> list[tuple[float, Any]]:
    """Return what `act` returns each way that chance can fall, with the probabilities.

    Raises
    ------
    Unbounded
        If there are too many ways.
    """
    scripts: list[list[int]] = [[]]
    found = []
    while scripts:
        source.begin(scripts.pop())
        result = act()
        found.append((source.probability, result))
        scripts += source.others
        if len(found) > MOST_BRANCHES:
            raise Unbounded(f"has more than {MOST_BRANCHES} ways to go on from one mind")
    return found
