"""What a cell sends is believed only once checked: whatever it is, it is an answer or a reason."""

import json

import pytest
from hypothesis import given, strategies as st
from isolating import TIGHT, field_of

from secdilemma.classroom.isolation.answers import read_answer
from secdilemma.classroom.isolation.contexts import contexts_of, from_plain, to_plain

CONTEXTS, NEEDED = contexts_of([field_of()])
TABLE = {
    "minds": ["calm", "wary"],
    "start": [1.0, 0.0],
    "responses": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
    "edge_start": [0, 1, 2, 3, 4, 5, 6, 7, 8],
    "edge_target": [0, 1, 0, 1, 0, 1, 0, 1],
    "edge_probability": [1.0] * 8,
    "depth": None,
}
GOOD = {
    "name": "good-one",
    "school": "mine",
    "idea": "It plays.",
    "author": "Ada",
    "tables": [TABLE],
    "places": [0] * len(CONTEXTS),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def read(data):
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    return read_answer(text, CONTEXTS, NEEDED, TIGHT)


def test_a_good_answer_is_taken():
    answer = read(GOOD)
    assert answer.problem == ""
    assert answer.author == "Ada"
    assert answer.strategy.info.name == "good-one"
    assert answer.strategy.tables[0].minds == ("calm", "wary")


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_a_reason(text):
    answer = read(text)
    assert answer.strategy is None
    assert answer.problem.isprintable()
    assert answer.problem


@given(JSON)
def test_any_data_is_a_reason(data):
    answer = read(data)
    assert answer.strategy is None
    assert answer.problem.isprintable()
    assert answer.problem


@given(st.sampled_from(sorted(GOOD)), JSON)
def test_a_changed_part_is_taken_or_refused(key, value):
    answer = read(GOOD | {key: value})
    assert (answer.strategy is None) == bool(answer.problem)
    assert answer.problem.isprintable()


@given(st.sampled_from(sorted(TABLE)), JSON)
def test_a_changed_table_is_taken_or_refused(key, value):
    answer = read(GOOD | {"tables": [TABLE | {key: value}]})
    assert (answer.strategy is None) == bool(answer.problem)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("start", [0.5, 0.4]),
        ("start", [2.0, -1.0]),
        ("start", [1.0]),
        ("start", [[1.0, 0.0]]),
        ("start", ["x", 0]),
        ("start", [10**400, 0]),
        ("responses", [[1.0, 0.0], [0.0, 1.0]]),
        ("responses", [[0.5, 0.4, 0.0], [0.0, 1.0, 0.0]]),
        ("responses", []),
        ("edge_start", [0, 1, 2, 3, 4, 5, 6, 8, 8]),
        ("edge_start", [0, 1, 2, 3, 4, 5, 6, 7, 9]),
        ("edge_start", [0, 1.5, 2, 3, 4, 5, 6, 7, 8]),
        ("edge_target", [0, 1, 0, 1, 0, 1, 0, 2]),
        ("edge_target", [0, 1, 0, 1, 0, 1, 0, -1]),
        ("edge_target", [[0], [1], [0], [1], [0], [1], [0], [1]]),
        ("edge_probability", [1.0] * 7),
        ("edge_probability", [1.0] * 7 + [0.5]),
        ("minds", ["calm", "calm"]),
        ("minds", ["calm", "\x1b[2J"]),
        ("minds", ["calm", ""]),
        ("minds", ["calm", "x" * 500]),
        ("minds", ["calm", 1]),
        ("minds", [f"m{k}" for k in range(301)]),
        ("depth", 0),
        ("depth", True),
        ("depth", 10),
        ("depth", 1e9),
    ],
)
def test_a_bad_table_is_refused(part, value):
    answer = read(GOOD | {"tables": [TABLE | {part: value}]})
    assert answer.strategy is None
    assert answer.problem


@pytest.mark.parametrize(
    "name", ["", "Up", "a b", "a--b", "-a", "a\n", "ä", "../x", "x" * 61, 5, None, ["a"], "а"]
)
def test_a_bad_name_is_refused(name):
    assert read(GOOD | {"name": name}).strategy is None


@pytest.mark.parametrize("places", [[], [0], [1, 1, 1], [None] * 3, [0.0] * 3, [True] * 3, "000"])
def test_places_that_lead_nowhere_are_refused(places):
    assert read(GOOD | {"places": places}).strategy is None


def test_texts_are_made_plain_and_short():
    answer = read(GOOD | {"author": "A\x1b[2J\u202eda\n" + "x" * 500, "school": "  "})
    assert answer.author.isprintable()
    assert len(answer.author) == 120
    assert answer.strategy.info.school == "unnamed"


def test_more_tables_than_asked_for_are_refused():
    assert read(GOOD | {"tables": [TABLE] * (len(CONTEXTS) + 1)}).strategy is None


def test_contexts_survive_being_told():
    assert from_plain(json.loads(json.dumps(to_plain(CONTEXTS)))) == CONTEXTS
