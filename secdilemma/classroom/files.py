"""Everything that a class tournament writes; the same field and seed, the same bytes."""

from collections.abc import Iterator
from typing import Any

from secdilemma.classroom.feedback import (
    environment,
    page_of,
    page_of_disqualified,
)
from secdilemma.classroom.field import Field
from secdilemma.classroom.isolation.limits import in_words
from secdilemma.classroom.pages import Page, Section, TextTable, as_html, as_text
from secdilemma.classroom.standings import (
    Standings,
    disqualified_csv,
    head_to_head_csv,
    leaderboard_csv,
)
from secdilemma.io.disk import Content
from secdilemma.io.numbers import in_percent, number
from secdilemma.tournament.files.run_directory import (
    PAIRS,
    json_bytes,
    pairs_json,
    pairs_of,
    plain,
    run_data,
)


def class_files(standings: Standings) -> dict[str, Content]:
    """Return what every file of a class tournament's run directory holds."""
    data = run_data([standings.results]) | {"field": standings.field.to_plain()}
    files: dict[str, Content] = {"run.json": json_bytes(data), PAIRS: pairs_of([standings.results])}
    return files | {name: text.encode() for name, text in _texts(standings).items()}


def _texts(standings: Standings) -> dict[str, str]:
    """Return the text of every file that people read."""
    made = {
        "leaderboard.html": as_html(leaderboard_page(standings)),
        "leaderboard.csv": leaderboard_csv(standings),
        "head_to_head.csv": head_to_head_csv(standings),
        "disqualified.csv": disqualified_csv(standings.field),
    }
    for row in standings.rows:
        if row.entry is not None:
            made |= _feedback(row.entry.page, page_of(standings, row))
    for entry in standings.field.disqualified:
        made |= _feedback(entry.page, page_of_disqualified(entry))
    return made


def _feedback(name: str, page: Page) -> dict[str, str]:
    return {f"feedback/{name}.html": as_html(page), f"feedback/{name}.txt": as_text(page)}


def class_json(standings: Standings) -> Iterator[str]:
    """Yield all of a class tournament as JSON, every array of it too, a piece at a time."""
    return pairs_json([standings.results], field=standings.field.to_plain())


def as_data(standings: Standings) -> dict[str, Any]:
    """Return the leaderboard and who was disqualified, as plain data."""
    rows = [
        {
            "rank": row.rank,
            "entry": row.name,
            "file": row.entry.file if row.entry else None,
            "author": row.entry.author if row.entry else None,
            "score": plain(row.score),
            "restraint_in_field": plain(row.field),
            "restraint_with_itself": plain(row.own),
            "verdict": row.judgement.verdict.value,
        }
        for row in standings.rows
    ]
    reasons = [{"file": each.file, "reason": each.problem} for each in standings.field.disqualified]
    return {"leaderboard": rows, "disqualified": reasons, "prevented": standings.field.held}


def leaderboard_page(standings: Standings) -> Page:
    """Return the leaderboard as a page that leads to the feedback pages."""
    rows = [
        (
            str(row.rank),
            row.name,
            row.entry.author if row.entry else "",
            number(row.score),
            in_percent(row.field),
            in_percent(row.own),
            row.judgement.label,
        )
        for row in standings.rows
    ]
    links = [f"feedback/{row.entry.page}.html" if row.entry else "" for row in standings.rows]
    headings = ("rank", "entry", "author", "score", "in field", "with itself", "verdict")
    table = TextTable(headings, rows, frozenset({0, 3, 4, 5}), links)
    spec = standings.results.tournament
    about = ["Score: mean payoff a turn. In field, with itself: turns in which both restrain."]
    return Page(
        spec.title.replace("_", " ").capitalize(),
        environment(standings.results),
        [Section("", about, table), *_disqualified(standings.field), *_isolation(standings.field)],
    )


def _disqualified(field: Field) -> list[Section]:
    if not field.disqualified:
        return []
    rows = [(each.file, each.name or each.file, each.problem) for each in field.disqualified]
    links = [f"feedback/{each.page}.html" for each in field.disqualified]
    return [Section("Disqualified", [], TextTable(("file", "entry", "reason"), rows, links=links))]


def _isolation(field: Field) -> list[Section]:
    return [Section("How entries were run", [f"{each}." for each in isolation_in_words(field)])]


def isolation_in_words(field: Field) -> list[str]:
    """Return how entries were kept from doing harm, and what could not be prevented."""
    if not field.held:
        return ["Entries were trusted: they were loaded in the process of the tournament"]
    held = [name for name, holds in field.held.items() if holds]
    lines = [f"Each entry ran in processes of its own and was kept from {in_words(held)}"]
    if len(held) < len(field.held):
        missing = [name for name in field.held if name not in held]
        lines.append(f"This system could not keep entries from {in_words(missing)}")
    return lines
