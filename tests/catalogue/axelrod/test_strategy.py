"""Strategies of axelrod by name: in code, files and the command line; native and live."""

import copy
import pickle
import subprocess
import sys
from importlib.metadata import version

import pytest

pytest.importorskip("axelrod")

from secdilemma import ARM, RESTRAIN, Perception, Tournament, run, turns
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context, info_of
from secdilemma.catalogue.axelrod import cache
from secdilemma.catalogue.axelrod.kinds import kinds, kinds_of
from secdilemma.catalogue.axelrod.library import attributes_of, library
from secdilemma.catalogue.axelrod.strategy import AxelrodStrategy, strategy, told
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import GrowingMindsError, StrategyError, UnknownNameError
from secdilemma.games import preset
from secdilemma.matches.tally import Lane
from secdilemma.tournament.files.plain import from_data, to_data
from secdilemma.tournament.files.reader import parse_tournament
from secdilemma.tournament.files.run_directory import run_data
from secdilemma.tournament.participants import Participant

CATALOGUE = open_catalogue()
LIVE = ("axelrod:calculator", "axelrod:meta-hunter", "axelrod:darwin")


@pytest.mark.parametrize(
    "reference",
    [
        "axelrod:TitForTat",
        'axelrod:"Tit For Tat"',
        "axelrod:Tit For Tat",
        "axelrod:tit-for-tat",
        "axelrod:tit_for_tat",
        "AXELROD:titfortat",
    ],
)
def test_a_name_may_be_written_as_one_likes(reference):
    assert CATALOGUE.make(reference) == AxelrodStrategy("tit-for-tat")


def test_every_name_is_of_one_strategy():
    library_names = {kind.class_name for kind in kinds_of().values()}
    assert library_names == {each.__name__ for each in library().all_strategies}
    assert kinds() == kinds_of()
    for kind in kinds().values():
        for written in (kind.name, kind.title, kind.class_name):
            assert strategy(written, {}).name == kind.name


def test_parameters_are_set_and_named_in_the_reference():
    made = CATALOGUE.make("axelrod:random:p=0.3")
    assert info_of(made).name == "axelrod:random:p=0.3"
    assert explore(made).respond(0)[RESTRAIN] == 0.3
    assert CATALOGUE.make("axelrod:random:p=0.5") == CATALOGUE.make("axelrod:random")
    assert explore(CATALOGUE.make("axelrod:n-tits-for-m-tats:M=2,N=1")).deterministic


@pytest.mark.parametrize(
    ("reference", "kind", "message"),
    [
        ("axelrod:TitForTad", UnknownNameError, "Did you mean axelrod:tit-for-tat?"),
        ("axelrod:", UnknownNameError, "no strategy of that name"),
        ("axelrod:random:q=1", StrategyError, "it has no parameter 'q'. (p)"),
        ("axelrod:random:p=often", StrategyError, "got 'often'; expected a number"),
        ("axelrod:tit-for-tat:p=1", StrategyError, "(it has none)"),
        ("axelrod:gtft:p", StrategyError, "expected name=value"),
        ("axelrod:basic", StrategyError, "names a set"),
    ],
)
def test_what_is_wrong_is_said(reference, kind, message):
    with pytest.raises(kind) as caught:
        CATALOGUE.make(reference)
    assert message in str(caught.value)


def test_a_set_is_the_librarys_own():
    names = {kind.class_name: kind.reference for kind in kinds().values()}
    everyone = [names[each.__name__] for each in library().strategies]
    assert CATALOGUE.expand("axelrod:*") == everyone == CATALOGUE.expand("axelrod:all")
    assert len(everyone) == 240
    first = [names[each.__name__] for each in library().axelrod_first_strategies]
    assert CATALOGUE.expand("axelrod:first-tournament") == first
    assert CATALOGUE.expand("all-d") == ["all-d"]


@pytest.mark.slow
def test_filters_are_the_librarys_own():
    names = {kind.class_name: kind.reference for kind in kinds().values()}
    filters = {"stochastic": False, "max_memory_depth": 1}
    expected = [names[each.__name__] for each in library().filtered_strategies(filters)]
    assert CATALOGUE.expand("axelrod:*[stochastic=false,max_memory_depth=1]") == expected
    first = [each for each in CATALOGUE.expand("axelrod:first-tournament") if each in expected]
    assert CATALOGUE.expand("axelrod:first-tournament:stochastic=no,max-memory-depth=1") == first
    assert 0 < len(first) < 15


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("axelrod:basic:stocastic=true", "Did you mean stochastic?"),
        ("axelrod:basic:stochastic=perhaps", "expected true or false"),
        ("axelrod:basic:memory_depth=deep", "expected a number of turns, or inf"),
        ("axelrod:basic:makes_use_of=magic", "no strategy of axelrod passes"),
    ],
)
def test_what_is_wrong_with_a_filter_is_said(reference, message):
    with pytest.raises(StrategyError) as caught:
        CATALOGUE.expand(reference)
    assert message in str(caught.value)


def test_a_file_names_them_and_results_name_them_again():
    text = 'participants = ["axelrod:basic", "axelrod:random:p=0.25", "all-d"]\nturns = 20\n'
    (made,) = parse_tournament(text, "mine.toml", "mine", CATALOGUE)
    assert made.names[-2:] == ("axelrod:random:p=0.25", "all-d")
    again = from_data(to_data(made), CATALOGUE)
    assert [each.strategy for each in again.participants] == [
        each.strategy for each in made.participants
    ]


def test_wrappers_go_around_native_ones():
    made = CATALOGUE.make("axelrod:tit-for-tat+sensibility=0.5")
    automaton = explore(made, Context(turns=20))
    (mind,) = automaton.begin()
    (angry,) = automaton.interpret(mind, RESTRAIN, ARM)
    odds = {}
    for after, p in automaton.interpret(angry, ARM, ARM).items():
        move = max(automaton.respond(after), key=automaton.respond(after).get)
        odds[move] = odds.get(move, 0) + p
    assert odds == {RESTRAIN: 0.5, ARM: 0.5}


def test_wrappers_do_not_go_around_live_ones():
    made = CATALOGUE.make("axelrod:calculator+sensibility=0.5")
    with pytest.raises(GrowingMindsError, match="takes no wrappers"):
        explore(made, Context(turns=100))


def test_the_game_is_told_in_the_librarys_units():
    assert told(Context()) == (3.0, 1.0, 0.0, 5.0)
    assert told(Context(game=preset("axelrod"))) == (3.0, 1.0, 0.0, 5.0)
    assert told(Context(game=preset("arms_race"))) == (2.0, 1.0, 0.0, 3.0)


def test_the_length_is_told():
    assert attributes_of(None, (3.0, 1.0, 0.0, 5.0))["length"] == float("inf")
    alexei = strategy("alexei", {})
    short, long = (alexei.as_automaton(Context(n)) for n in (5, 7))
    last = {}
    for length, automaton in ((5, short), (7, long)):
        (mind,) = automaton.begin()
        moves = []
        for _ in range(length):
            moves.append(automaton.respond(mind)[RESTRAIN])
            (mind,) = automaton.interpret(mind, RESTRAIN, RESTRAIN)
        last[length] = moves
    assert last == {5: [1.0] * 4 + [0.0], 7: [1.0] * 6 + [0.0]}


def test_one_automaton_serves_every_length_where_it_can():
    tit_for_tat = strategy("tit-for-tat", {})
    assert tit_for_tat.as_automaton(Context(5)) is tit_for_tat.as_automaton(Context(None))


def tournament(*names, **changes):
    members = tuple(Participant(CATALOGUE.make(each)) for each in names)
    settings = {
        "horizons": (turns(30),),
        "game": preset("axelrod"),
        "repetitions": 3,
        "perception": Perception(execution_c=0.05, execution_d=0.05),
    }
    return Tournament(participants=members, **(settings | changes))


def test_live_ones_play_the_same_match_again():
    spec = tournament(*LIVE, "axelrod:random", "tft")
    first, second = run(spec), run(spec)
    assert first.payoff.tobytes() == second.payoff.tobytes()
    other = run(tournament(*LIVE, "axelrod:random", "tft", seed=2))
    assert first.payoff.tobytes() != other.payoff.tobytes()


def test_each_pair_is_in_its_lane():
    results = run(tournament("axelrod:tit-for-tat", "axelrod:calculator"))
    lanes = results.lane[0]
    assert lanes[0, 0] == Lane.EXACT
    assert lanes[0, 1] == lanes[1, 1] == Lane.INTERPRETED


def test_darwin_learns_nothing_from_other_matches():
    context = Context(turns=15)
    matches = []
    for _ in range(2):
        session = strategy("darwin", {}).session(context, 1)
        moves = []
        for _ in range(15):
            moves.append(session.respond())
            session.interpret(moves[-1], ARM)
        matches.append(moves)
    assert matches[0] == matches[1]


def test_every_strategy_finishes_a_match():
    context = Context(turns=8)
    for name in kinds():
        session = strategy(name, {}).session(context, 3)
        for turn in range(8):
            own = session.respond()
            assert own in (RESTRAIN, ARM)
            session.interpret(own, ARM if turn % 3 else RESTRAIN)


@pytest.mark.slow
def test_what_was_derived_before_is_played_without_importing_axelrod(tmp_path, monkeypatch):
    monkeypatch.setenv("SECDILEMMA_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "_known", {})
    cache._kept.cache_clear()
    assert len(explore(CATALOGUE.make("axelrod:win-stay-lose-shift"))) == 2
    cache._kept.cache_clear()
    code = (
        "import sys; from secdilemma.catalogue.catalogue import open_catalogue; "
        "from secdilemma.automata.exploration import explore; "
        "print(len(explore(open_catalogue().make('axelrod:win-stay-lose-shift')))); "
        "print('axelrod' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=300
    )
    assert (run.stdout.split(), run.stderr) == (["2", "False"], "")


def test_a_damaged_derivation_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("SECDILEMMA_CACHE", str(tmp_path))
    cache._kept.cache_clear()
    told, made = (3.0, 1.0, 5.0, 0.0), strategy("tit-for-tat", {})
    try:
        found = []
        for damage in (b"", b"not the file that it was", None):
            monkeypatch.setattr(cache, "_known", {})
            found.append(cache.derivation(made, None, told))
            (path,) = tmp_path.rglob("*.npz")
            if damage is not None:
                path.write_bytes(damage)
        monkeypatch.setattr(cache, "_known", {})
        monkeypatch.setattr(cache, "explored", None)  # it is there again, and not derived
        found.append(cache.derivation(made, None, told))
    finally:
        cache._kept.cache_clear()
    assert len({(each.memory, len(each.automaton.minds), each.reads) for each in found}) == 1


def test_results_name_the_version_that_they_depend_on():
    with_it, without = (
        run_data([run(tournament(name, "tft"))]) for name in ("axelrod:tit-for-tat", "grim")
    )
    assert with_it["software"]["axelrod"] == version("axelrod")
    assert "axelrod" not in without["software"]


@pytest.mark.parametrize("reference", ["axelrod:tit_for_tat", "axelrod:random:p=0.25+noisy=0.1"])
def test_it_can_be_pickled_and_copied(reference):
    made = open_catalogue().make(reference)
    for found in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):
        assert (found, hash(found)) == (made, hash(made))
        assert Participant(found) == Participant(made)
