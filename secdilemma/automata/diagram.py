"""Drawing an automaton: as lines of text for a terminal, and as SVG.

A circle is a mind. ○ is restraint and ● arming, done or seen. The SVG needs nothing but itself, is
described in words for those who cannot see it, and takes its colours from the reader's scheme.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from secdilemma.automata.automaton import Automaton
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.io.numbers import given_chance

DRAWABLE = 20
"""The most minds that a drawing shows."""

SIGNS = {RESTRAIN: "○", ARM: "●"}
Odds = dict[str, float]
Point = tuple[float, float]


def as_text(automaton: Automaton, width: int = 100, most: int = DRAWABLE) -> list[str]:
    """Return the lines that draw an automaton in a terminal, a block a mind.

    Parameters
    ----------
    automaton
        What is drawn; minds come in its own order.
    width
        Of the longest line, from 40.
    most
        Minds to draw; of the rest the last line gives the number.
    """
    names = mind_names(automaton)
    lines = []
    for i in range(min(len(names), most)):
        lines += _block(automaton, names, i, max(40, width))
    left = len(names) - most
    if left > 0:
        lines.append(f"  … and {left} more mind{'s' if left > 1 else ''}.")
    return lines


def mind_names(automaton: Automaton) -> list[str]:
    """Return what each mind is called in a drawing; no two are called the same."""
    names = [_name(mind) for mind in automaton.minds]
    return names if len(set(names)) == len(names) else [repr(mind) for mind in automaton.minds]


def does(automaton: Automaton, i: int) -> str:
    """Return what a mind does: ○, ●, or the chances in words."""
    restrain, _, strike = automaton.responses[i].tolist()
    if strike == 1:
        return "strikes"
    if strike == 0 and restrain in (0, 1):
        return "○" if restrain else "●"
    parts = [f"restrains {given_chance(restrain, 2)}"] * (restrain > 0 or strike == 0)
    parts += [f"strikes {given_chance(strike, 2)}"] * (strike > 0)
    return ", ".join(parts)


def events(automaton: Automaton, i: int, names: list[str]) -> Iterator[tuple[str, Odds]]:
    """Yield what a mind may see, in words, and the odds of the minds that follow.

    What it did itself is told apart only where it makes a difference.
    """
    after = {
        (own, seen): _following(automaton, i, own, seen, names) for own in SIGNS for seen in SIGNS
    }
    if all(each == after[RESTRAIN, RESTRAIN] for each in after.values()):
        yield "whatever it sees", after[RESTRAIN, RESTRAIN]
        return
    blind = {seen: after[RESTRAIN, seen] == after[ARM, seen] for seen in SIGNS}
    for one, sign in SIGNS.items():
        if blind[one]:
            yield f"sees {sign}", after[RESTRAIN, one]
        elif not any(blind.values()) and after[one, RESTRAIN] == after[one, ARM]:
            yield f"did {sign}", after[one, RESTRAIN]
        elif not any(blind.values()):
            yield from ((f"did {sign}, sees {SIGNS[seen]}", after[one, seen]) for seen in SIGNS)
        else:
            yield from ((f"did {SIGNS[own]}, sees {sign}", after[own, one]) for own in SIGNS)


def _block(automaton: Automaton, names: list[str], i: int, width: int) -> list[str]:
    chance = float(automaton.start[i])
    mark = "▸" if chance > 0 else " "
    begins = f", begins {given_chance(chance, 2)}" if 0 < chance < 1 else ""
    lines = [f"{mark} {names[i]}  {does(automaton, i)}{begins}"]
    for event, odds in events(automaton, i, names):
        text = f"{event}: → {_odds_in_words(odds)}"
        lines += wrap(text, width, initial_indent=" " * 4, subsequent_indent=" " * 8)
    return lines


def _odds_in_words(odds: Odds) -> str:
    if len(odds) == 1:
        return next(iter(odds))
    return ", ".join(f"{given_chance(p, 2)}: {name}" for name, p in odds.items())


def _following(automaton: Automaton, i: int, own: Action, seen: Action, names: list[str]) -> Odds:
    row = 4 * i + 2 * own + seen
    span = slice(int(automaton.edge_start[row]), int(automaton.edge_start[row + 1]))
    targets = [names[j] for j in automaton.edge_target[span]]
    return dict(zip(targets, automaton.edge_probability[span].tolist(), strict=True))


def _name(mind: Any) -> str:
    if isinstance(mind, str):
        return mind
    if isinstance(mind, Action):
        return mind.name
    if type(mind) is tuple:
        return " ".join(each.name if isinstance(each, Action) else str(each) for each in mind)
    return repr(mind)


# --- SVG -----------------------------------------------------------------------------------------

_NODE = 24.0  # radius of a circle
_ROOM = 128.0  # from one circle to the next
_LETTER, _LINE = 7.4, 16.0  # what a letter and a line take up
_BENDS = {RESTRAIN: 0.16, ARM: 0.34}  # how far an arrow bows, as a share of its length
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)
_CALM, _ARMED = (11, 95, 165), (166, 60, 6)
_STYLE = """\
svg { color: #1c1c1c; --paper: #ffffff; font: 13px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { svg { color: #ececec; --paper: #16181c; } }
.paper { fill: var(--paper); }
text { fill: currentColor; text-anchor: middle; dominant-baseline: central;
  paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
circle { stroke: currentColor; stroke-width: 1.5; }
.does { fill: #ffffff; stroke: none; font-size: 12px; }
.name { font-weight: 600; }
.heading { font-size: 16px; font-weight: 600; }
.start, .restraint, .arming { fill: none; stroke: currentColor; stroke-width: 1.4; }
.start { stroke-width: 2.4; }
.arming { stroke-dasharray: 5 4; }
marker path { fill: currentColor; }"""
_LEGEND = (
    "Solid: restraint was seen (○). Dashed: arming was seen (●).",
    "Of two signs the first is what it did itself. A circle says what a mind does.",
)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow of a drawing: from which mind to which, on what was seen, with its label."""

    source: int
    target: int
    seen: Action
    label: str


@dataclass(frozen=True, slots=True)
class Box:
    """A label and the rectangle that it takes up, around its centre."""

    text: str
    x: float
    y: float
    kind: str = "label"

    @property
    def half(self) -> Point:
        """Half its width and half its height."""
        return (max(1, len(self.text)) * _LETTER / 2 + 2, _LINE / 2)

    def overlap(self, other: "Box") -> float:
        """Return the area that two labels share."""
        wide = self.half[0] + other.half[0] - abs(self.x - other.x)
        high = self.half[1] + other.half[1] - abs(self.y - other.y)
        return max(0.0, wide) * max(0.0, high)

    def covers(self, centre: Point) -> float:
        """Return how deep the circle of a mind reaches into it."""
        dx = max(0.0, abs(self.x - centre[0]) - self.half[0])
        dy = max(0.0, abs(self.y - centre[1]) - self.half[1])
        return max(0.0, _NODE - math.hypot(dx, dy))


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everything is: circles, arrows as (class, path), and labels."""

    centres: list[Point]
    paths: list[tuple[str, str]]
    boxes: list[Box]


def as_svg(automaton: Automaton, title: str) -> str:
    """Return a drawing of an automaton as SVG: one file, with nothing to load.

    Minds are circles on a ring, coloured from blue (restrains) to red (arms); arrows are solid
    where restraint was seen and dashed where arming was. Its description is that of
    :func:`as_text`. One with more than 20 minds is not drawn, which the picture then says.

    Parameters
    ----------
    automaton
        What is drawn.
    title
        Its heading, and its name for those who hear it.
    """
    if len(automaton) > DRAWABLE:
        words = f"{len(automaton)} minds are too many to draw: a picture holds {DRAWABLE}."
        box = Box(words, 0, 0)
        return _document(title, [words], _written(box), (-box.half[0], -20, box.half[0], 20))
    made = picture(automaton)
    body = [
        f'<path class="{kind}" d="{path}" marker-end="url(#tip)"/>' for kind, path in made.paths
    ]
    body += [_circle(automaton, i, *centre) for i, centre in enumerate(made.centres)]
    body += [_written(box) for box in made.boxes]
    described = as_text(automaton, width=100)
    return _document(title, described, "\n".join(body), _extent(made))


def picture(automaton: Automaton) -> Picture:
    """Return where everything in the drawing of an automaton is."""
    n = len(automaton)
    drawn = arrows(automaton)
    room = max(_ROOM, 1.4 * _LETTER * max(len(each.label) for each in drawn) + 2 * _NODE)
    ring = 0.0 if n == 1 else max(110.0, room / (2 * math.sin(math.pi / n)))
    turns = [2 * math.pi * i / n - math.pi / 2 for i in range(n)]
    centres = [_towards((0.0, 0.0), turn, ring) for turn in turns]
    looped = {each.source for each in drawn if each.source == each.target}
    boxes = [
        _named(name, centres[i], turns[i], far=i in looped)
        for i, name in enumerate(mind_names(automaton))
    ]
    paths = [_entry(centres[i], turns[i]) for i in range(n) if automaton.start[i] > 0]
    for each in sorted(drawn, key=lambda arrow: -len(arrow.label)):
        curve = _curve(each, centres, turns)
        paths.append(("restraint" if each.seen is RESTRAIN else "arming", _path(curve)))
        boxes.append(_labelled(each.label, curve, boxes, centres))
    return Picture(centres, paths, boxes)


def arrows(automaton: Automaton) -> list[Arrow]:
    """Return the arrows of a drawing, one for each pair of minds and action seen."""
    labels: dict[tuple[int, int, Action], list[str]] = {}
    names = [str(j) for j in range(len(automaton))]
    for i in range(len(automaton)):
        for seen, sign in SIGNS.items():
            after = {own: _following(automaton, i, own, seen, names) for own in SIGNS}
            blind = after[RESTRAIN] == after[ARM]
            for own, odds in list(after.items())[: 1 if blind else 2]:
                signs = sign if blind else SIGNS[own] + sign
                for j, p in odds.items():
                    text = signs if p == 1 else f"{signs} {given_chance(p, 2)}"
                    labels.setdefault((i, int(j), seen), []).append(text)
    return [Arrow(*key, " or ".join(texts)) for key, texts in labels.items()]


def _named(name: str, centre: Point, turn: float, *, far: bool) -> Box:
    """Return a mind's name, outside the ring and beyond its loops."""
    text = name if len(name) <= 28 else name[:27] + "…"
    half = Box(text, 0, 0).half
    out = _NODE + (50 if far else 12)
    reach = out + abs(math.cos(turn)) * half[0] + abs(math.sin(turn)) * half[1]
    x, y = centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)
    return Box(text, x, y, "name")


def _entry(centre: Point, turn: float) -> tuple[str, str]:
    """Return the arrow that marks where it begins, from the side of the ring's outside."""
    ahead = turn - 1.15
    x, y = math.cos(ahead), math.sin(ahead)
    tail = (centre[0] + x * (_NODE + 34), centre[1] + y * (_NODE + 34))
    tip = (centre[0] + x * (_NODE + 4), centre[1] + y * (_NODE + 4))
    return "start", f"M{tail[0]:.1f},{tail[1]:.1f} L{tip[0]:.1f},{tip[1]:.1f}"


def _curve(arrow: Arrow, centres: list[Point], turns: list[float]) -> list[Point]:
    """Return the four points of an arrow's Bézier curve, from rim to rim."""
    start, end = centres[arrow.source], centres[arrow.target]
    if arrow.source == arrow.target:
        return _loop(start, turns[arrow.source] + (-0.42 if arrow.seen is RESTRAIN else 0.42))
    dx, dy = end[0] - start[0], end[1] - start[1]
    bend = 4 / 3 * _BENDS[arrow.seen]
    side = (-dy * bend, dx * bend)
    one = (start[0] + dx / 3 + side[0], start[1] + dy / 3 + side[1])
    two = (start[0] + 2 * dx / 3 + side[0], start[1] + 2 * dy / 3 + side[1])
    return [_rim(start, one, 0), one, two, _rim(end, two, 4)]


def _loop(centre: Point, turn: float) -> list[Point]:
    ends = [turn - 0.3, turn + 0.3]
    rim = [_towards(centre, end, _NODE + 4 * k) for k, end in enumerate(ends)]
    away = [_towards(centre, turn + 0.5 * side, _NODE + 52) for side in (-1, 1)]
    return [rim[0], *away, rim[1]]


def _towards(centre: Point, turn: float, far: float) -> Point:
    return (centre[0] + far * math.cos(turn), centre[1] + far * math.sin(turn))


def _rim(centre: Point, towards: Point, gap: float) -> Point:
    turn = math.atan2(towards[1] - centre[1], towards[0] - centre[0])
    return _towards(centre, turn, _NODE + gap)


def _at(curve: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x = sum(w * point[0] for w, point in zip(weights, curve, strict=True))
    return (x, sum(w * point[1] for w, point in zip(weights, curve, strict=True)))


def _labelled(text: str, curve: list[Point], boxes: list[Box], centres: list[Point]) -> Box:
    """Return an arrow's label at the place along it where it covers least."""
    middle = _at(curve, 0.5)
    outwards = math.atan2(middle[1], middle[0])
    places = [Box(text, *_at(curve, t)) for t in _PLACES]
    places += [Box(text, *_towards(middle, outwards, _LINE * k)) for k in (1, 2, 3, 4)]

    def covered(box: Box) -> float:
        circles = sum(box.covers(centre) for centre in centres)
        return sum(box.overlap(other) for other in boxes) + 20 * circles

    return min(places, key=covered)


def _path(curve: list[Point]) -> str:
    points = [f"{x:.1f},{y:.1f}" for x, y in curve]
    return f"M{points[0]} C{' '.join(points[1:])}"


def _circle(automaton: Automaton, i: int, x: float, y: float) -> str:
    p = float(automaton.responses[i, 0])
    colour = [round(p * a + (1 - p) * b) for a, b in zip(_CALM, _ARMED, strict=True)]
    fill = "#" + "".join(f"{part:02x}" for part in colour)
    words = does(automaton, i)
    short = words.removeprefix("restrains ") if "," not in words else given_chance(p, 2)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_NODE:g}" fill="{fill}">'
        f"<title>{escape(mind_names(automaton)[i])}: {words}</title></circle>"
        f'<text class="does" x="{x:.1f}" y="{y:.1f}">{"strike" if short == "strikes" else short}'
        "</text>"
    )


def _written(box: Box) -> str:
    return f'<text class="{box.kind}" x="{box.x:.1f}" y="{box.y:.1f}">{escape(box.text)}</text>'


def _extent(made: Picture) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a picture."""
    spots = [(x, y, _NODE + 62, _NODE + 62) for x, y in made.centres]
    spots += [(box.x, box.y, *box.half) for box in made.boxes]
    return (
        min(x - w for x, _, w, _ in spots),
        min(y - h for _, y, _, h in spots),
        max(x + w for x, _, w, _ in spots),
        max(y + h for _, y, _, h in spots),
    )


def _document(
    title: str, words: list[str], body: str, extent: tuple[float, float, float, float]
) -> str:
    """Return an SVG file with a heading above its body and a legend below."""
    wide = max(len(line) for line in (*_LEGEND, title)) * _LETTER / 2
    middle = (extent[0] + extent[2]) / 2
    left = min(extent[0], middle - wide) - 16
    top, right, bottom = extent[1] - 52, 2 * middle - left, extent[3] + 60
    box = f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
    paper = f'<rect class="paper" x="{left:.1f}" y="{top:.1f}" width="100%" height="100%"/>'
    lines = [Box(title, middle, extent[1] - 26, "heading")]
    lines += [Box(text, middle, extent[3] + 18 + 20 * k) for k, text in enumerate(_LEGEND)]
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{right - left:.0f}" \
height="{bottom - top:.0f}" role="img" aria-labelledby="title desc">
<title id="title">{escape(title)}</title>
<desc id="desc">{escape(chr(10).join(words))}</desc>
<style>
{_STYLE}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0,0.5 L8,4 L0,7.5 z"/></marker></defs>
{paper}
{body}
{chr(10).join(_written(each) for each in lines)}
</svg>
"""
