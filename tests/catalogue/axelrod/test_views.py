"""What is kept of a history, what chance may do, and minds that nothing tells apart."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.minimisation import merged
from secdilemma.catalogue.axelrod.branches import Branching, every_way
from secdilemma.catalogue.axelrod.snapshots import Steps, copied, frozen
from secdilemma.catalogue.axelrod.views import (
    COUNTS,
    Extent,
    KeptHistory,
    Needed,
    Unbounded,
    View,
    length_of,
)

LETTERS = {"C": "C", "D": "D"}
PAIRS = st.lists(st.tuples(st.sampled_from("CD"), st.sampled_from("CD")), max_size=30)


def grown(view, pairs):
    history = KeptHistory("own", view, LETTERS)
    for play, coplay in pairs:
        history.append(play, coplay)
    return history


def kept(name, bound, modulus=1):
    counts = [Extent()] * len(COUNTS)
    counts[COUNTS.index(name)] = Extent(bound, modulus)
    return View(counts=tuple(counts))


def asked(question):
    """Return the answer, or what it needs to be answered."""
    try:
        return question()
    except Needed as need:
        return need


@given(pairs=PAIRS, last=st.integers(0, 6), first=st.integers(0, 6), i=st.integers(-8, 8))
def test_a_history_answers_as_a_list_would_or_says_what_it_needs(pairs, last, first, i):
    history = grown(View(last=last, first=first), pairs)
    moves = [play for play, _ in pairs]
    if not -len(moves) <= i < len(moves):
        with pytest.raises((Needed, IndexError)):
            history[i]
        return
    answer = asked(lambda: history[i])
    if isinstance(answer, Needed):
        assert (answer.what, answer.size) == (("last", -i) if i < 0 else ("first", i + 1))
        assert answer.size > (last if i < 0 else first)
    else:
        assert answer == moves[i]


@given(pairs=PAIRS, last=st.integers(0, 6), start=st.integers(-8, -1))
def test_a_slice_of_the_last_moves_is_the_lists(pairs, last, start):
    history = grown(View(last=last), pairs)
    moves = [play for play, _ in pairs]
    answer = asked(lambda: history[start:])
    if isinstance(answer, Needed):
        assert (answer.what, answer.size) == ("last", -start)
        assert len(moves) >= last < -start
    else:
        assert answer == moves[start:]


@given(pairs=PAIRS, name=st.sampled_from(COUNTS), bound=st.integers(0, 9), n=st.integers(0, 12))
def test_what_is_known_of_a_count_is_true_of_the_count(pairs, name, bound, n):
    history = grown(kept(name, bound), pairs)
    real = {
        "turns": len(pairs),
        "C": sum(play == "C" for play, _ in pairs),
        "D": sum(play == "D" for play, _ in pairs),
    }.get(name, sum(play + coplay == name for play, coplay in pairs))
    for ask in (
        lambda x: x > n,
        lambda x: x >= n,
        lambda x: x == n,
        lambda x: x < n,
        lambda x: x != n,
        lambda x: x - 1 <= n,
        lambda x: x in (n, n + 2),
        bool,
    ):
        answer = asked(lambda ask=ask: ask(history.count(name)))
        if isinstance(answer, Needed):
            assert answer.size is None or answer.size > bound
        else:
            assert answer == ask(real)


@given(pairs=PAIRS, modulus=st.integers(1, 6), bound=st.integers(0, 4))
def test_residues_are_kept(pairs, modulus, bound):
    history = grown(kept("turns", bound, modulus), pairs)
    assert (history.count("turns") + 1) % modulus == (len(pairs) + 1) % modulus


def test_a_count_past_its_bound_cannot_be_computed_with():
    beyond = grown(kept("C", 1), [("C", "C")] * 3).cooperations
    for use in (
        lambda x: x / 2,
        lambda x: 2 * x,
        float,
        lambda x: f"{x}",
        range,
        hash,
    ):
        with pytest.raises(Needed) as caught:
            use(beyond)
        assert (caught.value.what, caught.value.size) == ("C", None)


def test_a_settled_history_is_not_read_until_the_next_turn():
    history = grown(View(last=2), [("C", "D"), ("D", "D")])
    history.settle()
    for read in (len, bool, lambda h: h[-1], lambda h: h.cooperations):
        with pytest.raises(Unbounded, match="between turns"):
            read(history)
    history.append("C", "C")
    assert history[-2:] == ["D", "C"]


def test_the_length_of_anything_else_is_its_length():
    assert length_of([1, 2]) == 2
    assert length_of(grown(View(last=3), [("C", "D")])) == 1


def test_chance_is_branched_with_its_probabilities():
    source = Branching(("C", "D"))
    ways = every_way(source, lambda: (source.random_choice(0.25), source.randint(0, 2)))
    odds = {}
    for p, result in ways:
        odds[result] = odds.get(result, 0) + p
    assert odds == {("C", 0): 0.125, ("C", 1): 0.125, ("D", 0): 0.375, ("D", 1): 0.375}


def test_a_uniform_number_is_narrowed_by_what_it_is_compared_with():
    source = Branching(("C", "D"))

    def act():
        u = source.random()
        return (u < 0.5, u < 0.25, u > 0.75)

    odds = {result: p for p, result in every_way(source, act)}
    assert odds == pytest.approx(
        {
            (True, True, False): 0.25,
            (True, False, False): 0.25,
            (False, False, True): 0.25,
            (False, False, False): 0.25,
        }
    )


def test_a_uniform_number_is_a_probability_only_once():
    source = Branching(("C", "D"))

    def act():
        p = source.uniform(3, 7) / 10
        return source.random_choice(p) + source.random_choice(p)

    with pytest.raises(Unbounded, match="twice"):
        every_way(source, act)


class Thing:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


@pytest.mark.parametrize(
    "value",
    [
        [1, 2.0, "x", None, True],
        {"a": [1], "b": {2, 3}},
        np.array([[1.0, 2.0]]),
        Thing(x=Thing(y=[1]), z=(1, [2])),
    ],
)
def test_a_copy_freezes_to_the_same_and_changes_alone(value):
    before = frozen(value)
    twin = copied(value)
    assert frozen(twin) == before
    target = twin.x.y if isinstance(twin, Thing) else twin
    if isinstance(target, list):
        target.append(9)
        assert frozen(twin) != before
    assert frozen(value) == before


def test_shared_lists_stay_shared_and_are_told_from_equal_ones():
    one = [1]
    shared, apart = Thing(a=one, b=one), Thing(a=[1], b=[1])
    assert frozen(shared) != frozen(apart)
    twin = copied(shared)
    twin.a.append(2)
    assert twin.b == [1, 2]


def test_steps_of_a_generator_are_taken_by_each_reader_alone():
    first = Steps(iter(range(9)), [], 0)
    assert next(first) == 0
    second = copied(first)
    assert [next(first), next(first), next(second)] == [1, 2, 1]
    assert frozen(first) != frozen(second)


def automaton(responses, targets, odds=None):
    n = len(responses)
    edges = np.array(targets).ravel()
    return Automaton(
        name="made",
        minds=tuple(range(n)),
        start=np.eye(n)[0],
        responses=np.array([[p, 1 - p, 0.0] for p in responses]),
        edge_start=np.arange(4 * n + 1),
        edge_target=edges,
        edge_probability=np.ones(len(edges)) if odds is None else odds,
    )


def test_minds_that_nothing_tells_apart_are_made_one():
    twice_grim = automaton([1, 1, 0, 0], [[1, 2] * 2, [0, 3] * 2, [3, 2] * 2, [2, 3] * 2])
    small = merged(twice_grim)
    assert len(small) == 2
    assert small.responses[:, 0].tolist() == [1.0, 0.0]
    assert small.edge_target.tolist() == [0, 1, 0, 1, 1, 1, 1, 1]


def test_minds_that_a_long_history_tells_apart_stay_apart():
    chain = automaton([1, 1, 1, 0], [[1] * 4, [2] * 4, [3] * 4, [3] * 4])
    assert len(merged(chain)) == 4
