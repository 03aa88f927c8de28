"""Transformers: that each acts, that each does nothing at zero, how they are written and saved."""

import pytest
from support import AXELROD, array_bytes

from secdilemma import ARM, RESTRAIN, Context, Perception, explore, turns
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import info_of
from secdilemma.automata.properties import behaviours
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.wrappers import TRANSFORMERS, transformed
from secdilemma.catalogue.wrappers.references import WRAPPERS, payoff_aware, sensible
from secdilemma.errors import SecDilemmaError, StrategyError
from secdilemma.games import STRIKE, preset
from secdilemma.strategies.tit_for_tat import Gtft, Tft
from secdilemma.tournament.files.run_directory import read, save
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

CATALOGUE = open_catalogue()
AT_ZERO = ["noisy=0", "forgiving=0", "joss-ann=0/0", "mixed=0:all-d", "grudging=40"]
ACTING = [
    *(
        f"{kind.name}={kind.example}" if kind.example else kind.name
        for kind in TRANSFORMERS.values()
    ),
]


def shares(strategy, other="gtft", length=30):
    """Return the exact shares of outcomes of two strategies."""
    spec = Tournament(
        participants=(strategy, CATALOGUE.make(other)),
        game=AXELROD,
        perception=Perception(execution_c=0.1, execution_d=0.1),
        horizons=(turns(length),),
    )
    return run(spec).outcomes[0, 0, 1]


@pytest.mark.parametrize("inner", ["tft", "wsls", "butterfield-fear", "grim"])
@pytest.mark.parametrize("wrapper", AT_ZERO)
def test_at_zero_nothing_changes(inner, wrapper):
    plain, made = CATALOGUE.make(inner), CATALOGUE.make(f"{inner}+{wrapper}")
    assert shares(made) == pytest.approx(shares(plain), abs=1e-12)


@pytest.mark.parametrize("wrapper", ACTING)
def test_each_acts(wrapper):
    inner = "random" if wrapper in {"flipped", "dual"} else "wsls"
    inner = "prober-3" if wrapper in {"nice", "deadlock-breaking"} else inner
    inner = "all-d" if wrapper in {"forgiving=0.1", "flipped", "dual"} else inner
    inner = "all-c" if wrapper == "mixed=0.1:all-d" else inner
    inner = "tft" if wrapper in {"deadlock-breaking", "apologising=DC/CD"} else inner
    plain, made = CATALOGUE.make(inner), CATALOGUE.make(f"{inner}+{wrapper}")
    assert abs(shares(made) - shares(plain)).max() > 1e-4


@pytest.mark.parametrize("wrapper", [*ACTING, *AT_ZERO])
def test_a_name_reads_back_as_the_same_strategy(wrapper):
    made = CATALOGUE.make(f"gtft:generosity=0.2+{wrapper}+sensibility=0.5")
    assert info_of(made).name == f"gtft:generosity=0.2+{wrapper}+sensibility=0.5"
    assert CATALOGUE.make(info_of(made).name) == made
    assert hash(CATALOGUE.make(info_of(made).name)) == hash(made)


@pytest.mark.parametrize("inner", ["tft", "ctft", "butterfield-fear"])
def test_the_dual_of_the_dual_is_the_strategy_itself(inner):
    """Ashlock (2010): duality is an involution."""
    plain = CATALOGUE.make(inner)
    twice = CATALOGUE.make(f"{inner}+dual+dual")
    assert shares(twice) == pytest.approx(shares(plain), abs=1e-12)


@pytest.mark.parametrize("inner", ["tft", "wsls", "grim"])
def test_a_strategy_and_its_dual_always_differ(inner):
    """Over the same history of what was seen, each having done what it would do."""
    plain, dual = (explore(CATALOGUE.make(f"{inner}{each}")) for each in ("", "+dual"))
    (a,), (b,) = plain.begin(), dual.begin()
    for seen in (RESTRAIN, ARM, ARM, RESTRAIN, ARM, RESTRAIN, RESTRAIN):
        own = RESTRAIN if plain.respond(a)[RESTRAIN] else ARM
        opposite = ARM if own is RESTRAIN else RESTRAIN
        assert dual.respond(b)[opposite] == 1.0
        ((a, _),) = plain.transition(a, own, seen).items()
        ((b, _),) = dual.transition(b, opposite, seen).items()


def test_an_automaton_of_few_kinds_stays_one():
    made = explore(CATALOGUE.make("tft+noisy=0.1"))
    assert len(made) == 2
    assert behaviours(made).max() == 1
    assert made.responses[:, 0] == pytest.approx([0.9, 0.1])


def test_the_length_of_the_match_decides_the_end():
    made = explore(CATALOGUE.make("all-c+final=DD"), Context(turns=5))
    history = [made.responses[i, 0] for i in range(len(made))]
    assert history == [1, 1, 1, 0, 0]
    unknown = explore(CATALOGUE.make("all-c+final=DD"))
    assert (unknown.responses[:, 0] == 1).all()


def test_what_is_owed_is_counted_as_far_as_the_match_goes():
    short = explore(CATALOGUE.make("all-c+retaliating=9"), Context(turns=4))
    assert max(mind.note.left for mind in short.minds) == 4
    unknown = explore(CATALOGUE.make("all-c+retaliating=9"))
    assert max(mind.note.left for mind in unknown.minds) == 200


class Striker:
    """It strikes half the time."""

    def begin(self):
        return 0

    def respond(self, mind):
        del mind
        return {STRIKE: 0.5, ARM: 0.3, RESTRAIN: 0.2}

    def interpret(self, mind, own, seen):
        del own, seen
        return mind


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("noisy", {"p": 0.1}, (0.2 * 0.9 + 0.3 * 0.1, 0.3 * 0.9 + 0.2 * 0.1, 0.5)),
        ("flipped", {}, (0.3, 0.2, 0.5)),
        ("forgiving", {"p": 1}, (0.5, 0.0, 0.5)),
        ("nice", {}, (1.0, 0.0, 0.0)),
        ("joss-ann", {"x": 0.1, "y": 0.1}, (0.1 + 0.16, 0.1 + 0.24, 0.4)),
        ("mixed", {"p": 0.5, "other": Tft()}, (0.6, 0.15, 0.25)),
    ],
)
def test_a_strike(name, parameters, expected):
    made = explore(transformed(Striker(), name, **parameters))
    assert tuple(made.responses[0]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("tft+noisy", r"got no value; expected one, as in noisy=0\.1"),
        ("tft+noisy=2", "noisy: got '2'; expected a probability, from 0 to 1"),
        ("tft+noisy=x", "expected a probability"),
        ("tft+dual=1", "dual: got '1'; expected no value"),
        ("tft+initial=CX", "initial: got 'CX'; expected moves, as in CCD"),
        ("tft+final=", "expected moves"),
        ("tft+retaliating=0", "expected a whole number from 1 to 1,000"),
        ("tft+retaliating=1.5", "expected a whole number"),
        ("tft+grudging=-1", "expected a whole number from 0"),
        ("tft+joss-ann=0.1", "expected two probabilities, as in 0.1/0.2"),
        ("tft+apologising=D", "expected two sequences of one length"),
        ("tft+apologising=DC/C", "expected two sequences of one length"),
        ("tft+mixed=0.1", "expected a probability and a strategy, as in 0.1:all-d"),
        ("tft+mixed=0.1:nobody", "nobody: no strategy of that name"),
        ("tft+nosy=0.1", r"no wrapper is called 'nosy'.*noisy\?"),
    ],
)
def test_references_that_make_no_sense(reference, message):
    with pytest.raises(SecDilemmaError, match=message):
        CATALOGUE.make(reference)


def test_mistakes_in_code():
    with pytest.raises(StrategyError, match="expected one of noisy"):
        transformed(Tft(), "loud")
    with pytest.raises(StrategyError, match="p=2; expected a probability"):
        transformed(Tft(), "noisy", p=2)
    with pytest.raises(StrategyError, match="in no wrapper"):
        transformed(Tft(), "mixed", p=0.1, other=sensible(Tft(), 0.1))


def test_the_game_reaches_what_is_within():
    for made in (
        payoff_aware(transformed(Gtft(), "noisy", p=0.1)),
        transformed(payoff_aware(Gtft()), "noisy", p=0.1),
    ):
        chicken, plain = (explore(made, Context(game=preset(g))) for g in ("chicken", "axelrod"))
        assert chicken.responses[:, 0].min() != plain.responses[:, 0].min()


def test_saved_and_read_back(tmp_path):
    names = [f"tft+{each}" for each in ACTING]
    spec = Tournament(tuple(CATALOGUE.make(each) for each in names), horizons=(turns(10),))
    results = run(spec)
    (back,), _ = read(save([results], tmp_path / "kept"), CATALOGUE)
    assert back == spec
    assert array_bytes(run(back)) == array_bytes(results)


def test_each_is_a_wrapper_that_references_know():
    assert set(TRANSFORMERS) < set(WRAPPERS)
    assert isinstance(explore(CATALOGUE.make("tft+nice")), Automaton)
