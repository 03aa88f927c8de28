"""The pictures of a benchmark, from made-up numbers."""

import pytest
from matplotlib.image import imread

from secdilemma.cli.benchmarks import session
from secdilemma.cli.benchmarks.plots import draw
from secdilemma.cli.benchmarks.timing import absent, row
from secdilemma.errors import ResultsError


def data_of(*rows):
    return session.as_data([session.Measurement("growth", rows, 0.1, 1.0)], quick=True)


ROWS = (
    row("q", "c", [1.0, 2.0], "million turns a second", target=1.0, more=True),
    row("q", "d", [3.0], "million turns a second"),
    *(row("g", f"t {at}", [at / 10], "ms", series="turns, exact", at=at) for at in (50, 200)),
    *(row("g", f"n {at}", [at / 10], "ms", series="threads, exact", at=at) for at in (1, 2)),
)


def test_every_picture_is_drawn(tmp_path):
    drawn = draw(data_of(*ROWS), tmp_path / "new")
    assert [path.name for path in drawn] == ["rates.png", "growth.png", "targets.png"]
    for path in drawn:
        picture = imread(path)
        assert picture.shape[0] > 150
        assert picture[..., :3].std() > 0.01, "something is on it"


def test_what_was_not_measured_is_not_drawn(tmp_path):
    only = absent("q", "c", "million turns a second", "no compiler", 1.0)
    assert draw(data_of(only), tmp_path) == []


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ResultsError, match="cannot be written"):
        draw(data_of(*ROWS), tmp_path / "file")
