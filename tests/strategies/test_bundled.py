"""What holds of every bundled strategy, and that each has its form in these files."""

from itertools import product
from pathlib import Path
from runpy import run_path

import pytest
from strategy_form import FOLDER, StrategyForm, bundled

from secdilemma import ARM, RESTRAIN, Context, explore
from secdilemma.automata.interface import info_of, parameters
from secdilemma.games.actions import Action
from secdilemma.strategies.butterfield_fear import ButterfieldFear
from secdilemma.strategies.kydd import KyddNoSignal
from secdilemma.strategies.tit_for_tat import (
    Tft,
)

HERE = Path(__file__).parent
BUNDLED = bundled()
each_bundled = pytest.mark.parametrize(
    "kind", [kind for _, kind in BUNDLED], ids=lambda kind: info_of(kind).name
)


def forms():
    """Return the form of each strategy, by the name of the file that it stands in."""
    found = []
    for file in sorted(HERE.glob("test_*.py")):
        if file.name != Path(__file__).name:
            every = run_path(str(file)).values()
            own = [x for x in every if isinstance(x, type) and issubclass(x, StrategyForm)]
            found += [(file.stem.removeprefix("test_"), x) for x in own if x.kind is not None]
    return found


def test_every_strategy_has_a_form_in_the_file_of_its_school():
    stands = {info_of(form.kind).name: file for file, form in forms()}
    expected = {}
    for _, kind in BUNDLED:
        info = info_of(kind)
        file = info.school.lower().replace(" ", "_").replace("-", "_")
        expected[info.name] = "classics" if file == "classic" else file
    assert stands == expected


def test_every_parameter_of_a_school_is_tried():
    tried = {
        (info_of(form.kind).name, name)
        for _, form in forms()
        for values, *_ in (*form.rules, *form.moves, *form.vectors)
        for name in values
    }
    schools = [kind for _, kind in BUNDLED if info_of(kind).school != "classic"]
    wanted = {(info_of(kind).name, each.name) for kind in schools for each in parameters(kind)}
    assert {(name, key) for name, key in wanted if name != "kydd-no-signal"} <= tried


def test_every_file_holds_a_strategy():
    assert {stem for stem, _ in BUNDLED} == {file.stem for file in FOLDER.glob("*.py")}


def test_names_and_aliases_are_unique():
    infos = [info_of(kind) for _, kind in BUNDLED]
    words = [word for info in infos for word in (info.name, *info.aliases)]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@each_bundled
def test_explores_to_few_minds(kind):
    assert len(explore(kind())) < 400


@each_bundled
def test_explores_for_a_match_of_200_turns(kind):
    assert explore(kind(), Context(turns=200)).depth in (None, 200)


@each_bundled
def test_says_what_it_is(kind):
    info = info_of(kind)
    assert 20 <= len(info.idea) <= 90
    assert info.idea.endswith((".", ":"))
    assert info.school
    assert info.cites
    assert all(each.meaning and each.source for each in parameters(kind))
    assert all(each.check("it", each.default) == each.default for each in parameters(kind))


@each_bundled
def test_nothing_done_or_seen_is_beyond_it(kind):
    strategy = kind()
    for mind, own, seen in product(explore(strategy).minds, Action, Action):
        assert strategy.interpret(mind, own, seen) is not None


OWN_AWARE = {
    "defensive-realist",
    "bw-mitigator",
    "ctft",
    "wsls",
    "extort-2",
    "zdgtft-2",
    "firm-but-fair",
}


@each_bundled
def test_only_the_named_ones_look_at_their_own_action(kind):
    automaton = explore(kind())
    looks = any(
        _restraint_next(automaton, mind, seen, RESTRAIN)
        != _restraint_next(automaton, mind, seen, ARM)
        for mind, seen in product(automaton.minds, (RESTRAIN, ARM))
    )
    assert looks == (info_of(kind).name in OWN_AWARE)


def _restraint_next(automaton, mind, seen, own):
    following = automaton.transition(mind, own, seen)
    return sum(p * automaton.respond(target)[RESTRAIN] for target, p in following.items())


def test_only_preemptor_strikes_unasked():
    strikers = {
        info_of(kind).name for _, kind in BUNDLED if explore(kind()).responses[:, 2].max() > 0
    }
    assert strikers == {"preemptor"}


# --- how restraint fares against its own kind: independent long-run figures of the design ---------


def mutual_restraint(strategy, false_alarm, miss, turns):
    """Return the chance of mutual restraint, averaged over the first `turns` turns."""
    automaton = explore(strategy)
    sight = {
        RESTRAIN: {RESTRAIN: 1 - false_alarm, ARM: false_alarm},
        ARM: {RESTRAIN: miss, ARM: 1 - miss},
    }
    joint, total = _pairs(automaton.begin(), automaton.begin(), 1.0), 0.0
    for _ in range(turns):
        following = {}
        for (one, two), p in joint.items():
            for a, b in product((RESTRAIN, ARM), repeat=2):
                here = p * automaton.respond(one)[a] * automaton.respond(two)[b]
                total += here * (a is RESTRAIN and b is RESTRAIN)
                first = _next(automaton, one, a, sight[b])
                second = _next(automaton, two, b, sight[a])
                for minds, q in _pairs(first, second, here).items():
                    following[minds] = following.get(minds, 0.0) + q
        joint = following
    return total / turns


def _pairs(first, second, scale):
    return {(one, two): scale * p * q for one, p in first.items() for two, q in second.items()}


def _next(automaton, mind, own, seen_odds):
    following = {}
    for seen, p in seen_odds.items():
        for target, q in automaton.transition(mind, own, seen).items():
            following[target] = following.get(target, 0.0) + p * q
    return following


@pytest.mark.parametrize(
    ("kind", "turns", "restraint"),
    [
        (KyddNoSignal, 50, 0.913),
        (KyddNoSignal, 200, 0.860),
        (ButterfieldFear, 50, 0.710),
        (ButterfieldFear, 200, 0.317),
        (Tft, 50, 0.171),
        (Tft, 200, 0.073),
    ],
)
def test_medium_run_of_theory_result_9(kind, turns, restraint):
    assert mutual_restraint(kind(), 0.08, 0.02, turns) == pytest.approx(restraint, abs=6e-4)
