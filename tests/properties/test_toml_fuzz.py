"""Files of tournaments, strategies and institutions, one node of each made nasty: a sentence or a
tournament, and never a trace."""

import tomllib
from copy import deepcopy
from random import Random

import pytest
from nasty import TIMES, VALUES, toml

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.data.strategies import memory_one_file, parse_strategy, read_strategy
from secdilemma.errors import SecDilemmaError
from secdilemma.io.texts import shown
from secdilemma.tournament.files.library import bundled_tournaments
from secdilemma.tournament.files.reader import parse_tournament, read_tournament

CATALOGUE = open_catalogue()
TOURNAMENTS = {
    name: tomllib.loads(path.read_text())
    for name, path in bundled_tournaments().items()
    if "axelrod" not in name  # importing it takes longer than all the rest
}
TOURNAMENTS["everything"] = tomllib.loads(
    """
    title = "all"
    turns = 9
    horizons = [5, "long-run"]
    participants = ["tft", {strategy = "gtft", name = "g", greed = 0.5, payoffs = PAYOFFS}]
    edges = [["tft", "g"]]
    [game]
    T = 2.0
    R = 0.0
    P = -2.0
    S = -4.0
    [game.war]
    strike = true
    [perception]
    false_alarm = 0.1
    [[institutions]]
    kind = "communication"
    members = ["tft"]
    [[institutions]]
    kind = "mistrust"
    stretch = 3
    [[scenarios]]
    name = "one"
    world = { balance = 0.5, differentiation = 0.5 }
    """.replace("PAYOFFS", "{T = 3, R = 2, P = 1, S = 0}, parameters = {generosity = 0.1}")
)
for each in TOURNAMENTS.values():
    if each["participants"] == "all":
        each["participants"] = ["tft", "all-d"]  # making 45 strategies a case finds nothing more
STRATEGIES = {
    "memory-one": tomllib.loads(memory_one_file().read_text()),
    "minds": tomllib.loads(
        """
        name = "z"
        school = "mine"
        about = "It is odd."
        cites = ["me"]
        aliases = ["y"]
        start = { a = 0.5, b = 0.5 }
        [parameters]
        p = { default = 0.5, low = 0, high = 1, meaning = "p", source = "me" }
        [minds.a]
        respond = "1 - p"
        C = "a"
        D = { a = "p", b = "1 - p" }
        [minds.b]
        respond = { restrain = 0.5, strike = 0.5 }
        always = "a"
        """
    ),
}


def nodes(data, path=()):
    """Yield the paths of all that a table holds."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from nodes(value, (*path, key))


def changed(data, draw):
    """Return a table with one node replaced, left out, called otherwise or made into two."""
    made = deepcopy(data)
    path = draw.choice(list(nodes(made)))
    inside = made
    for key in path[:-1]:
        inside = inside[key]
    way = draw.randrange(6)
    if way == 0:
        del inside[path[-1]]
    elif way == 1 and isinstance(inside, dict):
        inside[draw.choice([each for each in VALUES if isinstance(each, str)])] = inside.pop(
            path[-1]
        )
    elif way == 2 and isinstance(inside, list):
        inside.append(deepcopy(inside[path[-1]]))
    else:
        inside[path[-1]] = draw.choice(VALUES)
    return made


def require_sentence(read, text):
    """Require that reading a text gives something, or an error of few words that can be shown."""
    said = "a tournament or a strategy"
    try:
        read(text)
    except SecDilemmaError as error:
        said = str(error)
    except Exception as error:
        error.add_note(text[:2000])
        raise
    assert said.strip()
    assert len(shown(said)) < 20_000, text[:500]


@pytest.mark.parametrize("name", TOURNAMENTS)
def test_a_tournament_with_a_nasty_node(name):
    draw = Random(f"tournament {name}")  # noqa: S311
    for _ in range((400 if name == "everything" else 5) * TIMES):
        text = toml(changed(TOURNAMENTS[name], draw))
        require_sentence(lambda text: parse_tournament(text, "f.toml", "f", CATALOGUE), text)


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_with_a_nasty_node(name):
    draw = Random(f"strategy {name}")  # noqa: S311
    for _ in range(200 * TIMES):
        require_sentence(
            lambda text: parse_strategy(text, "z"), toml(changed(STRATEGIES[name], draw))
        )


TEXTS = {
    "nothing": b"",
    "zero bytes": b"\x00" * 100,
    "utf-16": 'participants = ["tft"]'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbfparticipants = ["tft"]',
    "latin-1": b'title = "\xe9"',
    "a number of 5,000 digits": b"seed = " + b"9" * 5_000,
    "a hexadecimal number of 20,000 digits": b'participants = ["tft"]\nseed = 0x' + b"f" * 20_000,
    "such a number in a list": b'participants = ["tft"]\nhorizons = [0x' + b"f" * 20_000 + b"]",
    "such a number deep down": b"minds = { a = { respond = 0x" + b"f" * 20_000 + b"} }",
    "deep brackets": b"participants = " + b"[" * 5_000 + b"]" * 5_000,
    "deep but valid": b"participants = " + b"[" * 100 + b"]" * 100,
    "deep tables": b"[" + b".".join([b"a"] * 3_000) + b"]",
    "deep expression": b'[minds.a]\nrespond = "' + b"-" * 190 + b'1"',
}


@pytest.mark.parametrize("what", TEXTS)
def test_a_file_that_is_no_such_file(what, tmp_path):
    path = tmp_path / "f.toml"
    path.write_bytes(TEXTS[what])
    if what == "a byte order mark":
        assert read_tournament(path, CATALOGUE)
        return
    for read in (lambda path: read_tournament(path, CATALOGUE), read_strategy):
        with pytest.raises(SecDilemmaError) as caught:
            read(path)
        assert len(str(caught.value)) < 2_000
