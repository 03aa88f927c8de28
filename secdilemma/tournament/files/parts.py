"""Games, perceptions and horizons from the forms of a file."""

from dataclasses import asdict, fields

from secdilemma.errors import GameError, TournamentError
from secdilemma.games import worlds
from secdilemma.games.arms import arms_game, preset
from secdilemma.games.game import Game, bimatrix
from secdilemma.games.horizon import Horizon, discounted, ending, horizon
from secdilemma.games.payoffs import Payoffs, require_kind
from secdilemma.games.perception import Perception, regime
from secdilemma.games.war import War
from secdilemma.tournament.files.forms import GameFile, PerceptionFile, TournamentFile, WorldFile
from secdilemma.tournament.specification import Tournament


def game_in(base: worlds.World | None, game: str | GameFile | None) -> Game:
    """Return the game of a file; a world is a game already."""
    if base is None:
        return game_of(game)
    if game is None:
        return base.game
    if isinstance(game, GameFile) and game.model_fields_set <= {"war", "name"}:
        return _with_war(base.game, game)
    raise GameError("game: it stands beside a world, which is a game already; expected only one.")


def world_of(world: str | WorldFile | None) -> worlds.World | None:
    """Return one of Jervis's worlds, if any is given."""
    if world is None:
        return None
    if isinstance(world, str):
        return worlds.world(world)
    return worlds.jervis_world(world.balance, world.differentiation)


_FAMILY = ("baseline", "cost", "gain", "loss")
_FORMS = {
    "preset": ("preset",),
    "arms game": _FAMILY,
    "payoffs": ("T", "R", "P", "S"),
    "bimatrix": ("row", "column"),
}


def game_of(game: str | GameFile | None) -> Game:
    """Return the game that is given, by default the arms race."""
    if game is None:
        return preset("arms_race")
    if isinstance(game, str):
        return preset(game)
    made = _with_war(_form(game), game)
    if game.kind is not None:
        require_kind("game", made.row, game.kind)
    return made


def _form(game: GameFile) -> Game:
    forms = [form for form, keys in _FORMS.items() if game.model_fields_set & set(keys)]
    if not forms:
        return preset("arms_race")
    if len(forms) > 1:
        raise GameError(f"game: it is given as {' and as '.join(forms)}; expected one of them.")
    missing = [key for key in _FORMS[forms[0]] if getattr(game, key) is None]
    if missing:
        raise GameError(f"game.{missing[0]}: missing; expected {', '.join(_FORMS[forms[0]])}.")
    if game.greed is not None and forms != ["arms game"]:
        raise GameError("game.greed: expected only beside baseline, cost, gain and loss.")
    name = game.name or "custom"
    if forms == ["preset"]:
        return preset(str(game.preset))
    if forms == ["arms game"]:
        baseline, cost, gain, loss = (float(getattr(game, key)) for key in _FAMILY)
        return arms_game(name, baseline, cost, gain, loss, game.greed or 0.0)
    if forms == ["payoffs"]:
        return Game(name, Payoffs(*(float(getattr(game, key)) for key in "TRPS")))
    return bimatrix(name, game.row, game.column, where="game.")


def _with_war(made: Game, game: GameFile) -> Game:
    return made if game.war is None else made.at_war(War(**game.war.model_dump()))


def perception_of(given: str | PerceptionFile | None, base: Perception) -> Perception:
    """Return the perception that is given, or what differs from `base`."""
    if given is None:
        return base
    if isinstance(given, str):
        return regime(given)
    values = asdict(regime(given.regime)) if given.regime else asdict(base)
    if given.ambiguity is not None or given.threat_bias is not None:
        if given.false_alarm is not None or given.miss is not None:
            raise GameError(
                "perception: both ambiguity and false_alarm or miss; expected one of the two ways."
            )
        made = Perception.from_ambiguity(given.ambiguity or 0.0, given.threat_bias or 0.0)
        values |= {"false_alarm": made.false_alarm, "miss": made.miss}
    if given.execution is not None:
        values |= {"execution_c": given.execution, "execution_d": given.execution}
    for field in fields(Perception):
        value = getattr(given, field.name)
        values |= {field.name: value} if value is not None else {}
    return Perception(**values)


def horizons_of(file: TournamentFile) -> tuple[Horizon, ...]:
    """Return the horizons of a file, the one that scores first."""
    lengths = [key for key in ("turns", "discount", "prob_end") if getattr(file, key) is not None]
    if len(lengths) > 1:
        raise TournamentError(f"{lengths[0]}: it stands beside {lengths[1]}; expected one length.")
    main: list[Horizon] = []
    if file.turns is not None:
        main = [horizon(file.turns, "turns")]
    elif file.discount is not None:
        main = [discounted(file.discount)]
    elif file.prob_end is not None:
        main = [ending(file.prob_end)]
    if file.horizons is None:
        return (*main, *Tournament.horizons[len(main) :])
    return (*main, *(horizon(each, f"horizons[{k}]") for k, each in enumerate(file.horizons)))
