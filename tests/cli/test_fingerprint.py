"""``secdilemma fingerprint``: tables, files and pictures."""

import csv
import io
import json

import pytest


def test_the_table_is_the_square(play):
    out = play("fingerprint", "all-d", "--step", "0.5")
    assert "all-d against tft at (x, y) · axelrod · the long run · exact" in out
    rows = [line.split() for line in out.splitlines()[-3:]]
    assert rows == [
        ["1", "1.00", "3.00", "5.00"],
        ["0.5", "1.00", "3.00", "5.00"],
        ["0", "1.00", "3.00", "5.00"],
    ]


def test_csv_and_json(play):
    rows = list(csv.DictReader(io.StringIO(play("fingerprint", "all-d", "--format", "csv"))))
    assert len(rows) == 121
    data = json.loads(play("fingerprint", "all-d", "--format", "json", "--probe", "wsls"))
    assert data["probe"] == "wsls"
    assert len(data["rows"]) == 121
    assert set(data["rows"][0]) == {"x", "y", "payoff", "error", "exact"}


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv", "json"])
@pytest.mark.parametrize("options", [(), ("--transitive", "--opponent", "tft")])
def test_files(call, tmp_path, kind, options):
    found = call("fingerprint", "tft", *options, "--out", f"a.{kind}")
    assert found.code == 0, found.err
    assert f"Written to a.{kind}" in found.err
    written = (tmp_path / f"a.{kind}").read_bytes()
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "json": b"{"}
    assert written.startswith(starts.get(kind, b""))
    assert len(written) > 100
    again = call("fingerprint", "tft", *options, "--out", f"b.{kind}", "-q")
    assert again.err == ""
    assert (tmp_path / f"b.{kind}").read_bytes() == written


def test_a_flat_one_has_no_lines(call, tmp_path):
    flat = call("fingerprint", "all-c", "--probe", "all-c", "--turns", "1", "--step", "1",
                "--out", "flat.png")  # fmt: skip
    assert flat.code == 0, flat.err
    assert (tmp_path / "flat.png").exists()


def test_turn_by_turn(play):
    out = play("fingerprint", "tft", "--transitive", "--opponent", "all-d", "--turns", "4")
    assert out.splitlines()[-1].split() == ["all-d", "100", "0", "0", "0"]
    assert len(play("fingerprint", "tft", "--transitive").splitlines()) == 54
    as_csv = play("fingerprint", "tft", "--transitive", "--format", "csv", "--turns", "3")
    assert len(as_csv.splitlines()) == 151


def test_noise_game_and_seed_act(play):
    plain = play("fingerprint", "tft", "--step", "0.5", "--format", "csv")
    for option in (("--noise", "0.1"), ("--game", "chicken"), ("--turns", "7")):
        assert play("fingerprint", "tft", "--step", "0.5", "--format", "csv", *option) != plain


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("nobody",), "nobody: no strategy of that name"),
        (("tft", "--probe", "nobody"), "nobody: no strategy of that name"),
        (("tft", "--step", "0"), "--step: got 0.0; expected a number from 0.005 to 1"),
        (("tft", "--step", "2"), "--step: got 2.0"),
        (("tft", "--step", "nan"), "--step"),
        (("tft", "--out", "a.bmp"), "--out: got 'a.bmp'; expected a file of png"),
        (("tft", "--out", "no/such/a.png"), "cannot be written"),
        (("tft", "--opponent", "tft"), "--opponent: expected --transitive"),
        (("tft", "--transitive", "--step", "0.1"), "--step: it stands beside --transitive"),
        (("tft", "--turns", "0"), "--turns: got 0"),
    ],
)
def test_mistakes(refuse, options, message):
    assert message in refuse("fingerprint", *options)


def test_a_file_is_not_replaced(call, tmp_path):
    (tmp_path / "a.png").write_text("mine")
    found = call("fingerprint", "tft", "--out", "a.png")
    assert found.code == 2
    assert "it exists already" in found.err
    assert (tmp_path / "a.png").read_text() == "mine"
