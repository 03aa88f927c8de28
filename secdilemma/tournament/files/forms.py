"""What a tournament file may hold, table by table."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from secdilemma.games.war import War
from secdilemma.tournament.specification import LARGEST_SEED, MOST_REPETITIONS, Engine, Tournament

Probability = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]
Repetitions = Annotated[int, Field(strict=True, ge=2, le=MOST_REPETITIONS)]
Seed = Annotated[int, Field(strict=True, ge=0, le=LARGEST_SEED)]

_WAR = War()


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PayoffsFile(_Model):
    """A participant's own payoffs."""

    T: Number
    R: Number
    P: Number
    S: Number


class WarFile(_Model):
    """``[game.war]``."""

    winner: Number = _WAR.winner
    loser: Number = _WAR.loser
    cost: Number = _WAR.cost
    first_strike: Number = _WAR.first_strike
    decisiveness: Number = _WAR.decisiveness
    power_ratio: Number = _WAR.power_ratio
    strike: bool = _WAR.strike
    hazard: Probability = _WAR.hazard
    hazard_one_arms: Probability = _WAR.hazard_one_arms
    hazard_both_arm: Probability = _WAR.hazard_both_arm


class GameFile(_Model):
    """``[game]``: one of a preset, an arms game, four payoffs or a bimatrix."""

    name: str | None = None
    preset: str | None = None
    baseline: Number | None = None
    cost: Number | None = None
    gain: Number | None = None
    loss: Number | None = None
    greed: Number | None = None
    T: Number | None = None
    R: Number | None = None
    P: Number | None = None
    S: Number | None = None
    row: list[list[Number]] | None = None
    column: list[list[Number]] | None = None
    kind: str | None = None
    war: WarFile | None = None


class PerceptionFile(_Model):
    """``[perception]``: a regime, and what differs from it."""

    regime: str | None = None
    execution: Probability | None = None
    execution_c: Probability | None = None
    execution_d: Probability | None = None
    ambiguity: Annotated[float, Field(ge=0, le=2)] | None = None
    threat_bias: Annotated[float, Field(ge=-1, le=1)] | None = None
    false_alarm: Probability | None = None
    miss: Probability | None = None
    hotline: Probability | None = None
    intelligence: Probability | None = None
    public_record: Probability | None = None
    sensibility: Probability | None = None
    joint_decision: Probability | None = None


class WorldFile(_Model):
    """``[world]``: one of Jervis's worlds by its two variables."""

    balance: Probability
    differentiation: Probability


class ParticipantFile(_Model):
    """One entry of ``participants`` in full."""

    strategy: str
    name: str | None = None
    greed: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    payoffs: PayoffsFile | None = None
    parameters: dict[str, int | float | bool | str] = {}


class ScenarioFile(_Model):
    """One of ``[[scenarios]]``: an environment in place of the file's own."""

    name: str
    description: str = ""
    world: str | WorldFile | None = None
    game: str | GameFile | None = None
    perception: str | PerceptionFile | None = None
    institutions: list[Any] | None = None


class PathsFile(_Model):
    """``[paths]``: folders of strategies, from where the file is."""

    strategies: str | list[str] = []


class TournamentFile(_Model):
    """A whole tournament file."""

    title: str = ""
    description: str = ""
    paths: PathsFile | None = None
    participants: Literal["all"] | list[str | ParticipantFile]
    turns: Whole | None = None
    discount: Number | None = None
    prob_end: Number | None = None
    horizons: list[Whole | str] | None = None
    repetitions: Repetitions = Tournament.repetitions
    seed: Seed = Tournament.seed
    engine: Engine = Tournament.engine
    self_play_counts: bool = Tournament.self_play_counts
    world: str | WorldFile | None = None
    game: str | GameFile | None = None
    perception: str | PerceptionFile | None = None
    institutions: list[Any] = []
    edges: list[list[str]] | None = None
    scenarios: list[ScenarioFile] = []
