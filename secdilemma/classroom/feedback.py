"""What an entry is told: how it fared and why, or why it does not play."""

from secdilemma.analysis.explanation import reason
from secdilemma.automata import diagram
from secdilemma.automata.interface import Context
from secdilemma.classroom.field import FieldEntry
from secdilemma.classroom.pages import Page, Section, TextTable
from secdilemma.classroom.standings import Standing, Standings
from secdilemma.io.numbers import counted, in_percent, number
from secdilemma.tournament.results import Results

SHOWN = 10
"""The most opponents that a list names."""
WORST = 5
_COMPARED = {"beat": "Whom it beat", "lost": "To whom it lost", "even": "With whom it was even"}


def page_of(standings: Standings, standing: Standing) -> Page:
    """Return the page of an entry that plays."""
    entry, results = standing.entry, standings.results
    by = f" by {entry.author}" if entry and entry.author else ""
    line = f"{entry.file if entry else ''}{by} · {environment(results)}"
    because = capital(reason(standing.judgement, standings.mistake))
    compared = standings.compared(standing.index)
    opponents = [
        _opponents(standings, standing.index, title, compared[kind])
        for kind, title in _COMPARED.items()
        if compared[kind] or kind != "even"
    ]
    return Page(standing.name, line, [
        Section("How it fared", [_place(standings, standing)]),
        Section("Does it sustain cooperation?", [f"{standing.judgement.label}. {because}."]),
        *opponents,
        _restraint(standings, standing),
        _minds(results, standing),
    ])  # fmt: skip


def page_of_disqualified(entry: FieldEntry) -> Page:
    """Return the page of an entry that does not play."""
    by = f" by {entry.author}" if entry.author else ""
    text = [
        f"{capital(entry.problem)}.",
        "It has no rank. Everybody else's results are as if it had not been handed in.",
    ]
    return Page(entry.name or entry.file, f"{entry.file}{by}", [Section("Disqualified", text)])


def environment(results: Results) -> str:
    """Return what was played, in a line."""
    spec = results.tournament
    game = spec.game.describe().replace("_", " ")
    return f"{game} · {spec.perception.describe()} · {spec.horizons[0].in_words()}"


def _place(standings: Standings, standing: Standing) -> str:
    everybody = len(standings.rows)
    shared = sum(row.rank == standing.rank for row in standings.rows)
    tie = f", shared by {shared}" if shared > 1 else ""
    return (
        f"Rank {standing.rank} of {everybody}{tie}: {number(standing.score)} a turn on average. "
        f"It and the others both restrained in {in_percent(standing.field)} of the turns; it and "
        f"another of its kind in {in_percent(standing.own)}."
    )


def _opponents(standings: Standings, i: int, title: str, members: list[int]) -> Section:
    left = len(members) - SHOWN
    text = [] if members else ["Nobody."]
    more = [f"… and {left} more; head_to_head.csv has them all."] if left > 0 else []
    table = _table(standings, i, members[:SHOWN])
    return Section(f"{title} ({len(members)})", [*text, *more], table)


def _table(standings: Standings, i: int, members: list[int]) -> TextTable:
    payoff, restraint = standings.results.payoff[0], standings.restraint
    rows = [
        (
            standings.names[j],
            number(float(payoff[i, j])),
            number(float(payoff[j, i])),
            in_percent(float(restraint[i, j])),
        )
        for j in members
    ]
    headings = ("opponent", "it got", "the other got", "both restrained")
    return TextTable(headings, rows, frozenset({1, 2, 3}))


def _restraint(standings: Standings, standing: Standing) -> Section:
    i = standing.index
    members = standings.least_restraint(i, WORST)
    text = ["Against these the fewest turns were of mutual restraint, the worst first."]
    if not members:
        text = ["It met nobody but itself."]
    return Section("Where it lost restraint", text, _table(standings, i, members))


def _minds(results: Results, standing: Standing) -> Section:
    spec = results.tournament
    context = Context(spec.horizons[0].known_turns, spec.game)
    table = spec.participants[standing.index].automaton(context)
    minds = counted(len(table), "mind")
    text = [f"{minds}. A circle is a mind; ○ is restraint and ● arming."]
    picture = diagram.as_svg(table, standing.name)
    return Section("Its minds", text, picture=picture, lines=diagram.as_text(table, width=88))


def capital(text: str) -> str:
    """Return a sentence with its first letter large."""
    return text[:1].upper() + text[1:]
