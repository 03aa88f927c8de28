"""``secdilemma propositions``: what it prints, keeps, refuses, and how it goes on."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
import support

from secdilemma.experiments.propositions.harness.cells import FILE

FEW = ("propositions", "--quick", "--only", "B2", "--only", "h6")

pytestmark = support.jitted()


def test_the_answer_comes_first_and_each_claim_has_its_line(play):
    lines = play(*FEW).splitlines()
    assert lines[0] == "Of 2 propositions, 2 mixed."
    assert [line.split()[0] for line in lines if re.match(r"[BHJ]\d ", line)] == ["B2", "H6"]
    assert any("what splits the cells" in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_json_holds_the_declaration_and_every_cell(play):
    first, second = json.loads(play(*FEW, "--format", "json"))
    assert (first["id"], second["id"]) == ("B2", "H6")
    assert first["falsifier"].startswith("security seekers who arm")
    assert {cell["verdict"] for cell in first["cells"]} == {
        "supported",
        "not supported",
        "undecided",
    }
    (cell, *_) = first["cells"]
    assert set(cell) == {"strategy", "threat_bias", "verdict", "measures"}
    assert cell["measures"]["mutual arming without it"]["value"] == 0.0
    counted = first["cells_supported"], first["cells_not_supported"], first["cells_undecided"]
    assert sum(counted) == len(first["cells"])


def test_csv_has_a_row_a_claim(play):
    rows = list(csv.DictReader(io.StringIO(play(*FEW, "--format", "csv"))))
    assert [row["id"] for row in rows] == ["B2", "H6"]
    assert rows[0]["moderator"].startswith("strategy: yes ")
    assert float(rows[0]["low"]) <= float(rows[0]["effect"]) <= float(rows[0]["high"])


def test_the_page_stands_alone(play, tmp_path):
    play(*FEW, "--page", "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert "http" not in page
    assert "url(" not in page
    for each in ("B2", "H6"):
        assert f'id="{each}"' in page
        assert f'href="#{each}"' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert page.count("<circle") == 30  # all cells but two that have no effect


def test_what_was_asked_for_twice_stands_once(play):
    rows = json.loads(play(*FEW, "--only", "B2", "--format", "json"))
    assert [row["id"] for row in rows] == ["B2", "H6"]


@pytest.mark.parametrize(
    ("name", "near"), [("J8", r"J\d"), ("BW", r"BW\d"), ("zz", None), ("", None)]
)
def test_a_claim_that_nobody_made_is_refused_by_name(refuse, name, near):
    message = refuse("propositions", "--only", name)
    assert message.startswith(f"{name or repr(name)}: no such proposition; expected one of B1, B2")
    assert ("Did you mean" in message) == (near is not None)
    if near:
        assert re.search(rf"Did you mean {near}\?$", message)


def test_a_place_that_is_not_there_is_refused_before_the_work(refuse, tmp_path):
    assert "expected a file in a folder that exists" in refuse(*FEW, "--page", "no/page.html")
    (tmp_path / "file").write_text("")
    message = refuse(*FEW, "--out", "file/below")
    assert "expected a folder that can be written to" in message


def test_a_second_run_takes_up_what_was_kept_and_prints_the_same(play, tmp_path):
    plain = play(*FEW, "--format", "json")
    first = play(*FEW, "--format", "json", "--out", "kept")
    kept = (tmp_path / "kept" / FILE).read_bytes()
    second = play(*FEW, "--format", "json", "--out", "kept", "--threads", "1")
    assert plain == first == second
    assert (tmp_path / "kept" / FILE).read_bytes() == kept
    assert len(kept.splitlines()) == 32


def test_half_of_the_lines_give_the_same_bytes(play, tmp_path):
    whole = play(*FEW, "--format", "json", "--out", "kept", "--page", "one.html")
    path = tmp_path / "kept" / FILE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[::2]) + lines[1][:30])
    again = play(*FEW, "--format", "json", "--out", "kept", "--page", "two.html", "--threads", "2")
    assert again == whole
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def _start(folder, *arguments):
    command = [sys.executable, "-c", support.HEEDING, *arguments]
    environment = os.environ | {"COLUMNS": "100"}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send")
def test_an_interrupted_run_goes_on_where_it_was(tmp_path, play):
    arguments = (*("propositions", "--quick", "--only", "J7", "--only", "B2"),)
    options = ("--out", "kept", "--format", "json", "--threads", "2")
    path = tmp_path / "kept" / FILE
    with _start(tmp_path, *arguments, *options) as process:
        try:
            deadline = time.monotonic() + 60
            while not (path.exists() and path.read_bytes().count(b"\n") >= 3):
                assert process.poll() is None, process.stderr.read()
                assert time.monotonic() < deadline
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 130
    assert out == ""
    assert "kept in" in err
    assert "The same command goes on from there." in err
    assert "Traceback" not in err
    kept = path.read_bytes()
    assert kept.endswith(b"\n")
    assert 3 <= kept.count(b"\n") < 32
    resumed = play(*arguments, *options)
    assert path.read_bytes().startswith(kept)
    assert resumed == play(*arguments, "--format", "json")
