"""``secdilemma strategies --filter``."""

import csv
import io


def names(text):
    return [row["name"] for row in csv.DictReader(io.StringIO(text))]


def test_the_listing_has_those_that_pass(play):
    rule = "stochastic=false,memory_depth<=1"
    found = names(play("strategies", "--filter", rule, "--format", "csv"))
    assert found == ["all-c", "all-d", "bully", "fatalist", "stft", "tft", "wsls"]
    assert "7 strategies." in play("strategies", "--filter", rule)


def test_with_a_school(play):
    options = ("strategies", "--school", "classic", "--format", "csv")
    assert set(names(play(*options, "--filter", "nice=true"))) < set(names(play(*options)))


def test_nobody_passes(play):
    assert names(play("strategies", "--filter", "manipulates_state=true", "--format", "csv")) == []


def test_mistakes(refuse):
    assert "--filter: got 'memory'; expected one of" in refuse("strategies", "--filter", "memory=1")
    assert "--filter" in refuse("strategies", "tft", "--filter", "nice=true")


def test_a_broken_strategy_passes_no_filter(call, strategy_file):
    folder = strategy_file(
        "broken",
        "from secdilemma import strategy\n\n"
        '@strategy(school="mine")\nclass Broken:\n    """It raises."""\n'
        "    def begin(self):\n        return 0\n"
        "    def respond(self, mind):\n        raise ValueError\n"
        "    def interpret(self, mind, own, seen):\n        return 0\n",
    )
    options = ("strategies", "--strategies", folder, "--school", "mine", "--format", "csv")
    assert names(call(*options).out) == ["broken"]
    assert names(call(*options, "--filter", "memory_depth>=0").out) == []
