"""A tournament as plain data, enough to make it again."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import values_of
from secdilemma.automata.tables import Tabled, restored, saved
from secdilemma.catalogue.catalogue import Catalogue, base_of
from secdilemma.catalogue.wrappers.references import unwrapped
from secdilemma.errors import TournamentError
from secdilemma.games import plain as games
from secdilemma.games.game import Game
from secdilemma.games.horizon import Horizon, discounted, ending, horizon
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

if TYPE_CHECKING:
    from secdilemma.institutions import Institution


def to_data(tournament: Tournament) -> dict[str, Any]:
    """Return a tournament as plain data, enough to make it again with :func:`from_data`.

    Raises
    ------
    TournamentError
        If a participant is an object that no file could name.
    """
    game = tournament.game
    data = {
        "name": tournament.title,
        "description": tournament.description,
        "participants": [_participant_data(each, game) for each in tournament.participants],
        "game": games.to_data(game),
        "perception": asdict(tournament.perception),
        "horizons": [_horizon_data(each) for each in tournament.horizons],
        "repetitions": tournament.repetitions,
        "seed": tournament.seed,
        "engine": tournament.engine,
        "self_play_counts": tournament.self_play_counts,
    }
    if tournament.institutions:  # none: anarchy
        from secdilemma.institutions import forms

        data["institutions"] = [forms.to_data(each) for each in tournament.institutions]
    if tournament.edges is not None:  # None: everybody meets everybody
        data["edges"] = [list(each) for each in tournament.edges]
    return data


def _participant_data(each: Participant, game: Game) -> dict[str, Any]:
    strategy, wrappings = unwrapped(each.strategy)
    if isinstance(strategy, Tabled):
        return {"name": each.name, "tables": saved(strategy, game)}
    if isinstance(strategy, Automaton):
        raise TournamentError(f"{each.name}: an automaton made in code cannot be saved by name.")
    return {
        "name": each.name,
        "strategy": base_of(each.reference) + wrappings,
        "parameters": values_of(strategy),
        "greed": each.greed,
        "payoffs": asdict(each.payoffs) if each.payoffs else None,
    }


def _horizon_data(each: Horizon) -> Any:
    if each.kind == "turns":
        return each.turns
    if each.kind == "long-run":
        return "long-run"
    exact = 1.0 - each.discount == each.prob_end
    return {"discount": each.discount} if exact else {"prob_end": each.prob_end}


def from_data(data: dict[str, Any], catalogue: Catalogue) -> Tournament:
    """Return the tournament that :func:`to_data` described.

    Parameters
    ----------
    data
        Plain data of the form that :mod:`secdilemma.tournament.files.saved` asks for.
    catalogue
        Where its strategies are found.

    Raises
    ------
    SecDilemmaError
        If something in it is missing or wrong, or a strategy is not in the catalogue.
    """
    try:
        game = games.from_data(data["game"])
        given = data["participants"]
        name, _, scenario = data["name"].partition("/")
        return Tournament(
            participants=tuple(_participant_of(each, catalogue, game) for each in given),
            game=game,
            perception=Perception(**data["perception"]),
            horizons=tuple(_horizon_of(each) for each in data["horizons"]),
            repetitions=data["repetitions"],
            seed=data["seed"],
            engine=data["engine"],
            self_play_counts=data["self_play_counts"],
            name=name if scenario else data["name"],
            scenario=scenario,
            description=data["description"],
            edges=data.get("edges"),
            institutions=_institutions_of(data.get("institutions", []), catalogue),
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise TournamentError(f"its specification is not whole: {error}.") from error


def _institutions_of(
    given: list[dict[str, Any]], catalogue: Catalogue
) -> "tuple[Institution, ...]":
    if not given:
        return ()
    from secdilemma.institutions import forms

    return tuple(forms.from_data(each, catalogue.make) for each in given)


def _participant_of(data: dict[str, Any], catalogue: Catalogue, game: Game) -> Participant:
    if "tables" in data:
        return Participant(restored(data["tables"], game), data["name"])
    return Participant(
        strategy=catalogue.make(data["strategy"], data["parameters"]),
        name=data["name"],
        greed=data["greed"],
        payoffs=Payoffs(**data["payoffs"]) if data["payoffs"] else None,
    )


def _horizon_of(data: Any) -> Horizon:
    if isinstance(data, dict):
        return ending(data["prob_end"]) if "prob_end" in data else discounted(data["discount"])
    return horizon(data)
