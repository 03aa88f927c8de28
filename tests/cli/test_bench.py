"""``secdilemma bench``: small questions, asked for real; and refusals."""

import json
import sys

import pytest

from secdilemma.cli.benchmarks import beside_c, lanes
from secdilemma.cli.benchmarks.timing import row


@pytest.mark.slow
def test_lanes_are_checked_timed_and_printed_as_json(play):
    data = json.loads(play("bench", "--only", "lanes", "--quick", "--format", "json"))
    assert [each["name"] for each in data["questions"]] == ["lanes"]
    assert data["machine"]["cores"] >= 1
    units = [each["unit"] for each in data["rows"]]
    assert units == [*["million turns a second"] * 2, "times", "ms", "ms"]
    assert all(each["low"] <= each["value"] <= each["high"] for each in data["rows"])
    assert all("within 4 standard errors" in each["note"] for each in data["rows"])


@pytest.mark.slow
def test_a_table_says_how_it_was_measured(play):
    shown = play("bench", "--only", "beside-c", "--quick")
    assert "Beside a plain C loop" in shown
    assert "Load average before each question" in shown
    assert "Checked: " in shown or "Not measured: there is no C compiler" in shown


def test_what_is_not_installed_says_so_in_its_row(play, monkeypatch):
    monkeypatch.setitem(sys.modules, "egttools", None)
    shown = play("bench", "--only", "beside-egttools", "--quick")
    assert "Not measured: EGTtools is not installed (pip install secdilemma[bench])." in shown
    assert "≥ 1,000: not measured" in shown


@pytest.fixture
def answered(monkeypatch):
    """Let a question be answered at once, with made-up numbers."""

    def measure(*, quick):
        del quick
        return [row("made up", "cost", [2.0], "million turns a second", target=1.0, more=True)]

    monkeypatch.setattr(lanes, "measure", measure)


@pytest.mark.usefixtures("answered")
def test_pictures_are_drawn_where_asked(call, tmp_path):
    outcome = call("bench", "--only", "lanes", "--plots", "pictures")
    assert outcome.code == 0
    assert (tmp_path / "pictures" / "rates.png").is_file()
    assert "Drawn: pictures/rates.png" in outcome.err


@pytest.mark.usefixtures("answered")
def test_a_run_is_compared_with_an_earlier_one(play, tmp_path):
    text = play("bench", "--only", "lanes", "--format", "json")
    (tmp_path / "before.json").write_text(text.replace("2.0", "1.0"), encoding="utf-8")
    shown = play("bench", "--only", "lanes", "--compare", "before.json")
    assert "0 of 1 rows within a quarter" in shown
    assert "2 x better" in shown


@pytest.mark.usefixtures("answered")
def test_json_stays_json_beside_a_comparison(call, tmp_path):
    text = call("bench", "--only", "lanes", "--format", "json").out
    (tmp_path / "before.json").write_text(text, encoding="utf-8")
    outcome = call("bench", "--only", "lanes", "--format", "json", "--compare", "before.json")
    assert json.loads(outcome.out)["rows"]
    assert "1 of 1 rows within a quarter" in outcome.err


def test_unequal_results_end_it_without_a_number(call, monkeypatch):
    monkeypatch.setattr(beside_c, "_in_c", lambda *_: lambda: [1.0, 0.0, 0.0, 0.0])
    monkeypatch.setattr(beside_c, "_compiled", lambda *_: (object(), ""))
    monkeypatch.setattr(beside_c.shutil, "which", lambda name: name)
    outcome = call("bench", "--only", "beside-c", "--quick", "--quiet")
    assert outcome.code == 2
    assert outcome.out == ""
    assert "standard errors off the exact; expected equal results" in outcome.message


def test_an_unknown_question_is_refused_with_those_there_are(refuse):
    assert "'lane' is not one of" in refuse("bench", "--only", "lane")


def test_an_earlier_run_that_is_none_is_refused_before_the_work(refuse, tmp_path):
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    assert refuse("bench", "--compare", "none.json").startswith("none.json: cannot be read")
    assert "expected what bench --format json prints" in refuse("bench", "--compare", "bad.json")
