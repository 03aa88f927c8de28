"""A class tournament: from a folder of entries to a leaderboard that a teacher can hand out."""

import csv
import io
import json
import os
import re
from html.parser import HTMLParser

import pytest
from isolating import HOSTILE, tame

from secdilemma.classroom.isolation.limits import Limits

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes can be forked here")

SHORT = 'participants = ["tft"]\nturns = 20\nhorizons = []\nperception = "perA"\n'
ENTRY = '''
__author__ = {author!r}

from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="class 7")
class {name}:
    """{idea}"""

    def begin(self{context}):
        return {begin}

    def respond(self, mind):
        return {respond}

    def interpret(self, mind, own, seen):
        return {interpret}
'''
LIMITS = ("--limit", "cpu=1", "--limit", "wall=4", "--limit", "memory=128", "--limit", "answer=1")
# what no system but one with these protections should run: see classroom/isolation/test_keepers.py
SAFE = (
    "breaks_the_checks",
    "counts_its_calls",
    "crashes",
    "endless_begin",
    "exits_at_once",
    "growing_minds",
    "name_with_escapes",
    "no_strategy",
    "not_a_number",
    "odds_above_one",
    "presses_ctrl_c",
    "raises_base_exception",
    "recurses",
    "sleeping",
    "spoofs_nonsense",
    "spoofs_numbers",
    "spoofs_probabilities",
    "spoofs_targets",
    "spoofs_without_end",
    "syntax_error",
    "sys_exit",
    "tosses_coins",
    "two_strategies",
    "a_thief",
)
TWINS = ("hooks", "looks_around", "prints_without_shame", "replaces_the_engine", "reseeds")


def entry(name, respond="1.0", begin="0", interpret="0", author="", idea="It plays.", context=""):
    return ENTRY.format(**locals())


HONEST = {
    "trusting": entry("Trusting", author="Ada & Émile"),
    "grudge": entry("Grudge", "ARM if mind else RESTRAIN", interpret="int(mind or seen is ARM)"),
    "coin": entry("Coin", "0.5 if mind else 1.0", interpret="int(seen is ARM)"),
    "sneak": entry(
        "Sneak",
        "ARM if mind == 1 else RESTRAIN",
        "context.turns or 0",
        "max(mind - 1, 0)",
        context=", context",
    ),
}


@pytest.fixture
def hand_in(tmp_path):
    """Return a writer of a folder of entries, each a text by its stem or file name."""
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")

    def hand_in(folder="class", **entries):
        for stem, text in entries.items():
            path = tmp_path / folder / f"{stem}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / folder

    return hand_in


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def disqualified(folder):
    found = rows((folder / "disqualified.csv").read_text(encoding="utf-8"))
    return {row["file"]: row["reason"] for row in found}


@pytest.mark.parametrize("engine", ["exact", "simulated"])
def test_keepers_entries_change_no_byte_of_the_others_results(play, hand_in, tmp_path, engine):
    twins = {stem: tame("".join(part.title() for part in stem.split("_"))) for stem in TWINS}
    hand_in("calm", **HONEST, **twins)
    hand_in("rough", **HONEST)
    for path in sorted(HOSTILE.glob("*/*.py")):
        if path.stem in SAFE + TWINS:
            hand_in("rough", **{path.stem: path.read_text(encoding="utf-8")})
    for name in ("calm", "rough"):
        how = ("--isolate", *LIMITS, "--engine", engine, "--repetitions", "20", "-q")
        play("run", "short.toml", "--field", name, *how, "--out", f"{name}-out", "--with", "tft")
    calm, rough = contents(tmp_path / "calm-out"), contents(tmp_path / "rough-out")
    named = disqualified(tmp_path / "rough-out")
    assert set(named) == {f"{stem}.py" for stem in SAFE}
    assert len(named) >= 20
    assert all(named.values())
    same = set(calm) - {"run.json", "disqualified.csv", "leaderboard.html"}
    assert len(same) == 3 + 2 * len(HONEST | twins)
    described = re.compile(rb"hostile|It plays tit for tat")
    for name in same:
        assert rough[name] == calm[name], name
    one, other = (json.loads(each["run.json"])["scenarios"] for each in (calm, rough))
    assert described.search(calm["run.json"])
    assert one == other


def test_a_run_is_repeated_to_the_byte_and_runs_no_entry_again(play, hand_in, tmp_path):
    folder = hand_in(**HONEST, broken="1 / 0")
    play("run", "short.toml", "--field", "class", "--isolate", "--out", "out", "-q")
    for path in folder.iterdir():
        path.write_text("raise SystemExit", encoding="utf-8")
    said = play("rerun", "out", "-q", "--out", "again")
    assert said.startswith(
        "out: the same, byte for byte (run.json, pairs.parquet, leaderboard.html,"
    )
    assert "10 feedback pages" in said
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


def test_a_changed_run_is_found_out(play, call, hand_in, tmp_path):
    hand_in(**HONEST)
    play("run", "short.toml", "--field", "class", "--trust", "--out", "out", "-q")
    page = tmp_path / "out" / "feedback" / "coin.txt"
    page.write_text(page.read_text(encoding="utf-8") + "10 out of 10", encoding="utf-8")
    outcome = call("rerun", "out", "-q")
    assert outcome.code == 1
    assert "different: 1 feedback page." in outcome.out


def test_isolated_and_trusted_entries_play_alike(play, hand_in, tmp_path):
    hand_in(**HONEST)
    play("run", "short.toml", "--field", "class", "--isolate", "--out", "apart", "-q")
    play("run", "short.toml", "--field", "class", "--trust", "--out", "trusted", "-q")
    apart, trusted = contents(tmp_path / "apart"), contents(tmp_path / "trusted")
    differ = {name for name in apart if apart[name] != trusted[name]}
    assert differ == {"run.json", "leaderboard.html"}, "they say how entries were run"


def test_entries_play_as_they_would_without_a_field(play, hand_in):
    hand_in(**{each: HONEST[each] for each in ("trusting", "grudge")})
    how = ("--field", "class", "--trust", "--no-save", "-q", "--format", "csv")
    field = play("run", "short.toml", *how)
    names = ("--with", "trusting", "--with", "grudge")
    plain = play(
        "run", "short.toml", "--strategies", "class", *names, "--no-save", "-q", "--format", "csv"
    )
    assert [(row["entry"], row["score"]) for row in rows(field)] == [
        (row["participant"], row["score"]) for row in rows(plain)
    ]


def test_those_named_by_with_are_met_by_everybody(play, hand_in):
    hand_in(trusting=HONEST["trusting"])
    run = ("run", "short.toml", "--field", "class", "--trust", "--no-save", "-q", "--format", "csv")
    assert [row["entry"] for row in rows(play(*run))] == ["trusting"]
    found = rows(play(*run, "--with", "all-d", "--with", "grim"))
    assert {row["entry"]: row["file"] for row in found} == {
        "all-d": "",
        "grim": "",
        "trusting": "trusting.py",
    }


def test_of_two_of_a_name_the_one_whose_file_is_called_so_keeps_it(play, hand_in, tmp_path):
    thief = entry("Trusting", "ARM")
    hand_in(a_thief=thief, trusting=HONEST["trusting"], z_thief=thief)
    play("run", "short.toml", "--field", "class", "--trust", "--out", "out", "-q")
    assert disqualified(tmp_path / "out") == {
        f"{file}.py": "its name 'trusting' is that of trusting.py too, whose file is called so; "
        f"expected a name of its own in {file}.py"
        for file in ("a_thief", "z_thief")
    }


def test_of_two_of_a_name_else_the_first_keeps_it(play, hand_in, tmp_path):
    hand_in(a=HONEST["trusting"], b=HONEST["trusting"])
    play("run", "short.toml", "--field", "class", "--trust", "--out", "out", "-q")
    assert disqualified(tmp_path / "out") == {
        "b.py": "its name 'trusting' is that of a.py too, which comes first; "
        "expected a name of its own in b.py"
    }


def test_a_name_that_everybody_meets_is_taken(play, hand_in, tmp_path):
    hand_in(mine=entry("Grim"), trusting=HONEST["trusting"])
    play("run", "short.toml", "--field", "class", "--trust", "--out", "out", "-q", "--with", "grim")
    assert "'grim' is that of a strategy which everybody meets" in str(
        disqualified(tmp_path / "out")
    )


def test_odd_files_are_named_and_not_read(play, hand_in, tmp_path):
    folder = hand_in(trusting=HONEST["trusting"])
    (folder / "link.py").symlink_to(folder / "trusting.py")
    (folder / "folder.py").mkdir()
    os.mkfifo(folder / "pipe.py")
    (folder / "big.py").write_bytes(b"#" * (2**20 + 1))
    (folder / "latin.py").write_bytes(b"# \xe9\n")
    (folder / "null.py").write_bytes(b"\0")
    (folder / "größe \n.py").write_text(entry("Size"), encoding="utf-8")
    (folder / "_helper.py").write_text("1 / 0", encoding="utf-8")
    (folder / ".hidden.py").write_text("1 / 0", encoding="utf-8")
    (folder / "test_trusting.py").write_text("1 / 0", encoding="utf-8")
    (folder / "notes.txt").write_text("1 / 0", encoding="utf-8")
    play("run", "short.toml", "--field", "class", "--isolate", "--out", "out", "-q")
    found = disqualified(tmp_path / "out")
    assert found.pop("latin.py")
    assert found.pop("null.py")
    assert found == {
        "link.py": "it is a symbolic link",
        "folder.py": "it is no ordinary file",
        "pipe.py": "it is no ordinary file",
        "big.py": "it is larger than 1,024 kB",
    }
    board = rows((tmp_path / "out" / "leaderboard.csv").read_text(encoding="utf-8"))
    assert {row["file"] for row in board} == {"trusting.py", "größe .py"}


def test_a_data_entry_is_an_entry(play, hand_in, tmp_path):
    folder = hand_in(trusting=HONEST["trusting"])
    text = 'memory_one = [1, 0, 0, 1]\nabout = "It wins and stays."\nschool = "mine"\n'
    (folder / "stays.toml").write_text(text, encoding="utf-8")
    (folder / "broken.toml").write_text("minds = 3\n", encoding="utf-8")
    play("run", "short.toml", "--field", "class", "--isolate", "--out", "out", "-q")
    board = rows((tmp_path / "out" / "leaderboard.csv").read_text(encoding="utf-8"))
    assert {row["entry"] for row in board} == {"trusting", "stays"}
    assert list(disqualified(tmp_path / "out")) == ["broken.toml"]


class Tags(HTMLParser):
    """The tags of a page, and whether anything in it could act."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [key for key, _ in attrs]


def test_what_an_entry_says_is_never_taken_for_markup(play, hand_in, tmp_path):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&[bold]x[/bold]"
    hand_in(
        nasty=entry("Nasty", "1.0", repr(nasty), "mind", author=nasty, idea="<b>bold</b>"),
        broken=f"raise ValueError({nasty + chr(27) + '[2J'!r})",
    )
    shown = play("run", "short.toml", "--field", "class", "--isolate", "--out", "out", "-q")
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown.replace("\n", "")
    pages = list((tmp_path / "out").rglob("*.html"))
    assert len(pages) == 3
    for page in pages:
        text = page.read_text(encoding="utf-8")
        tags = Tags(text)
        assert not {"script", "img", "b"} & set(tags.tags), page
        assert not [name for name in tags.attributes if name.startswith("on")]
        assert not re.search(r"(?:src|href)=\"(?!feedback/)", text), "it loads nothing"


def test_a_spreadsheet_takes_no_author_for_a_formula(play, hand_in):
    hand_in(trusting=entry("Trusting", author='=HYPERLINK("http://x","y")'))
    how = ("--field", "class", "--trust", "--no-save", "-q", "--format", "csv")
    text = play("run", "short.toml", *how)
    assert rows(text)[0]["author"] == '\'=HYPERLINK("http://x","y")'


def test_head_to_head_holds_what_each_got_from_each(play, hand_in, tmp_path):
    hand_in(**HONEST)
    play("run", "short.toml", "--field", "class", "--trust", "--out", "out", "-q")
    table = rows((tmp_path / "out" / "head_to_head.csv").read_text(encoding="utf-8"))
    board = rows((tmp_path / "out" / "leaderboard.csv").read_text(encoding="utf-8"))
    assert [row["entry"] for row in table] == [row["entry"] for row in board]
    for row, place in zip(table, board, strict=True):
        got = [float(row[other]) for other in HONEST if other != row["entry"]]
        assert sum(got) / len(got) == pytest.approx(float(place["score"]), abs=1e-12)


def test_feedback_says_whom_it_beat_and_why(play, hand_in, tmp_path):
    hand_in(trusting=HONEST["trusting"], bully=entry("Bully", "ARM"), gone="1 / 0")
    clear = ("--noise", "none")
    play("run", "short.toml", "--field", "class", "--trust", "--out", "out", "-q", *clear)
    texts = {
        path.stem: " ".join(path.read_text(encoding="utf-8").split())
        for path in (tmp_path / "out" / "feedback").glob("*.txt")
    }
    assert "Rank 1 of 2: 2.00 a turn on average." in texts["bully"]
    assert "Whom it beat (1)" in texts["bully"]
    assert "NON-COOPERATIVE. Two of its kind restrain in 0 % of the turns" in texts["bully"]
    assert "To whom it lost (1)" in texts["trusting"]
    assert "bully −4.00 2.00 0 %" in texts["trusting"]
    assert "Where it lost restraint" in texts["trusting"]
    assert "1 mind." in texts["trusting"]
    assert "Disqualified" in texts["gone"]
    assert "Line 1: ZeroDivisionError: division by zero." in texts["gone"]


def test_the_terminal_shows_the_leaderboard_and_who_is_disqualified(play, hand_in):
    hand_in(**HONEST, gone="1 / 0")
    shown = play("run", "short.toml", "--field", "class", "--isolate", "--no-save", "-q")
    assert "Ada & Émile" in shown
    assert re.search(r"^ +1 +\S+ ", shown, re.MULTILINE)
    assert "Disqualified, 1; the results of the others are as without them:" in shown
    assert "  gone.py: line 1: ZeroDivisionError: division by zero" in shown
    assert "Each entry ran in processes of its own and was kept from using more time" in shown


def test_the_terminal_says_when_entries_were_trusted(play, hand_in):
    hand_in(**HONEST)
    shown = play("run", "short.toml", "--field", "class", "--trust", "--no-save", "-q")
    assert "Entries were trusted: they were loaded in the process of the tournament." in shown


def test_json_holds_it_all(play, hand_in):
    hand_in(**HONEST, gone="1 / 0")
    run = (
        "run",
        "short.toml",
        "--field",
        "class",
        "--trust",
        "--no-save",
        "-q",
        "--format",
        "json",
    )
    data = json.loads(play(*run))
    assert data["leaderboard"][0]["rank"] == 1
    assert [each["file"] for each in data["disqualified"]] == ["gone.py"]
    assert set(json.loads(play(*run, "--pairs"))) == {"format", "software", "scenarios", "field"}


def test_the_limit_on_minds_acts_on_the_trusted_too(play, hand_in, tmp_path):
    hand_in(trusting=HONEST["trusting"], sneak=HONEST["sneak"])
    run = ("run", "short.toml", "--field", "class", "--trust", "-q")
    play(*run, "--limit", "minds=5", "--out", "few")
    play(*run, "--limit", "minds=50", "--out", "many")
    assert list(disqualified(tmp_path / "few")) == ["sneak.py"]
    assert disqualified(tmp_path / "many") == {}
    assert Limits().minds > 1000, "one that counts the turns of the default tournament may play"


def test_what_is_asked_wrongly_is_refused(refuse, hand_in, tmp_path):
    hand_in(gone="1 / 0")
    (tmp_path / "empty").mkdir()
    assert "--isolate: expected --field beside it" in refuse("run", "--isolate")
    assert "--limit: expected --field beside it" in refuse("run", "--limit", "cpu=1")
    assert "no entries; expected files that end in .py or .toml" in refuse(
        "run", "--field", "empty"
    )
    assert "no folder of entries: No such file" in refuse("run", "--field", "nowhere")
    message = refuse("run", "short.toml", "--field", "class", "--trust")
    assert message == (
        "class: no entry can be played.\ngone.py: line 1: ZeroDivisionError: division by zero"
    )
    assert "4 scenarios; expected one" in refuse("run", "four_worlds", "--field", "class")
    assert "Did you mean minds?" in refuse("run", "--field", "class", "--limit", "mind=1")


def test_entries_of_an_asymmetric_game_are_explored_for_both_seats(play, hand_in, tmp_path):
    text = "[game]\nrow = [[3, 0], [5, 1]]\ncolumn = [[2, 4], [1, 0]]\n"
    (tmp_path / "seats.toml").write_text(SHORT + text, encoding="utf-8")
    seated = entry(
        "Seated", "ARM if mind else RESTRAIN", "context.seat", "mind", context=", context"
    )
    hand_in(seated=seated, trusting=HONEST["trusting"])
    play("run", "seats.toml", "--field", "class", "--isolate", "--out", "out", "-q")
    assert disqualified(tmp_path / "out") == {}
    assert "the same, byte for byte" in play("rerun", "out", "-q")
