"""Playing tournaments for a command: what is told before and while it is done."""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from secdilemma.automata.interface import Context
from secdilemma.cli import screen
from secdilemma.games.horizon import LONG_RUN
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament, Work

if TYPE_CHECKING:
    from secdilemma.tournament.results import Results


def play(specs: list[Tournament], threads: int | None, *, quiet: bool) -> "list[Results]":
    """Play tournaments one after the other, with progress on stderr."""
    await_kernels(specs, quiet=quiet)
    from secdilemma.tournament.results import run as play_one

    gc.enable()
    made = []
    for spec in specs:
        _note_what_is_live(spec, quiet=quiet)
        with screen.progress(spec.title, quiet=quiet) as update:
            made.append(play_one(spec, Work(threads=threads, progress=update)))
    return made


def _note_what_is_live(spec: Tournament, *, quiet: bool) -> None:
    """Say who is played turn by turn, which takes long, and what takes less."""
    live = [] if quiet else [each.name for each in spec.participants if _plays_live(each, spec)]
    if live:
        screen.note(
            f"Played live, turn by turn: {live[0]}"
            f"{f' and {len(live) - 1:,} more' if live[1:] else ''}; {spec.repetitions:,} matches a "
            f"pair at every horizon. A smaller --repetitions takes less time.",
        )


def _plays_live(participant: Participant, spec: Tournament) -> bool:
    plays_live = getattr(participant.strategy, "plays_live", None)
    known = participant.view(spec.game, 0)
    lengths = {each.known_turns for each in spec.horizons if each != LONG_RUN}
    return plays_live is not None and any(plays_live(Context(n, known)) for n in lengths)


def await_kernels(specs: Sequence[Tournament] = (), *, quiet: bool) -> None:
    """Load the kernels, and say so where they have to be compiled first.

    Parameters
    ----------
    specs
        What will be played: nobody waits for kernels to learn of a broken strategy.
    quiet
        Whether to say nothing.

    Raises
    ------
    SecDilemmaError
        If something cannot be played; only found where the kernels have to be compiled.
    """
    _spare_linear_algebra()
    from secdilemma.matches.kernels.jit import cache_is_cold
    from secdilemma.tournament.round_robin import require_playable

    if cache_is_cold():
        for spec in specs:
            require_playable(spec)
        screen.note("First run: compiling the kernels, about 10 seconds, once.", quiet=quiet)


def _spare_linear_algebra() -> None:
    """Let numba start without looking for SciPy's linear algebra.

    It imports all of it, a fifth of a second, to offer BLAS to kernels, and no kernel here calls
    it. Only the command line does this, in its own process; importing the package changes nothing
    for anybody's own kernels.
    """
    if "numba.np.arraymath" in sys.modules or "scipy.linalg" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    try:
        import numba.np.arraymath  # noqa: F401
    finally:
        del sys.modules["scipy.linalg"]
