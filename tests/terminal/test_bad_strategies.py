"""Strategy files that are wrong: a sentence says which call returned what; nothing is kept."""

import re

import pytest

RULE = (
    "expected RESTRAIN, ARM or STRIKE, a probability of restraint such as 0.5, "
    "or {action: probability}."
)
HASHABLE = "expected a mind that can be hashed, such as a number, a text or a tuple."
SOURCE = '''from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="test")
class ZBroken:
    """It is broken."""

    def begin(self):
        {begin}

    def respond(self, mind):
        {respond}

    def interpret(self, mind, own, seen):
        {interpret}
'''
SOUND = {"begin": "return 0", "respond": "return ARM", "interpret": "return mind"}

NONSENSE = {
    "a word": ({"respond": "return 'peace'"}, f"respond(0) returned 'peace'; {RULE}"),
    "a number": ({"respond": "return 2"}, f"respond(0) returned 2; {RULE}"),
    "too much": ({"respond": "return 1.5"}, f"respond(0) returned 1.5; {RULE}"),
    "too little": ({"respond": "return -0.5"}, f"respond(0) returned -0.5; {RULE}"),
    "no number": ({"respond": "return float('nan')"}, f"respond(0) returned nan; {RULE}"),
    "a truth": ({"respond": "return True"}, f"respond(0) returned True; {RULE}"),
    "nothing": ({"respond": "pass"}, f"respond(0) returned None; {RULE}"),
    "odds of no action": (
        {"respond": "return {'C': 1.0}"},
        f"respond(0) returned {{'C': 1.0}}; {RULE}",
    ),
    "odds that fall short": (
        {"respond": "return {RESTRAIN: 0.5, ARM: 0.2}"},
        "respond(0) returned probabilities that add up to 0.7; expected 1.",
    ),
    "odds out of range": (
        {"respond": "return {RESTRAIN: 1.5, ARM: -0.5}"},
        "respond(0)[RESTRAIN] is 1.5; expected a probability, 0 to 1.",
    ),
    "no mind": (
        {"interpret": "pass"},
        "interpret(0, {own}, RESTRAIN) returned None; expected a mind (is a return missing?).",
    ),
    "no first mind": (
        {"begin": "pass"},
        "begin() returned None; expected a mind (is a return missing?).",
    ),
    "no odds of a first mind": (
        {"begin": "return {}"},
        "begin() returned probabilities that add up to 0; expected 1.",
    ),
    "a mind that cannot be hashed": (
        {"begin": "return []"},
        f"begin() returned [], a list; {HASHABLE}",
    ),
    "a hidden list": (
        {"begin": "return (1, [2])"},
        f"begin() returned (1, [2]), a tuple; {HASHABLE}",
    ),
}
RAISING = {
    "at the beginning": ({"begin": "raise ValueError('x')"}, "begin() raised ValueError: x", 9),
    "in response": ({"respond": "raise RuntimeError"}, "respond(0) raised RuntimeError", 12),
    "by a slip": (
        {"interpret": "return 1 / 0"},
        "interpret(0, {own}, RESTRAIN) raised ZeroDivisionError: division by zero",
        15,
    ),
    "by a typing error": (
        {"respond": "return ARMS"},
        "respond(0) raised NameError: name 'ARMS' is not defined",
        12,
    ),
    "for ever": (
        {"respond": "return self.respond(mind)"},
        "respond(0) raised RecursionError: maximum recursion depth exceeded",
        11,  # where a call that goes too deep begins
    ),
}


@pytest.fixture
def broken(strategy_file):
    """Return a writer of a strategy with some methods replaced; it returns its folder."""

    def broken(methods):
        return strategy_file("z_broken", SOURCE.format(**{**SOUND, **methods}))

    return broken


def complain(refuse, folder, command):
    pair = {
        "run": ("run", "--with", "tft", "--with", "z-broken", "--out", "kept"),
        "match": ("match", "tft", "z-broken", "--noise", "none"),
    }[command]
    return refuse(*pair, "--strategies", folder)


@pytest.mark.parametrize("command", ["run", "match"])
@pytest.mark.parametrize("what", NONSENSE)
def test_a_strategy_that_returns_nonsense(refuse, broken, what, command):
    methods, expected = NONSENSE[what]
    expected = expected.replace("{own}", "RESTRAIN" if command == "run" else "ARM")
    assert f"z-broken: {expected}" in complain(refuse, broken(methods), command)


def test_the_file_of_a_strategy_that_returns_nonsense_is_named(refuse, broken):
    folder = broken({"respond": "return 'peace'"})
    assert str(folder / "z_broken.py") in complain(refuse, folder, "run")


@pytest.mark.parametrize("command", ["run", "match"])
@pytest.mark.parametrize("what", RAISING)
def test_a_strategy_that_raises_names_file_and_line(refuse, broken, what, command):
    methods, expected, line = RAISING[what]
    folder = broken(methods)
    expected = expected.replace("{own}", "RESTRAIN" if command == "run" else "ARM")
    message = complain(refuse, folder, command)
    assert message.startswith(f"z-broken: {expected}")
    assert message.endswith(f" ({folder / 'z_broken.py'}, line {line}).")


def test_a_strategy_that_changes_itself_names_the_users_line(refuse, broken):
    folder = broken({"begin": "self.count = 1"})
    message = complain(refuse, folder, "run")
    assert "FrozenInstanceError: cannot assign to field 'count'" in message
    assert f"({folder / 'z_broken.py'}, line 9)" in message


@pytest.mark.parametrize("call_", ["SystemExit", "SystemExit(3)", "SystemExit('bye')"])
def test_a_strategy_that_leaves_is_a_broken_strategy(refuse, broken, call_):
    message = complain(refuse, broken({"respond": f"raise {call_}"}), "run")
    assert message.startswith("z-broken: respond(0) raised SystemExit")


def test_minds_that_never_stop_growing(refuse, broken):
    folder = broken({"interpret": "return mind + 1"})
    assert complain(refuse, folder, "run") == (
        "z-broken: its minds never stop growing: more than 5,000, the newest 4998, 4999, 5000, "
        "reached by (own action, seen action) CC CC CC CC … CC CC. Bound what it remembers, such "
        "as min(count + 1, 10), or mark it @strategy(automaton=False) to play it turn by turn."
    )


def test_minds_that_grow_are_listed_as_broken(play, broken):
    folder = broken({"interpret": "return mind + 1"})
    text = " ".join(play("strategies", "z-broken", "--strategies", folder).split())
    assert "broken: z-broken: its minds never stop growing" in text


def test_a_marked_strategy_may_grow(play, strategy_file):
    source = SOURCE.format(**{**SOUND, "interpret": "return mind + 1"})
    folder = strategy_file("z_broken", source.replace('"test"', '"test", automaton=False'))
    text = play(
        "run", "--with", "tft", "--with", "z-broken", "--strategies", folder, "--no-save",
        "--turns", 3, "--repetitions", 2, "--format", "csv", "--pairs",
    )  # fmt: skip
    assert ',"interpreted"\n' in text


def test_a_marked_strategy_cannot_be_played_exactly(refuse, strategy_file):
    source = SOURCE.format(**{**SOUND, "interpret": "return mind + 1"})
    folder = strategy_file("z_broken", source.replace('"test"', '"test", automaton=False'))
    message = refuse("run", "--with", "tft", "--with", "z-broken", "--strategies", folder,
                     "--engine", "exact", "--out", "kept")  # fmt: skip
    assert message.startswith('engine: got "exact", but ')
    assert "z-broken" in message


UNLOADABLE = {
    "bad syntax": ("def (", r"line 1: invalid syntax"),
    "a missing import": (
        "import nowhere_at_all",
        r"line 1: ModuleNotFoundError: No module named 'nowhere_at_all'",
    ),
    "an error": ("x = 1\nx / 0", r"line 2: ZeroDivisionError: division by zero"),
    "an exit": ("raise SystemExit(4)", r"line 1: SystemExit: 4"),
    "no methods": (
        'from secdilemma import strategy\n@strategy(school="x")\nclass ZNo:\n    """It."""\n',
        r"ZNo: it has no begin and no respond and no interpret; expected the three methods .*",
    ),
    "no docstring": (
        SOURCE.replace('    """It is broken."""\n', "").format(**SOUND),
        r"ZBroken: it has no docstring; expected its idea in a line\.",
    ),
    "a parameter of no simple type": (
        SOURCE.replace('broken."""', 'broken."""\n    p: tuple = ()').format(**SOUND),
        r"ZBroken\.p: got type <class 'tuple'>; expected int, float, bool or str\.",
    ),
    "a parameter without default": (
        SOURCE.replace('broken."""', 'broken."""\n    p: int').format(**SOUND),
        r"ZBroken\.p: a parameter needs a default, such as p = 1\.",
    ),
    "an unknown encoding": ("# coding: xqzzy\nx = 1\n", r".*unknown encoding: xqzzy"),
    "null bytes": ("x = '\x00'\n", r"(?!line None).*null bytes"),
}


@pytest.mark.parametrize("what", UNLOADABLE)
def test_a_broken_file_is_reported_and_the_rest_still_load(call, strategy_file, what):
    text, reason = UNLOADABLE[what]
    strategy_file("z_sound", SOURCE.replace("ZBroken", "ZSound").format(**SOUND))
    folder = strategy_file("z_bad", text)
    outcome = call("strategies", "z-sound", "--strategies", folder)
    assert outcome.code == 0
    assert outcome.out.startswith("z-sound · test")
    assert re.fullmatch(rf"{folder}/z_bad\.py: not loaded: {reason}\n", outcome.err)


@pytest.mark.parametrize(
    "command",
    [
        ("run", "--with", "z-sound", "--with", "tft", "--turns", "3", "--no-save"),
        ("match", "z-sound", "tft"),
        ("strategies",),
    ],
)
def test_every_command_that_loads_strategies_reports_broken_files(call, strategy_file, command):
    strategy_file("z_sound", SOURCE.replace("ZBroken", "ZSound").format(**SOUND))
    folder = strategy_file("z_bad", "def (")
    outcome = call(*command, "--strategies", folder)
    assert outcome.code == 0
    assert f"{folder}/z_bad.py: not loaded: line 1: invalid syntax\n" in outcome.err


def test_a_name_that_a_broken_file_may_have_had_is_explained(refuse, strategy_file):
    folder = strategy_file("z_bad", "def (")
    first, second = refuse("match", "z-bad", "tft", "--strategies", folder).splitlines()
    assert first.startswith("z-bad: no strategy of that name.")
    assert second == f"{folder}/z_bad.py: not loaded: line 1: invalid syntax"


def test_two_files_with_a_strategy_of_one_name(refuse, strategy_file):
    strategy_file("z_one", SOURCE.format(**SOUND))
    folder = strategy_file("z_two", SOURCE.format(**SOUND))
    assert refuse("strategies", "--strategies", folder) == (
        f"{folder}/z_two.py: the strategy name 'z-broken' is taken by {folder}/z_one.py; "
        f"expected a name of its own."
    )


@pytest.mark.parametrize("taken", ["grim", "grudger-never-there", "tit-for-tat"])
def test_a_name_or_alias_that_is_bundled(call, strategy_file, taken):
    source = SOURCE.replace('"test"', f'"test", aliases=["{taken}"]').format(**SOUND)
    folder = strategy_file("z_own", source)
    outcome = call("strategies", "--strategies", folder, "--school", "test")
    if taken == "grudger-never-there":
        assert outcome.code == 0
        return
    assert outcome.code == 2
    assert outcome.err.startswith(f"{folder}/z_own.py: the strategy name '{taken}' is taken by ")


def test_a_file_named_as_a_bundled_one(call, strategy_file):
    folder = strategy_file("grim", SOURCE.format(**SOUND))
    outcome = call("strategies", "z-broken", "--strategies", folder)
    assert outcome.code == 2
    assert f"{folder}/grim.py: not loaded: a file of that name is already at " in outcome.err


def test_a_file_whose_name_cannot_be_imported(call, strategy_file):
    folder = strategy_file("my-own", SOURCE.format(**SOUND))
    outcome = call("strategies", "--strategies", folder, "--school", "classic")
    assert outcome.err == (
        f"{folder}/my-own.py: not loaded: 'my-own' is not a name that Python can import\n"
    )


@pytest.mark.parametrize(
    "options",
    ["school=3", 'school="test", name="Z Broken!"', 'school="test", aliases="zb"', "name=3"],
)
def test_a_decorator_used_wrongly_is_a_broken_file(call, strategy_file, options):
    """Whatever loads must be listed and found by its name; what cannot is reported as broken."""
    folder = strategy_file("z_odd", SOURCE.replace('school="test"', options).format(**SOUND))
    outcome = call("strategies", "--strategies", folder, "--format", "csv")
    assert outcome.code == 0
    assert "z_odd.py" not in outcome.out
    assert f"{folder}/z_odd.py: not loaded: " in outcome.err
