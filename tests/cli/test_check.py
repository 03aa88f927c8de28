"""``secdilemma check``: what it says of what is sound, and of each thing that may be wrong."""

import json

import pytest

SOURCE = '''from secdilemma import ARM, RESTRAIN, parameter, strategy
{above}

@strategy(school="test"{more})
class ZOwn:
    """It is a test."""

    {fields}

    def begin(self{context}):
        {begin}

    def respond(self, mind):
        {respond}

    def interpret(self, mind, own, seen):
        {interpret}
'''
SOUND = {
    "above": "",
    "more": "",
    "fields": "patience: int = 2",
    "context": "",
    "begin": "return 0",
    "respond": "return ARM if mind == 2 else RESTRAIN",
    "interpret": "return min(mind + 1, 2) if seen is ARM else 0",
}


def source(**changes):
    return SOURCE.format(**SOUND | changes)


@pytest.fixture
def checked(call, tmp_path):
    """Return a checker of one file's text; it returns the report and the exit code."""

    def checked(text, name="z_own.py", *options):
        path = tmp_path / "mine" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        outcome = call("check", path, "--json", "--quick", *options)
        assert outcome.err == ""
        data = json.loads(outcome.out)
        assert data["ok"] == (outcome.code == 0)
        (report,) = data["files"]
        assert report["file"] == str(path)
        every = [*report["problems"], *(p for s in report["strategies"] for p in s["problems"])]
        assert outcome.code == (2 if every else 0)
        return every, report

    return checked


def test_a_sound_strategy(checked):
    problems, report = checked(source())
    assert problems == []
    (found,) = report["strategies"]
    assert (found["name"], found["minds"], found["lane"]) == ("z-own", 3, "exact")
    assert (found["idea"], found["parameters"]) == ("It is a test.", {"patience": 2})
    assert found["properties"]["nice"] is True
    assert found["properties"]["memory_one"] is False
    assert found["matches"] == []


def test_it_is_played_against_the_classics(call, strategy_file):
    folder = strategy_file("z_own", source())
    outcome = call("check", folder / "z_own.py", "--json")
    (report,) = json.loads(outcome.out)["files"]
    rows = {row["opponent"]: row for row in report["strategies"][0]["matches"]}
    assert list(rows) == ["all-c", "all-d", "tft", "tf2t", "gtft", "grim", "wsls", "random"]
    assert rows["tft"]["restraint_clear"] == 1
    assert rows["tft"]["payoff_clear"] == 0
    assert rows["all-d"]["payoff_clear"] == pytest.approx((2 * -4 + 198 * -2) / 200)
    assert rows["all-d"]["opponent_clear"] == pytest.approx((2 * 2 + 198 * -2) / 200)
    assert 0.5 < rows["tft"]["restraint_noisy"] < 1
    text = call("check", folder / "z_own.py").out
    assert "z_own.py: z-own, 3 minds, exact" in text
    assert "  nice: it is never the first to arm" in text
    assert "tf2t" in text
    assert text.endswith("\nNothing is wrong.\n")


WRONG = {
    "an action that is neither": (
        {"respond": "return 'peace'"},
        ["z-own: respond(0) returned 'peace'; expected RESTRAIN, ARM or STRIKE", "2 more like it"],
    ),
    "probabilities that do not sum": (
        {"interpret": "return {0: 0.5, 1: 0.4}"},
        ["z-own: interpret(0, RESTRAIN, RESTRAIN) returned probabilities that add up to 0.9"],
    ),
    "no return": ({"interpret": "pass"}, ["returned None; expected a mind (is a return missing?)"]),
    "a slip": (
        {"respond": "return mind.arms"},
        ["z-own: respond(0) raised AttributeError: 'int' object has no attribute 'arms'"],
    ),
    "minds that never stop growing": (
        {"interpret": "return mind + (seen is ARM)"},
        [
            ("z-own: its minds never stop growing: there are more than 5,000. The shortest history "
            "that shows it is CD CD CD (own action, seen action): its minds are 0, 1, 2, 3 and so "
            "on, and none comes back. Bound what it remembers")
        ],
    ),
    "minds that grow by turns": (
        {"begin": "return (0, 0)", "respond": "return RESTRAIN",
         "interpret": "return (mind[0] + (mind[1] != seen), int(seen))"},
        ["The shortest history that shows it is CD CC CD CC"],
    ),
    "chance that is its own": (
        {"above": "import random", "respond": "return float(random.random() < 0.5)",
         "interpret": "return (mind + 1) % 40"},
        ["z-own: respond(0) asks random.random, outside its mind; expected the same answer"],
    ),
    "minds of its own chance": (
        {"above": "import random", "interpret": "return random.random()"},
        ["z-own: interpret(0, RESTRAIN, RESTRAIN) asks random.random, outside its mind"],
    ),
    "a count outside the mind": (
        {"above": "from itertools import count\nTURNS = count()",
         "respond": "return ARM if next(TURNS) > 2 else RESTRAIN"},
        ["z-own: respond(2) gave RESTRAIN and, asked again, ARM: it depends on something outside"],
    ),
    "a beginning by chance": (
        {"above": "from itertools import count\nTURNS = count()", "begin": "return next(TURNS)",
         "interpret": "return mind"},
        ["z-own: begin() gave 0 and, asked again, 1: it depends on something outside the mind"],
    ),
    "a parameter without a type": (
        {"fields": "patience = 2"},
        [("z-own: patience = 2 has no type, so it is no parameter and cannot be set; expected "
         "patience: int = 2, or PATIENCE for what never changes.")],
    ),
    "a declared parameter without a type": (
        {"fields": "patience = parameter(2)"},
        ["ZOwn.patience: it has no type; expected patience: int = parameter(…)."],
    ),
    "a name that is taken": (
        {"more": ', name="grim"'},
        ["grim: its name 'grim' is taken by ", "grim.py; expected a name of its own."],
    ),
    "an alias that is taken": (
        {"more": ', aliases=["pavlov"]'},
        ["z-own: its alias 'pavlov' is taken by ", "memory_one.py; expected a name of its own."],
    ),
    "the end of a range": (
        {"fields": "patience: int = parameter(2, low=0, high=5)",
         "respond": "return 1 / self.patience"},
        ["z-own:patience=0: respond(0) raised ZeroDivisionError"],
    ),
    "a beginning that wants a length": (
        {"context": ", context", "begin": "return context.turns - 1"},
        ["z-own: begin() raised TypeError: unsupported operand"],
    ),
    "what only the second seat shows": (
        {"context": ", context", "begin": "return 0 if context.seat == 0 else 'x'"},
        ["z-own: interpret('x', RESTRAIN, ARM) raised TypeError"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_in_plain_words(checked, what):
    changes, expected = WRONG[what]
    problems, _ = checked(source(**changes))
    for part in expected:
        assert part in "\n".join(problems)


def test_everything_that_is_wrong_is_said_at_once(checked):
    problems, report = checked(
        source(
            above="import random",
            more=', aliases=["tit-for-tat"]',
            fields="patience = 3",
            respond="return 2",
            interpret="return {0: 0.5} if seen is ARM else random.choice([0, 1, 2])",
        )
    )
    text = "\n".join(problems)
    assert report["strategies"][0]["lane"] == ""
    for part in ("has no type", "'tit-for-tat' is taken", "returned 2;", "add up to 0.5",
                 "asks random.choice, outside"):  # fmt: skip
        assert part in text
    assert len(problems) == 5


UNLOADABLE = {
    "no docstring": (
        source().replace('"""It is a test."""', ""),
        "ZOwn: it has no docstring; expected its idea in a line.",
    ),
    "bad syntax": ("def (", "line 1: invalid syntax"),
    "a missing import": ("import nowhere_at_all", "line 1: ModuleNotFoundError"),
    "an exit": ("raise SystemExit(0)", "line 1: SystemExit: 0"),
    "nothing": ("x = 1\n", "it holds no strategy; expected a class marked @strategy"),
    "no mark": (
        source().replace('@strategy(school="test")\n', ""),
        'ZOwn has the three methods and is no strategy; expected @strategy(school="…") before',
    ),
}


@pytest.mark.parametrize("what", UNLOADABLE)
def test_what_cannot_be_loaded(checked, what):
    text, expected = UNLOADABLE[what]
    (problem,), report = checked(text)
    assert expected in problem
    assert report["strategies"] == []


def test_two_of_one_name_in_a_file(checked):
    text = source() + source(more=', name="z-own"').replace("class ZOwn", "class ZOther")
    problems, report = checked(text)
    assert any("'z-own' is the name or alias of 2; expected one." in each for each in problems)
    assert len(report["strategies"]) == 2


def test_a_marked_strategy_may_grow(checked):
    problems, report = checked(source(more=", automaton=False", interpret="return mind + 1"))
    assert problems == []
    assert (report["strategies"][0]["lane"], report["strategies"][0]["minds"]) == (
        "interpreted",
        None,
    )


def test_constants_and_what_is_inherited_are_no_parameters(checked):
    text = source(fields="LIMIT = 3\n    _cache = 4\n    patience: int = 2")
    assert checked(text)[0] == []
    probing = "class Base:\n    opening = 'DC'\n\n"
    text = source(above=probing, fields="opening = 'CC'").replace(
        "class ZOwn:", "class ZOwn(Base):"
    )
    assert checked(text)[0] == []


DATA = """
school = "test"
about = "It is a test."
[minds.calm]
respond = "restrain"
always = "calm"
[minds.lost]
respond = "arm"
always = "calm"
"""


def test_a_strategy_as_data(checked):
    problems, report = checked(DATA, "z_data.toml")
    assert problems == []
    (found,) = report["strategies"]
    assert (found["name"], found["minds"]) == ("z-data", 1)
    assert found["notes"] == ["z-data: the mind 'lost' is never reached."]
    problems, _ = checked(DATA.replace('"calm"', '"clam"').replace("about", "abuot"), "z_data.toml")
    assert len(problems) == 4
    assert all(each.split(": ")[0].endswith("z_data.toml") for each in problems)


def test_a_tournament(checked):
    problems, report = checked('participants = ["tft", "grim"]', "z_cup.toml")
    assert (problems, report["kind"]) == ([], "tournament")
    problems, _ = checked('participants = ["tft", "grmi"]\nturns = 0\nseed = "x"\n', "z_cup.toml")
    assert [each.split(": ")[1] for each in problems] == ["seed", "participants[1]"]


def test_a_folder_and_a_workspace(call, play, tmp_path, monkeypatch):
    play("new", "workspace", "ws")
    assert call("check", "ws").code == 0
    monkeypatch.chdir(tmp_path / "ws" / "strategies")
    outcome = call("check")
    assert outcome.code == 0
    assert "cautious.py: cautious, 3 minds, exact" in outcome.out
    assert "first.toml: a tournament" in outcome.out
    assert "Against" not in outcome.out
    (tmp_path / "ws" / "strategies" / "z_bad.py").write_text("def (", encoding="utf-8")
    outcome = call("check")
    assert outcome.code == 2
    assert "  ✗ " in outcome.out
    assert outcome.out.endswith("Something is wrong in 1 file of 3.\n")


@pytest.mark.parametrize("name", ["tft", "Tit_For_Tat", "memory-one"])
def test_by_name(call, name):
    outcome = call("check", name, "--quick")
    assert outcome.code == 0
    assert "Nothing is wrong." in outcome.out


def test_every_bundled_strategy_is_sound(call):
    from secdilemma.catalogue.catalogue import bundled_folders

    outcome = call("check", *bundled_folders(), "--json", "--quick")
    data = json.loads(outcome.out)
    assert [each for each in data["files"] if not each["ok"]] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing named and no workspace here; expected a PATH or a NAME."),
        (("grmi",), "grmi: no strategy of that name. Did you mean grit?"),
    ],
)
def test_mistakes_are_refused(refuse, arguments, message):
    assert message in refuse("check", *arguments)


def test_a_file_that_is_not_there(call):
    outcome = call("check", "nowhere.py", "--json")
    assert outcome.code == 2
    assert json.loads(outcome.out)["files"][0]["problems"] == ["nowhere.py: no such file."]
    assert call("check", "nowhere.toml").code == 2


def test_a_file_of_another_kind(call, tmp_path):
    (tmp_path / "read.me").write_bytes(b"\xff\x00")
    outcome = call("check", "read.me")
    assert outcome.code == 2
    assert "read.me: no strategy's file; expected one that ends in .py or .toml." in outcome.out


def test_a_folder_with_nothing_in_it(call, tmp_path):
    (tmp_path / "empty").mkdir()
    outcome = call("check", "empty")
    assert outcome.code == 2
    assert "✗ empty: nothing to check: no strategy and no tournament in that folder." in outcome.out


def test_a_strategy_beside_a_folder_of_its_name(call, tmp_path):
    """As a plugin is, in the folder where it was begun."""
    (tmp_path / "grim" / "src").mkdir(parents=True)
    outcome = call("check", "grim", "--quick")
    assert outcome.code == 0
    assert "grim.py: grim, 2 minds, exact" in outcome.out
