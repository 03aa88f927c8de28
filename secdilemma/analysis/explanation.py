"""A judgement in words: the reason in a sentence, and the whole of it in a page."""

import math

from secdilemma.analysis.metrics import Metrics
from secdilemma.analysis.recovery import Mistake
from secdilemma.analysis.verdict import CONVENTION, SLOW, Judgement, Verdict, slow
from secdilemma.games.comparison import above, at_least, equal
from secdilemma.io.numbers import LONG, in_percent, number, odds

UNKNOWN = "not known"
MISTAKES: dict[Mistake, str] = {
    "misperception": "one misread action",
    "execution": "one action by mistake",
}


def reason(judgement: Judgement, mistake: Mistake) -> str:
    """Return why a verdict is what it is, in one sentence without a full stop.

    Parameters
    ----------
    judgement
        Of one participant.
    mistake
        The kind of mistake that the environment has.
    """
    words = {
        Verdict.SUSTAINS: _sustains,
        Verdict.EXPLOITABLE: _exploitable,
        Verdict.FRAGILE: _fragile,
        Verdict.COLLAPSES: _collapses,
        Verdict.NON_COOPERATIVE: _non_cooperative,
        Verdict.INCONCLUSIVE: _inconclusive,
    }
    return words[judgement.verdict](judgement, MISTAKES[mistake])


def _kept(judgement: Judgement) -> str:
    return f"keeps {_percent(judgement.metrics.kept)} of the restraint that its errors allow"


def _sustains(judgement: Judgement, mistake: str) -> str:
    return (
        f"{_kept(judgement)}, mends {mistake} in {_turns(judgement.metrics.recovery.turns)}, and "
        f"nobody in the field gains more on it than a fiftieth of R - P"
    )


def _exploitable(judgement: Judgement, mistake: str) -> str:
    del mistake
    metrics = judgement.metrics
    gain = f"{metrics.invader} gains {_number(metrics.gap)} a turn on it"
    return f"{_kept(judgement)}, but {gain}"


def _fragile(judgement: Judgement, mistake: str) -> str:
    metrics = judgement.metrics
    if slow(metrics) and at_least(judgement.interval[0], CONVENTION):
        return f"{_kept(judgement)}, but {_mending(metrics, mistake)}"
    return f"{_kept(judgement)}: {_mending(metrics, mistake)}, and there are too many"


def _collapses(judgement: Judgement, mistake: str) -> str:
    metrics = judgement.metrics
    wanted = "without errors they keep the peace"
    if metrics.recovery.probability == 0:
        return f"{mistake} is enough and it never recovers; {wanted}"
    lost = f"restraint falls to {_percent(metrics.restraint)}"
    if judgement.metastable:
        first = f"{_percent(metrics.short_term)} in the first 50 turns"
        last = f"{_percent(metrics.restraint)} in the long run"
        return f"holds for a while and is lost: restraint is {first} and {last}; {wanted}"
    return f"{_mending(metrics, mistake)}, and there are too many: {lost}; {wanted}"


def _non_cooperative(judgement: Judgement, mistake: str) -> str:
    del mistake
    share = _percent(judgement.metrics.without_error)
    return f"two of its kind restrain in {share} of the turns even if nothing goes wrong"


def _inconclusive(judgement: Judgement, mistake: str) -> str:
    del mistake
    needed = judgement.repetitions_needed
    if math.isinf(needed):
        return judgement.reason
    return f"{judgement.reason}; about {needed:,.0f} matches would decide it"


def _mending(metrics: Metrics, mistake: str) -> str:
    recovery = metrics.recovery
    if math.isnan(recovery.probability):
        return f"what {mistake} does is not known"
    if recovery.probability < 1:
        return f"{mistake} is mended with probability {odds(recovery.probability)}, not surely"
    if equal(recovery.turns, 0.0):
        return f"{mistake} is forgiven at once, but not several"
    often = " (slow)" if above(recovery.turns, SLOW, SLOW) else ""
    return f"{mistake} costs {_turns(recovery.turns)} outside lasting restraint{often}"


def page(judgement: Judgement, mistake: Mistake, peace: float, unknown: str = "") -> list[str]:
    """Return a judgement in full, as lines of text.

    Parameters
    ----------
    judgement
        Of one participant.
    mistake
        The kind of mistake that the environment has.
    peace
        Expected turns until two of a kind are locked in arming; nan where that is not known.
    unknown
        Why it is not known.
    """
    m = judgement.metrics
    long = m.horizon.in_words()
    low, high = judgement.interval
    sampled = f" ({_percent(low)} to {_percent(high)})" if m.repetitions else ""
    rows = [
        ("mutual restraint with itself", f"{_percent(m.restraint)} in {long}"),
        ("  of what errors allow", f"{_percent(m.kept)}{sampled}"),
        ("  in the short term", _percent(m.short_term)),
        ("  if nothing goes wrong", _percent(m.without_error)),
        ("efficiency with itself", _number(m.efficiency)),
        (f"after {MISTAKES[mistake]}", _recovery(m)),
        ("peace lasts", _peace(peace, unknown)),
        ("strongest invader", _invader(judgement)),
        ("mutual restraint in the field", _percent(m.field)),
        ("verdict by threshold", _sensitivity(judgement)),
    ]
    width = max(len(name) for name, _ in rows) + 2
    return [f"{name:<{width}}{value}" for name, value in rows]


def _invader(judgement: Judgement) -> str:
    m = judgement.metrics
    low, high = judgement.gap_interval
    sampled = f" ({_number(low)} to {_number(high)})" if m.gains is not None else ""
    unknown = f"; not known of {m.unknown}" if m.unknown else ""
    return f"{m.invader or 'none'}, gap {_number(m.gap)} a turn{sampled}{unknown}"


def _recovery(metrics: Metrics) -> str:
    recovery = metrics.recovery
    if math.isnan(recovery.probability):
        return recovery.unknown or UNKNOWN
    if recovery.probability == 0:
        return "never recovers"
    if math.isinf(recovery.turns):
        return f"recovers with probability {odds(recovery.probability)}"
    if equal(recovery.turns, 0.0):
        return "recovers at once, at no cost"
    loss = _number(recovery.loss)
    return f"recovers surely, after {_turns(recovery.turns)}, at a joint loss of {loss}"


def _peace(turns: float, unknown: str) -> str:
    if math.isnan(turns):
        return unknown or UNKNOWN
    if math.isinf(turns):
        return "it is never locked in arming"
    told = f"{turns:,.0f}" if turns < LONG else f"{turns:.3g}"
    return f"{told} turns on average, until two of its kind are locked in arming"


def _sensitivity(judgement: Judgement) -> str:
    return " · ".join(f"{t:g} {verdict.value}" for t, verdict in judgement.sensitivity)


def _turns(turns: float) -> str:
    return f"{number(turns, 1, short=True)} turns"


def _number(value: float) -> str:
    return number(value, unknown=UNKNOWN, short=True)


def _percent(value: float) -> str:
    return in_percent(value, unknown=UNKNOWN)
