"""``@strategy``: what a class needs and what it becomes."""

# ruff: noqa: ARG002

import dataclasses
from typing import ClassVar

import pytest

from secdilemma import ARM, RESTRAIN, Strategy, parameter, strategy
from secdilemma.automata.interface import (
    build,
    info_of,
    is_strategy,
    kebab_case,
    parameters,
    values_of,
)
from secdilemma.errors import StrategyError


@strategy(school="example", cites=["Nobody 1900"], aliases=["ex"])
class ExampleFear:
    """It arms in panic.

    And more.
    """

    panic: int = parameter(4, low=0, high=9)
    leak: float = 0.5

    def begin(self):
        return 0

    def respond(self, fear):
        return ARM if fear >= self.panic else RESTRAIN

    def interpret(self, fear, own, seen):
        del own
        return min(9, fear + seen)


def test_it_knows_what_it_is():
    info = info_of(ExampleFear)
    assert (info.name, info.school) == ("example-fear", "example")
    assert (info.cites, info.aliases) == (("Nobody 1900",), ("ex",))
    assert info.idea == "It arms in panic."
    assert info.automaton
    assert info_of(ExampleFear(panic=2)) == info
    assert is_strategy(ExampleFear)
    assert not is_strategy(ExampleFear())
    assert isinstance(ExampleFear(), Strategy)


def test_it_is_a_frozen_dataclass():
    made = ExampleFear(panic=3)
    assert made == ExampleFear(panic=3) != ExampleFear()
    assert hash(made) == hash(ExampleFear(panic=3))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.panic = 5
    assert values_of(made) == {"panic": 3, "leak": 0.5}
    assert [each.name for each in parameters(ExampleFear)] == ["panic", "leak"]


def test_a_subclass_is_no_strategy_of_its_own():
    class Heir(ExampleFear):
        pass

    assert not is_strategy(Heir)


def test_building_checks_its_parameters():
    assert build(ExampleFear, {"panic": "3", "leak": 1}) == ExampleFear(panic=3, leak=1.0)
    with pytest.raises(StrategyError, match=r"example-fear.panic: got 10; expected a whole number"):
        build(ExampleFear, {"panic": 10})
    with pytest.raises(
        StrategyError, match=r"here: it has no parameter 'pnic'. Did you mean panic"
    ):
        build(ExampleFear, {"pnic": 1}, where="here")


def test_calling_the_class_checks_them_too():
    with pytest.raises(StrategyError, match="panic: got 10"):
        ExampleFear(panic=10)


def test_a_class_may_refuse_values():
    @strategy(school="example")
    class Picky:
        """It is picky."""

        low: int = 0
        high: int = 1

        def __post_init__(self):
            if self.low > self.high:
                raise ValueError("low is above high")

        def begin(self):
            return 0

        def respond(self, mind):
            return ARM

        def interpret(self, mind, own, seen):
            return 0

    assert build(Picky, {"low": 1}).low == 1
    with pytest.raises(StrategyError, match=r"^picky: low is above high$"):
        build(Picky, {"low": 2})


def test_what_is_missing_is_named():
    with pytest.raises(StrategyError, match="Half: it has no respond and no interpret; expected"):

        @strategy(school="example")
        class Half:
            """It is half a strategy."""

            def begin(self):
                return 0

    with pytest.raises(StrategyError, match="Mute: it has no docstring"):

        @strategy(school="example")
        class Mute:
            def begin(self):
                return 0

            def respond(self, mind):
                return ARM

            def interpret(self, mind, own, seen):
                return 0


def test_an_undecorated_object_will_do():
    class TwoWords:
        """An idea."""

        begin = respond = interpret = None

    info = info_of(TwoWords())
    assert (info.name, info.idea, info.school) == ("two-words", "An idea.", "unnamed")
    assert parameters(TwoWords()) == ()


@pytest.mark.parametrize(
    ("name", "kebab"),
    [
        ("Tft", "tft"),
        ("ButterfieldFear", "butterfield-fear"),
        ("Extort2", "extort2"),
        ("AllC", "all-c"),
        ("TFTPlus", "tft-plus"),
    ],
)
def test_kebab_case(name, kebab):
    assert kebab_case(name) == kebab


def test_everything_wrong_with_a_class_is_said_at_once():
    class Bad:
        patience = parameter(2)
        depth: int
        shape: tuple = ()
        seen: ClassVar[int] = 3

        def begin(self):
            return 0

    with pytest.raises(StrategyError) as caught:
        strategy(school="", name="No Name")(Bad)
    starts = (
        "Bad: it has no respond and no interpret; expected the three methods",
        "Bad: it has no docstring; expected its idea in a line.",
        "Bad: school: got ''; expected a text.",
        "Bad: name or alias: got 'No Name'; expected lower-case words joined by hyphens",
        "Bad.patience: it has no type; expected patience: int = parameter(…).",
        "Bad.depth: a parameter needs a default, such as depth = 1.",
        "Bad.shape: got type <class 'tuple'>; expected int, float, bool or str.",
    )
    lines = str(caught.value).splitlines()
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == [*starts]


def test_an_annotation_that_means_nothing_is_said():
    class Bad:
        """It."""

        depth: "nowhere" = 1  # noqa: F821

    with pytest.raises(StrategyError, match="Bad: its annotations cannot be read: NameError"):
        strategy(school="x")(Bad)
