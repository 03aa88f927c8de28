"""What is counted has a most: one above is refused in words that name it, and the most is not."""

import pytest

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.wrappers.references import parse_wrappers
from secdilemma.errors import SecDilemmaError
from secdilemma.games.horizon import turns
from secdilemma.institutions.base import check_whole
from secdilemma.matches.threads import thread_count
from secdilemma.populations.graphs import named_graph
from secdilemma.strategies.tit_for_tat import Tft
from secdilemma.tournament.files.reader import read_tournament
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

TFT = Tft()


def horizons(count):
    Tournament((TFT,), horizons=tuple(turns(1 + each) for each in range(count)))


def repetitions(count):
    Tournament((TFT,), repetitions=count)


def wrappers(count):
    assert len(parse_wrappers("tft" + "+nice" * count)[1]) == count


@pytest.mark.parametrize(
    ("give", "most"),
    [
        (horizons, 1_000),
        (repetitions, 10**9),
        (wrappers, 20),
        (thread_count, 1_024),
        (lambda number: check_whole("members", number), 10_000),
    ],
    ids=["horizons", "repetitions", "wrappers", "threads", "whole numbers"],
)
def test_the_most_is_taken_and_one_more_is_refused(give, most):
    give(most)
    with pytest.raises(SecDilemmaError, match=rf"got {most + 1:,}|got {most + 1}") as refused:
        give(most + 1)
    assert f"{most:,}" in str(refused.value)


def test_a_tournament_has_at_most_a_hundred_thousand_participants():
    many = tuple(Participant(TFT, name=f"n{each}") for each in range(100_001))
    with pytest.raises(SecDilemmaError, match="participants: got 100,001; expected up to 100,000"):
        Tournament(many)


def test_a_file_has_at_most_a_hundred_scenarios(tmp_path):
    file = tmp_path / "many.toml"

    def read(count):
        scenarios = "".join(f'[[scenarios]]\nname = "s{each}"\n' for each in range(count))
        file.write_text('participants = ["tft"]\n' + scenarios, encoding="utf-8")
        return read_tournament(file, open_catalogue())

    assert len(read(100)) == 100
    with pytest.raises(SecDilemmaError, match=r"scenarios: got 101; expected up to 100\.$"):
        read(101)


def test_a_tournament_has_at_most_twenty_institutions(tmp_path):
    file = tmp_path / "many.toml"

    def read(count):
        named = "".join("[[institutions]]\nkind = 'mistrust'\n" for _ in range(count))
        file.write_text('participants = ["tft"]\n' + named, encoding="utf-8")
        return read_tournament(file, open_catalogue())

    assert len(read(20)[0].institutions) == 20
    with pytest.raises(SecDilemmaError, match=r"institutions: got 21; expected up to 20"):
        read(21)


@pytest.mark.parametrize(
    ("spec", "size", "said"),
    [
        ("complete", 3_164, "it would have 5,003,866 edges; expected up to 5,000,000"),
        ("cycle", 5_000_001, "it would have 5,000,001 edges"),
        ("star", 5_000_001, "it would have 5,000,001 edges"),
        ("grid", 2_600_000, "it would have 5,200,000 edges"),
        ("regular:1000", 10_001, "it would have 5,000,500 edges"),
        ("small-world:1000:0.1", 10_001, "it would have 5,000,500 edges"),
        ("random:0.9", 3_400, "it would have 5,200,470 edges"),
        ("random:0.01", 6_326, "20,005,975 pairs are to be drawn for; expected up to 20,000,000"),
    ],
)
def test_a_graph_is_refused_before_it_is_drawn(spec, size, said):
    with pytest.raises(SecDilemmaError, match=said):
        named_graph(spec, size)
