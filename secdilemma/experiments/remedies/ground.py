"""The ground that remedies are tried on: the states, their mistrust, and what anarchy gives."""

from dataclasses import dataclass, replace

from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.catalogue.wrappers.references import adapted
from secdilemma.errors import TournamentError
from secdilemma.games.actions import RESTRAIN, Action
from secdilemma.games.comparison import above
from secdilemma.games.horizon import Horizon, turns
from secdilemma.games.payoffs import Payoffs
from secdilemma.institutions import Dyad, Institution, Membership, Mistrust
from secdilemma.tournament.dyads import dyad_of
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.scores import payoff_scale
from secdilemma.tournament.specification import Tournament

SHORT, LONG = turns(50), turns(1000)
HORIZONS: tuple[Horizon, ...] = (SHORT, LONG)
TRUST, STRETCH = 0.3, 20
GREEDY_SHARE = 0.2
GREED = 0.5  # of R - P; what a greedy state adds where a field has none


@dataclass(frozen=True)
class Ground:
    """A field of states that begins in mistrust.

    Parameters
    ----------
    tournament
        Participants, game and errors; its horizons are the short and the long term.
    start
        The mistrust that every dyad begins in.
    greedy_share
        The share of greedy states in the field that has some.
    """

    tournament: Tournament
    start: Mistrust
    greedy_share: float = GREEDY_SHARE

    @property
    def names(self) -> tuple[str, ...]:
        """The states' names."""
        return self.tournament.names

    @property
    def seekers(self) -> tuple[int, ...]:
        """The security seekers, γ = 0."""
        return tuple(i for i, each in enumerate(self.tournament.participants) if not each.greed)

    @property
    def greedy(self) -> tuple[int, ...]:
        """The states that want more than security."""
        return tuple(i for i, each in enumerate(self.tournament.participants) if each.greed)

    @property
    def payoffs(self) -> Payoffs:
        """The base game, on whose scale severity is measured."""
        return self.tournament.game.row

    @property
    def scale(self) -> float:
        """What payoffs are compared on: the spread of what outcomes pay the states."""
        return payoff_scale(self.tournament.participants, self.tournament.game)

    def dyad(
        self,
        pair: tuple[int, int],
        institutions: tuple[Institution, ...],
        inside: tuple[bool, bool],
        share: float,
    ) -> Dyad:
        """Return two states as they begin, under institutions of which each is a member or not.

        Parameters
        ----------
        pair
            The states in the first and the second seat.
        institutions
            From the first to the last.
        inside
            Whether each is a member.
        share
            Members as a share of all states.
        """
        states = len(self.names)
        made = self.start.change(dyad_of(self.tournament, *pair), everyone(states))
        membership = Membership(first=inside[0], second=inside[1], share=share, states=states)
        for institution in institutions:
            asked = institution.rule != "unilateral"
            made = institution.change(made, membership if asked else everyone(states))
        return self._calculating(made)

    def _calculating(self, dyad: Dyad) -> Dyad:
        """Let both know what outcomes pay them; :class:`Calculating` would do the same."""
        game = self.tournament.game
        strategies, trust = list(dyad.strategies), list(dyad.trust)
        for seat, own in enumerate(dyad.payoffs):
            strategies[seat] = adapted(strategies[seat], replace(game, row=own, column=game.row))
            if above(own.R, own.T, own.scale) and above(own.S, own.P, own.scale):
                strategies[seat], trust[seat] = Restrained(), 1.0
        return replace(dyad, strategies=(strategies[0], strategies[1]), trust=(trust[0], trust[1]))


@dataclass(frozen=True)
class Restrained:
    """What a state is that calculates that arming can pay it in no case."""

    def begin(self) -> str:
        """Return that it is safe."""
        return "safe"

    def respond(self, mind: str) -> Action:
        """Restrain."""
        del mind
        return RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """See that it is still safe."""
        del own, seen
        return mind


def everyone(states: int) -> Membership:
    """Return the membership of two members where all are."""
    return Membership(first=True, second=True, share=1.0, states=states)


def ground_of(
    tournament: Tournament,
    catalogue: Catalogue,
    trust: float = TRUST,
    greedy_share: float = GREEDY_SHARE,
) -> Ground:
    """Return the ground that a tournament's field and environment make.

    A field without a greedy state is given one: the offensive realist, which knows its payoffs,
    with a greed of half of what restraint is worth. The tournament's own institutions and horizons
    are left out.

    Raises
    ------
    TournamentError
        If there is no security seeker, the game is asymmetric, or restraint is worth nothing.
    """
    game = tournament.game
    where = tournament.title
    if not game.symmetric:
        raise TournamentError(f"{where}: game: got {game.name!r}; expected a symmetric game.")
    if not above(game.row.R, game.row.P, game.row.scale):
        raise TournamentError(
            f"{where}: game: got {game.describe()}; expected R > P: without it mutual arming costs "
            f"nothing, and there is no dilemma to solve."
        )
    participants = tournament.participants
    if all(each.greed for each in participants):
        raise TournamentError(f"{where}: participants: got none without greed; expected some.")
    if not any(each.greed for each in participants):
        realist = catalogue.make("offensive-realist+payoff-aware")
        greed = GREED * (game.row.R - game.row.P)
        participants = (*participants, Participant(realist, name="greedy", greed=greed))
    spec = replace(tournament, participants=participants, horizons=HORIZONS, institutions=())
    return Ground(spec, Mistrust(trust=trust, stretch=STRETCH), greedy_share)
