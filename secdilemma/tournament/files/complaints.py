"""What is wrong with the form of a tournament file, in words."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from secdilemma.errors import suggestion
from secdilemma.tournament.files.forms import (
    GameFile,
    ParticipantFile,
    PathsFile,
    PayoffsFile,
    PerceptionFile,
    ScenarioFile,
    TournamentFile,
    WarFile,
    WorldFile,
)
from secdilemma.tournament.specification import ENGINES


def lines_of(where: str, error: ValidationError) -> list[str]:
    """Return a line an error; of a choice of forms, only what is wrong with the form used."""
    found: dict[str, str] = {}
    for each in error.errors(include_url=False):
        path = _path(each["loc"])
        found.setdefault(path, _in_words(dict(each), path))
    deepest = [
        p for p in found if not any(q != p and q.startswith((p + ".", p + "[")) for q in found)
    ]
    return [f"{where}: {path}: {found[path]}" for path in deepest]


def _path(location: tuple[int | str, ...]) -> str:
    """Return a location as the file has it, without the names of the forms that were tried."""
    text, free = "", False
    for k, part in enumerate(location):
        last = k == len(location) - 1
        if isinstance(part, int):
            text += f"[{part}]"
        elif part in _KEYS or free or (last and not _is_form(part)):
            text += f".{part}" if text else part
            free = part == "parameters"
    return text


def _is_form(part: str) -> bool:
    """Whether a part of a location is the name of a form, such as str or GameFile."""
    forms = ("list[", "literal[", "constrained-", "function-", "dict[")
    return (
        part.endswith("File") or part.startswith(forms) or part in {"str", "int", "float", "bool"}
    )


def _in_words(each: dict[str, Any], path: str) -> str:
    kind, given = each["type"], each.get("input")
    if kind == "extra_forbidden":
        key = path.rpartition(".")[2]
        known = _known_keys(each["loc"])
        near = suggestion(key, known)
        return f"unknown key.{near}" if near else f"unknown key; expected {_one_of(known)}."
    if kind == "missing":
        return "missing."
    if kind == "literal_error" and path == "engine":
        return (
            f"got {given!r}; expected one of {', '.join(ENGINES)}.{suggestion(str(given), ENGINES)}"
        )
    if path in _FORMS_IN_WORDS:
        return f"got {given!r}; expected {_FORMS_IN_WORDS[path]}."
    rule = rule_of(each)
    return f"got {given!r}; expected {_PLAINER.get(rule, rule)}."


def rule_of(error: Mapping[str, Any]) -> str:
    """Return what was expected where the library found an error, by the code of the error."""
    context = error.get("ctx", {})
    if error["type"] == "value_error":  # raised by a form's own validator
        return str(context["error"])
    whole = {
        key: int(value) if isinstance(value, float) and value.is_integer() else value
        for key, value in context.items()
    }
    rule = _RULES.get(error["type"])
    return rule.format(**whole) if rule else str(error["msg"])


def _one_of(words: list[str]) -> str:
    return f"one of {', '.join(words)}"


_FORMS_IN_WORDS = {
    "institutions": "a list of tables, each with a kind",
    "participants": '"all" or a list of strategies',
    "game": "the name of a preset or a table",
    "perception": "the name of a regime or a table",
    "world": "W1 to W4, or a table with balance and differentiation",
}
_RULES = {
    "int_type": "a valid integer",
    "float_type": "a valid number",
    "string_type": "a valid string",
    "bool_type": "a valid boolean",
    "list_type": "a valid list",
    "dict_type": "a valid dictionary",
    "model_type": "a valid dictionary or instance of {class_name}",
    "finite_number": "a finite number",
    "greater_than_equal": "greater than or equal to {ge}",
    "less_than_equal": "less than or equal to {le}",
    "literal_error": "{expected}",
}
_PLAINER = {
    "a valid integer": "a whole number",
    "a valid number": "a number",
    "a valid string": "a text",
    "a valid boolean": "true or false",
    "greater than or equal to 0": "a number of at least 0",
    "less than or equal to 1": "a number from 0 to 1",
}


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = TournamentFile
    for part in location[:-1]:
        if isinstance(part, str):
            model = _SECTIONS.get(part, model)
    return list(model.model_fields)


_SECTIONS: dict[str, type[BaseModel]] = {
    "game": GameFile,
    "perception": PerceptionFile,
    "war": WarFile,
    "world": WorldFile,
    "participants": ParticipantFile,
    "payoffs": PayoffsFile,
    "scenarios": ScenarioFile,
    "paths": PathsFile,
}
_MODELS: list[type[BaseModel]] = [TournamentFile, *_SECTIONS.values()]
_KEYS = {key for model in _MODELS for key in model.model_fields}
