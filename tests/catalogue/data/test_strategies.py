"""Strategies as data: what a file means, that nothing in it is run, and every error of it."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import build, info_of, parameters
from secdilemma.catalogue.catalogue import open_catalogue, split_reference
from secdilemma.catalogue.data.strategies import memory_one, parse_strategy, read_strategy
from secdilemma.errors import StrategyError
from secdilemma.games import ARM, RESTRAIN, STRIKE
from secdilemma.io.inputs import LARGEST

HEAD = 'school = "test"\nabout = "It is a test."\n'
TFT = (
    HEAD
    + """
[minds.content]
respond = "restrain"
C = "content"
D = "provoked"

[minds.provoked]
respond = "arm"
C = "content"
D = "provoked"
"""
)
GENEROUS = TFT.replace('"arm"', '"generosity"') + (
    "[parameters]\ngenerosity = { default = 0.1, low = 0, high = 1, meaning = 'mercy' }\n"
)
make = open_catalogue().make


def same_tables(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("start", "responses", "edge_start", "edge_target", "edge_probability")
    )


def made(text, **values):
    return build(parse_strategy(text, "z-test"), values)


def test_tit_for_tat_as_data_is_tit_for_tat():
    found = explore(made(TFT))
    assert found.minds == ("content", "provoked")
    assert same_tables(found, explore(make("tft")))


@pytest.mark.parametrize("generosity", [0.0, 0.1, 1 / 3, 1.0])
def test_a_parameter_is_the_same_as_in_python(generosity):
    assert same_tables(
        explore(made(GENEROUS, generosity=generosity)),
        explore(make("gtft", {"generosity": generosity})),
    )


def test_it_is_described_as_any_other():
    words = 'name = "merciful"\ncites = ["A 1950"]\naliases = ["mild"]\n'
    kind = parse_strategy(words + GENEROUS, "z-test")
    info = info_of(kind)
    assert (info.name, info.school, info.cites, info.aliases) == (
        "merciful",
        "test",
        ("A 1950",),
        ("mild",),
    )
    assert (info.idea, kind.__doc__, info.automaton) == ("It is a test.", "It is a test.", True)
    (found,) = parameters(kind)
    assert (found.name, found.type, found.default) == ("generosity", float, 0.1)
    assert (found.low, found.high, found.meaning, found.source) == (0, 1, "mercy", "assumption")


def test_instances_are_equal_by_value():
    kind = parse_strategy(GENEROUS, "z-test")
    assert kind() == kind(generosity=0.1)
    assert hash(kind()) == hash(kind())
    assert kind() != kind(generosity=0.2)


@pytest.mark.parametrize(
    ("respond", "odds"),
    [
        ('"restrain"', (1, 0, 0)),
        ('"C"', (1, 0, 0)),
        ('"arm"', (0, 1, 0)),
        ('"D"', (0, 1, 0)),
        ('"strike"', (0, 0, 1)),
        ('"W"', (0, 0, 1)),
        ("0.25", (0.25, 0.75, 0)),
        ("1.0", (1, 0, 0)),
        ('"1/4"', (0.25, 0.75, 0)),
        ("{ restrain = 0.5, strike = 0.5 }", (0.5, 0, 0.5)),
        ('{ arm = "1/4", strike = "3/4" }', (0, 0.25, 0.75)),
    ],
)
def test_what_a_mind_may_do(respond, odds):
    strategy = made(HEAD + f'[minds.m]\nrespond = {respond}\nalways = "m"\n')
    found = strategy.respond("m")
    assert tuple(found.get(action, 0) for action in (RESTRAIN, ARM, STRIKE)) == odds


EVENTS = [(own, seen) for own in (RESTRAIN, ARM) for seen in (RESTRAIN, ARM)]


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ({"always": "a"}, "aaaa"),
        ({"C": "a", "D": "b"}, "abab"),
        ({"CC": "a", "CD": "b", "DC": "c", "DD": "a"}, "abca"),
        ({"always": "a", "D": "b"}, "abab"),
        ({"always": "a", "DD": "b"}, "aaab"),
        ({"C": "a", "D": "b", "DC": "c"}, "abcb"),
        ({"always": "a", "D": "b", "CD": "c"}, "acab"),
    ],
)
def test_what_says_more_decides_what_follows(keys, after):
    lines = "".join(f'{key} = "{mind}"\n' for key, mind in keys.items())
    rest = "".join(f'[minds.{m}]\nrespond = "arm"\nalways = "{m}"\n' for m in "bc")
    strategy = made(HEAD + f'[minds.a]\nrespond = "arm"\n{lines}' + rest)
    found = "".join(next(iter(strategy.interpret("a", *event))) for event in EVENTS)
    assert found == after


def test_chance_in_the_beginning_and_after():
    strategy = made(
        HEAD
        + """
start = { a = "p", b = "1 - p" }
parameters = { p = 0.25 }
minds.a = { respond = "arm", always = { a = "p / 2", b = "1 - p / 2" } }
minds.b = { respond = "restrain", always = "b" }
"""
    )
    assert strategy.begin() == {"a": 0.25, "b": 0.75}
    assert strategy.interpret("a", ARM, ARM) == {"a": 0.125, "b": 0.875}


def test_it_begins_in_the_first_mind_unless_told():
    assert made(TFT).begin() == {"content": 1.0}
    assert made('start = "provoked"\n' + TFT).begin() == {"provoked": 1.0}


def test_a_memory_one_strategy_in_a_line():
    assert same_tables(
        explore(made(HEAD + "memory_one = [1, 0, 0, 1]")),
        explore(make("wsls")),
    )
    found = explore(made(HEAD + 'memory_one = [0.9, "1/3", 1, 0]\nfirst = 0.5'))
    assert found.minds == ("start", "CC", "CD", "DC", "DD")
    assert found.responses[:, 0].tolist() == [0.5, 0.9, 1 / 3, 1, 0]


@pytest.mark.parametrize(
    ("reference", "values"),
    [
        ("memory-one:1,0,0,1", (1, 0, 0, 1, 1)),
        ("Memory_One: 0.9, 1/3, 1, 0, 0.5", (0.9, 1 / 3, 1, 0, 0.5)),
        ("memory-one:cd=0.5,first=0", (1, 0.5, 0, 1, 0)),
        ("memory-one", (1, 0, 0, 1, 1)),
    ],
)
def test_a_memory_one_strategy_as_a_reference(reference, values):
    found = make(reference)
    assert (found.cc, found.cd, found.dc, found.dd, found.first) == values
    assert explore(found).responses[:, 0].tolist() == [values[4], *values[:4]]


def test_memory_one_answers_to_its_name_and_is_in_no_field():
    catalogue = open_catalogue()
    assert "memory-one" not in catalogue.entries
    assert catalogue.find("memory-one").kind is memory_one()


@pytest.mark.parametrize("text", ["1,0,0", "1,0,0,1,1,1", "1"])
def test_a_vector_of_another_length_is_refused(text):
    with pytest.raises(StrategyError, match=r"expected the chances of restraint after CC, CD"):
        split_reference(f"memory-one:{text}")


def test_a_vector_out_of_range_is_refused():
    with pytest.raises(StrategyError, match=r"memory-one\.cd: got '2'; expected a number from"):
        make("memory-one:1,2,0,0")


def test_parameters_that_give_no_probabilities_are_refused_when_it_is_made():
    text = TFT.replace('"arm"', '"1 - 2 * p"') + "[parameters]\np = 0.5\n"
    kind = parse_strategy(text, "z-test")
    with pytest.raises(
        StrategyError,
        match=r"z-test:p=0\.75: minds\.provoked\.respond: RESTRAIN: got '1 - 2 \* p', which is "
        r"-0\.5; expected a probability, 0 to 1\.$",
    ):
        build(kind, {"p": 0.75})


# --- nothing is run

TRAP = "__import__('pathlib').Path('sprung').touch()"
TRAPPED = f'''
name = "{TRAP}"
school = "{TRAP}"
about = """{TRAP}
{{{TRAP}}} %(x)s $({TRAP}) `touch sprung`"""
cites = ["{TRAP}"]
aliases = ["{TRAP}"]
start = {{ "{TRAP}" = "{TRAP}" }}
memory_one = ["{TRAP}", "{TRAP}", "{TRAP}", "{TRAP}"]
"{TRAP}" = "{TRAP}"
[parameters]
"{TRAP}" = "{TRAP}"
x = {{ default = "{TRAP}", low = "{TRAP}", meaning = "{TRAP}" }}
[minds."{TRAP}"]
respond = "{TRAP}"
C = {{ "{TRAP}" = "{TRAP}" }}
D = "{TRAP}"
__init__ = "{TRAP}"
'''
SOUND_TRAP = f'''
school = "{TRAP}"
about = """{TRAP}"""
cites = ["{TRAP}"]
[parameters]
x = {{ default = 0.5, low = 0, high = 1, meaning = "{TRAP}", source = "{TRAP}" }}
[minds."{TRAP}"]
respond = "1 - x"
always = "{TRAP}"
'''
WATCHED = {"import", "open", "os.system", "subprocess.Popen", "os.exec", "socket.__new__"}
WATCHED |= {"compile", "exec", "os.remove", "os.rename", "ctypes.dlopen"}
_seen: list | None = None


def _hear(event, arguments):
    if _seen is not None and event in WATCHED:
        _seen.append((event, arguments))


@pytest.fixture
def heard(monkeypatch, tmp_path):
    """Return what Python says that it does while a test runs; a hook cannot be removed."""
    global _seen  # noqa: PLW0603 - an audit hook has no other way to be switched off
    monkeypatch.chdir(tmp_path)
    parse_strategy(TFT, "z-warm")  # what is imported lazily is imported now
    if not hasattr(sys, "_secdilemma_hears"):
        sys.addaudithook(_hear)
        sys._secdilemma_hears = True
    _seen = []
    yield _seen
    _seen = None


@pytest.mark.parametrize("text", [TRAPPED, SOUND_TRAP], ids=["every key", "what loads"])
def test_a_booby_trapped_file_does_nothing(heard, tmp_path, text):
    path = tmp_path / "z_trap.toml"
    path.write_text(text, encoding="utf-8")
    heard.clear()
    try:
        strategy = read_strategy(path)()
        explore(strategy)
        repr(strategy)
        hash(strategy)
    except StrategyError:
        assert text is TRAPPED
    assert not (tmp_path / "sprung").exists()
    assert {event for event, _ in heard} <= {"open", "compile", "exec"}
    assert [arguments[0] for event, arguments in heard if event == "open"] == [str(path)]
    for event, arguments in heard:  # dataclasses make methods from text: never from the file's
        if event == "compile":
            assert "pathlib" not in str(arguments[0])
        if event == "exec":
            assert not {"pathlib", "touch"} & {*arguments[0].co_names, *arguments[0].co_consts}


def test_the_trap_would_be_heard(heard, tmp_path):
    """The test above must be able to fail."""
    exec(TRAP)  # noqa: S102 - the trap itself
    assert (tmp_path / "sprung").exists()
    assert any(event == "compile" and "pathlib" in str(found[0]) for event, found in heard)


# --- what is wrong

PIECES = ['"', "[", "]", "{", "}", "=", "\n", "nan", "inf", "1e400", "-1", "true", "\\", "\x00"]
PIECES += [
    "\u2028",
    "minds",
    "0x7fffffffffffffffffff",
    "1979-05-27",
    "[[minds]]\n",
    "content",
    "1/0",
]
PIECES += ["memory_one = [1, 0, 0, 1]\n", "generosity", "#", ".", "arm", "{ content = 1.0 }"]
cuts = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 12), st.sampled_from(PIECES)),
    min_size=1,
    max_size=4,
)


@given(cuts)
def test_whatever_is_in_a_file_it_loads_or_says_why(edits):
    text = GENEROUS
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    try:
        message, minds = "", len(explore(parse_strategy(text, "z-test")()))
    except StrategyError as error:
        message, minds = str(error), 0
    assert minds or message
    assert all(line.isprintable() and line for line in message.splitlines())


MIND = 'respond = "arm"\nalways = "a"\n'
ONE = f"[minds.a]\n{MIND}"
ERRORS = {
    "no school": ('about = "x"\n' + ONE, ["school: missing; expected the school of thought"]),
    "no idea": ('school = "x"\n' + ONE, ["about: missing; expected its idea in a line."]),
    "no text": (HEAD.replace('"test"', "3") + ONE, ["school: got 3; expected the school"]),
    "no name": ('name = "Z Test"\n' + HEAD + ONE, ["name: got 'Z Test'; expected lower-case"]),
    "no list": ('cites = "x"\n' + HEAD + ONE, ["cites: got 'x'; expected a list of texts."]),
    "an unknown key": (
        'alias = ["x"]\n' + HEAD + ONE,
        ["alias: unknown key. Did you mean aliases?"],
    ),
    "no minds": (HEAD, ["minds: missing; expected a table a mind, such as [minds.calm]."]),
    "empty minds": (HEAD + "[minds]\n", ["minds: got {}; expected a table a mind"]),
    "a mind that is no table": (HEAD + "[minds]\na = 3\n", ["minds.a: got 3; expected a table"]),
    "no response": (HEAD + '[minds.a]\nalways = "a"\n', ["minds.a.respond: missing; expected"]),
    "an action that is none": (
        HEAD + ONE.replace('"arm"', '"restrian"'),
        ["minds.a.respond: 'restrian' names no parameter", "Did you mean restrain?"],
    ),
    "a whole number": (
        HEAD + ONE.replace('"arm"', "1"),
        ['minds.a.respond: got 1; expected "restrain", "arm" or "strike"'],
    ),
    "a response out of range": (
        HEAD + ONE.replace('"arm"', "1.5"),
        ["minds.a.respond: RESTRAIN: got 1.5; expected a probability, 0 to 1."],
    ),
    "odds that do not add up": (
        HEAD + ONE.replace('"arm"', "{ restrain = 0.5, arm = 0.4 }"),
        ["minds.a.respond: its probabilities add up to 0.9; expected 1."],
    ),
    "odds of an action that is none": (
        HEAD + ONE.replace('"arm"', "{ restrain = 0.5, amr = 0.5 }"),
        ["minds.a.respond.amr: unknown key. Did you mean arm?"],
    ),
    "an unknown mind": (
        HEAD + ONE.replace('"a"', '"aa"'),
        ["minds.a.always: no mind is called 'aa'. Did you mean a?"],
    ),
    "an unknown first mind": (
        'start = "b"\n' + HEAD + ONE,
        ["start: no mind is called 'b'."],
    ),
    "what follows is missing": (
        HEAD + '[minds.a]\nrespond = "arm"\nC = "a"\nDD = "a"\n',
        ["minds.a: what follows CD is missing (own action, seen action); expected a key for each"],
    ),
    "what never applies": (
        HEAD + '[minds.a]\nrespond = "arm"\nC = "a"\nD = "a"\nalways = "a"\n',
        ["minds.a.always: it never applies, for other keys say more; remove it."],
    ),
    "transitions that do not add up": (
        HEAD + ONE.replace('"a"', "{ a = 0.5 }"),
        ["minds.a, after CC: its probabilities add up to 0.5; expected 1."],
    ),
    "an expression that is none": (
        HEAD + ONE.replace('"a"', '{ a = "import os" }'),
        ["minds.a.always.a: 'import os' names no parameter 'import' (it has none)."],
    ),
    "a parameter that is none": (
        HEAD + ONE + "[parameters]\np = 'x'\n",
        ["parameters.p: default: got 'x'; expected a number, true or false."],
    ),
    "a parameter out of its range": (
        HEAD + ONE + "[parameters]\np = { default = 2, high = 1 }\n",
        ["parameters.p: got 2; expected a whole number of at most 1."],
    ),
    "a parameter of a reserved name": (
        HEAD + ONE + "[parameters]\nrespond = 1\n",
        ["parameters.respond: it cannot be called 'respond'; expected lower-case letters"],
    ),
    "a parameter of no number at all": (
        HEAD + ONE + "[parameters]\np = nan\nq = inf\n",
        ["parameters.p: default: got nan", "parameters.q: default: got inf"],
    ),
    "a whole number of no bound": (
        HEAD + ONE + "[parameters]\np = 1" + "0" * 400 + "\n",
        ["parameters.p: got a whole number of 1,329 bits; expected at most 64 bits."],
    ),
    "a division by zero": (
        HEAD + ONE.replace('"arm"', '"1 / p"') + "[parameters]\np = 0\n",
        ["minds.a.respond: '1 / p' divides by zero."],
    ),
    "a vector of three": (
        HEAD + "memory_one = [1, 0, 0]",
        ["memory_one: got [1, 0, 0]; expected the chance of restraint after CC, CD, DC and DD"],
    ),
    "a vector out of range": (
        HEAD + "memory_one = [1, 0, 0, 2]",
        ["minds.DD.respond: RESTRAIN: got 2; expected a probability, 0 to 1."],
    ),
    "a vector beside minds": (
        HEAD + "memory_one = [1, 0, 0, 1]\n" + ONE,
        ["minds: it stands beside memory_one; expected only one of them."],
    ),
    "a first turn without a vector": ("first = 1\n" + HEAD + ONE, ["first: expected only beside"]),
    "no TOML": ("[minds", ["not TOML: Expected ']'"]),
    "a key twice": (HEAD + HEAD, ["not TOML: Cannot overwrite a value"]),
    "nested without end": ("x = " + "[" * 5000, ["not TOML"]),
    "a tournament": ('participants = ["tft"]\n', ["participants: unknown key", "minds: missing"]),
    "a name with a line break": (
        HEAD + '[minds."a\\nb"]\nrespond = "arm"\nalways = "a\\nb"\n',
        ["minds: got 'a\\\\nb'; expected a name that can be printed in a line."],
    ),
    "a name that ends the text": ('name = "a\\u0000b"\n' + HEAD + ONE, ["name: got"]),
}


@pytest.mark.parametrize("what", ERRORS)
def test_what_is_wrong_is_said_in_a_sentence(what):
    text, expected = ERRORS[what]
    with pytest.raises(StrategyError) as caught:
        parse_strategy(text, "z-test")
    message = str(caught.value)
    for part in expected:
        assert part.replace("\\\\", "\\") in message
    for line in message.splitlines():
        assert line.isprintable()
        assert len(line) <= 300
        assert line[-1] in ".?)…"


def test_every_error_of_a_file_at_once():
    text = """
name = "Z"
schol = "x"
[parameters]
p = "x"
[minds.a]
respond = "fight"
C = "b"
D = { a = "1 - r" }
"""
    with pytest.raises(StrategyError) as caught:
        parse_strategy(text, "z-test")
    lines = str(caught.value).splitlines()
    starts = ["name:", "parameters.p:", "school:", "about:", "minds.a.respond:", "minds.a.C:"]
    starts += ["minds.a.D.a:", "schol:"]
    assert [line.split(" ")[0] for line in lines] == starts


def test_a_file_full_of_errors_is_cut_short():
    text = HEAD + "".join(f'[minds.m{k}]\nrespond = "arm"\n' for k in range(50))
    with pytest.raises(StrategyError) as caught:
        parse_strategy(text, "z-test")
    lines = str(caught.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "… and 30 more."


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "z.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(StrategyError, match="not UTF-8 text"):
        read_strategy(path)
    with pytest.raises(StrategyError, match="it cannot be read: "):
        read_strategy(tmp_path)
    path.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(StrategyError, match="larger than 4,000,000 bytes"):
        read_strategy(path)


def test_it_is_found_beside_python_ones(tmp_path):
    (tmp_path / "z_generous.toml").write_text(GENEROUS, encoding="utf-8")
    (tmp_path / "z_bad.toml").write_text("x = 1\ny = 2\n", encoding="utf-8")
    catalogue = open_catalogue([tmp_path])
    entry = catalogue.entries["z-generous"]
    assert (entry.path, entry.origin) == (tmp_path / "z_generous.toml", "folder")
    assert catalogue.make("Z_Generous:generosity=1/4").generosity == 0.25
    bad = [line for line in catalogue.problems if "z_bad" in line]
    assert len(bad) == 5
    assert all(line.startswith(f"{tmp_path / 'z_bad.toml'}: not loaded: ") for line in bad)
    assert Path(entry.path).is_file()
