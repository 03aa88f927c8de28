"""A judgement in words: one sentence, and a page."""

import math
from dataclasses import replace

import pytest

from secdilemma.analysis.explanation import page, reason
from secdilemma.analysis.metrics import Metrics
from secdilemma.analysis.recovery import UNSETTLED, Recovery
from secdilemma.analysis.verdict import Judgement, Verdict
from secdilemma.games.horizon import LONG_RUN, turns

METRICS = Metrics(
    name="x",
    horizon=LONG_RUN,
    restraint=0.95,
    restraint_error=0.0,
    ceiling=1.0,
    short_term=0.97,
    without_error=1.0,
    efficiency=0.9,
    recovery=Recovery(1.0, 3.0, 2.0),
    invader="rival",
    gap=0.25,
    gap_error=0.0,
    field=0.5,
    repetitions=0,
)


def judgement(verdict, *, metastable=False, interval=None, needed=0.0, because="", **changes):
    metrics = replace(METRICS, **changes)
    at = interval or (metrics.kept, metrics.kept)
    same = tuple((t, verdict) for t in (0.8, 0.9, 0.975))
    return Judgement(metrics, verdict, metastable, at, same, needed, reason=because)


NEVER = Recovery(0.0, math.inf, math.inf)
REASONS = [
    (
        judgement(Verdict.SUSTAINS),
        ["keeps 95 %", "one misread action", "3.0 turns"],
    ),
    (judgement(Verdict.EXPLOITABLE), ["keeps 95 %", "rival gains 0.25 a turn on it"]),
    (
        judgement(Verdict.FRAGILE, restraint=0.7),
        ["keeps 70 %", "one misread action costs 3.0 turns outside", "too many"],
    ),
    (
        judgement(Verdict.FRAGILE, recovery=Recovery(1.0, 30.0, 2.0)),
        [
            "keeps 95 % of",
            "but one misread action costs 30.0 turns outside lasting restraint (slow)",
        ],
    ),
    (
        judgement(Verdict.FRAGILE, recovery=Recovery(0.5, math.inf, math.inf)),
        ["mended with probability 0.50, not surely"],
    ),
    (judgement(Verdict.FRAGILE, recovery=UNSETTLED), ["what one misread action does is not known"]),
    (
        judgement(Verdict.COLLAPSES, restraint=0.04, recovery=NEVER),
        ["one misread action is enough and it never recovers; without errors they keep the peace"],
    ),
    (
        judgement(Verdict.COLLAPSES, restraint=0.04, metastable=True),
        ["is lost", "97 % in the first 50 turns and 4 % in the long run"],
    ),
    (
        judgement(Verdict.COLLAPSES, restraint=0.4),
        ["costs 3.0 turns outside lasting restraint", "restraint falls to 40 %"],
    ),
    (
        judgement(Verdict.NON_COOPERATIVE, without_error=0.2),
        ["restrain in 20 % of the turns even if nothing goes wrong"],
    ),
    (
        judgement(Verdict.INCONCLUSIVE, because="it is open", needed=1234.0),
        ["it is open; about 1,234 matches would decide it"],
    ),
]


@pytest.mark.parametrize(("judged", "parts"), REASONS)
def test_the_reason_names_the_numbers_it_rests_on(judged, parts):
    said = reason(judged, "misperception")
    assert all(part in said for part in parts), said
    assert not said.endswith(".")
    assert "nan" not in said
    assert "inf" not in said.split()


def test_the_reason_names_the_kind_of_mistake():
    assert "one action by mistake" in reason(judgement(Verdict.SUSTAINS), "execution")


def test_no_number_of_matches_where_none_would_help():
    open_one = judgement(Verdict.INCONCLUSIVE, because="it is open", needed=math.inf)
    assert reason(open_one, "execution") == "it is open"


def test_what_is_known_of_a_page():
    lines = page(judgement(Verdict.SUSTAINS), "misperception", 1234.4)
    rows = {line[:31].strip(): line[31:].strip() for line in lines}
    assert rows == {
        "mutual restraint with itself": "95 % in the long run",
        "of what errors allow": "95 %",
        "in the short term": "97 %",
        "if nothing goes wrong": "100 %",
        "efficiency with itself": "0.90",
        "after one misread action": "recovers surely, after 3.0 turns, at a joint loss of 2.00",
        "peace lasts": "1,234 turns on average, until two of its kind are locked in arming",
        "strongest invader": "rival, gap 0.25 a turn",
        "mutual restraint in the field": "50 %",
        "verdict by threshold": "0.8 SUSTAINS · 0.9 SUSTAINS · 0.975 SUSTAINS",
    }


def test_what_is_not_known_is_said_to_be_so():
    nothing = judgement(
        Verdict.NON_COOPERATIVE, efficiency=math.nan, recovery=UNSETTLED, gap=math.nan,
        invader="", field=math.nan,
    )  # fmt: skip
    why = "there is no lasting peace to begin with"
    text = "\n".join(page(nothing, "execution", math.nan, why))
    assert "nan" not in text
    assert text.count("not known") == 3
    assert why in text
    assert "none, gap not known" in text
    never = "\n".join(page(judgement(Verdict.SUSTAINS), "execution", math.inf))
    assert "it is never locked in arming" in never


def test_a_sampled_page_gives_the_interval():
    judged = judgement(Verdict.SUSTAINS, interval=(0.92, 0.98), repetitions=200, horizon=turns(200))
    (line,) = [each for each in page(judged, "execution", math.inf) if "92 %" in each]
    assert "98 %" in line


def test_a_loss_has_a_true_minus_and_nothing_has_none():
    line = page(judgement(Verdict.SUSTAINS, gap=-0.25), "execution", math.inf)[7]
    assert "gap −0.25 a turn" in line
    line = page(judgement(Verdict.SUSTAINS, gap=-0.0004), "execution", math.inf)[7]
    assert "gap 0.00 a turn" in line


def test_what_is_nearly_all_does_not_read_100_percent():
    line = page(judgement(Verdict.SUSTAINS, restraint=0.998), "execution", math.inf)[0]
    assert "99 %" in line
