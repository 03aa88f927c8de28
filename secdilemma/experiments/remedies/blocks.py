"""What a remedy gives, by who is a member: payoffs, restraint and tragedy of every pair."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from secdilemma.experiments.remedies.ground import Ground, everyone
from secdilemma.institutions import Dyad, Institution, Membership, Reassurance
from secdilemma.matches.tally import Floats, Lane
from secdilemma.tournament.dyads import play_dyads, values_of_dyads
from secdilemma.tournament.scores import SWAP
from secdilemma.tournament.specification import Work

Institutions = tuple[Institution, ...]


@dataclass(frozen=True)
class Block:
    """Every ordered pair (i, j) in one membership, at each horizon.

    Parameters
    ----------
    payoff
        ndarray(float, shape (h, n, n)): of i, of the first seat, against j, of the second; net
        of what the institution costs.
    other
        The same of j, against i: ``other[h, i, j]``.
    gross
        The payoff of i for the same actions in the base game: without what the institution pays,
        spares or costs.
    variance
        ndarray(float, shape (h, n, n)): of the payoff's estimate; 0 where it is exact.
    restraint, tragedy
        ndarray(float, shape (h, n, n)): turns of mutual restraint, and of mutual arming or war.
    acts
        What the institutions did: a number a turn, mean over pairs of security seekers, at each
        horizon; by institution and kind of act.
    exact
        Whether nothing was sampled.
    """

    payoff: Floats
    other: Floats
    gross: Floats
    variance: Floats
    restraint: Floats
    tragedy: Floats
    acts: dict[str, Floats]
    exact: bool


def block(
    ground: Ground,
    institutions: Institutions,
    inside: tuple[bool, bool],
    share: float,
    work: Work | None = None,
) -> Block:
    """Play every pair with members in the seats that `inside` says."""
    n = len(ground.names)
    mirrored = inside[0] == inside[1] and not any(
        isinstance(each, Reassurance) for each in institutions
    )
    pairs = [(i, j) for i in range(n) for j in range(i if mirrored else 0, n)]
    dyads = [ground.dyad(pair, institutions, inside, share) for pair in pairs]
    tallies = play_dyads(dyads, ground.tournament, work)
    values = values_of_dyads(dyads, ground.tournament)
    base = values_of_dyads([ground.dyad(p, (), inside, share) for p in pairs], ground.tournament)
    shares = np.stack([tally.shares for tally in tallies])
    first = (shares * values[0]).sum(axis=-1)
    second = (shares[..., SWAP] * values[1]).sum(axis=-1)
    gross = (shares * base[0]).sum(axis=-1), (shares[..., SWAP] * base[1]).sum(axis=-1)
    spread = np.stack([np.nan_to_num(tally.spread) for tally in tallies])
    matches = np.stack([np.maximum(tally.repetitions, 1) for tally in tallies])
    variance = np.einsum("ko,hkop,kp->hk", values[0], spread, values[0]) / matches
    at = np.array(pairs)

    def grid(of: Floats, mirror: Floats) -> Floats:
        made = np.full((len(tallies), n, n), np.nan)
        if mirrored:
            made[:, at[:, 1], at[:, 0]] = mirror
        made[:, at[:, 0], at[:, 1]] = of
        return made

    tragic = shares[..., 3] + shares[..., 4:].sum(axis=-1)
    return Block(
        payoff=grid(first, second),
        other=grid(second, first),
        gross=_two_seats(grid(*gross), grid(gross[1], gross[0])),
        variance=grid(variance, variance),
        restraint=grid(shares[..., 0], shares[..., 0]),
        tragedy=grid(tragic, tragic),
        acts=_acts(ground, institutions, inside, share, pairs, shares),
        exact=all(bool((tally.lane == Lane.EXACT).all()) for tally in tallies),
    )


def _acts(
    ground: Ground,
    institutions: Institutions,
    inside: tuple[bool, bool],
    share: float,
    pairs: list[tuple[int, int]],
    shares: Floats,
) -> dict[str, Floats]:
    """Return what each institution did, by linearity from the outcomes of the turns."""
    states = len(ground.names)
    membership = Membership(first=inside[0], second=inside[1], share=share, states=states)
    seekers = [k for k, (i, j) in enumerate(pairs) if {i, j} <= set(ground.seekers)]
    made: dict[str, Floats] = {}
    for k in seekers:
        dyad: Dyad = ground.dyad(pairs[k], (), inside, share)
        for institution in institutions:
            here = membership if institution.rule != "unilateral" else everyone(states)
            after = institution.change(dyad, here)
            for what, act in institution.acts(dyad, after, here).items():
                name = f"{institution.kind}: {what}"
                done = shares[:, k, :4] @ np.array(act) / len(seekers)
                made[name] = made.get(name, np.zeros(len(shares))) + done
            dyad = after
    return made


@dataclass(frozen=True)
class Blocks:
    """A remedy's pairs by membership: within, across, and outside.

    What nobody has to agree to holds for all, members or not.

    Parameters
    ----------
    ground, institutions
        What is played, and under what.
    share
        Members as a share of all states, on which a bloc's weight depends.
    anarchy
        Every pair without any institution.
    """

    ground: Ground
    institutions: Institutions
    share: float
    anarchy: Block
    work: Work | None = None
    of_share: dict[float, "Blocks"] = field(default_factory=dict, compare=False)

    @cached_property
    def within(self) -> Block:
        """Two members."""
        return block(self.ground, self.institutions, (True, True), self.share, self.work)

    @cached_property
    def across(self) -> Block:
        """A member in the first seat, an outsider in the second."""
        return block(self.ground, self.institutions, (True, False), self.share, self.work)

    @cached_property
    def outsiders(self) -> Block:
        """Two outsiders: anarchy, but for what nobody has to agree to."""
        unasked = tuple(each for each in self.institutions if each.rule == "unilateral")
        if not unasked:
            return self.anarchy
        return block(self.ground, unasked, (True, True), 1.0, self.work)

    def inside(self, members: Floats) -> Floats:
        """Return what each state gets as a member against each, ndarray(float, (h, n, n)).

        Parameters
        ----------
        members
            ndarray(float, shape (n,)): the share of each kind of state that belongs.
        """
        return members * two_seats(self.within) + (1 - members) * self.across.payoff

    def outside(self, members: Floats) -> Floats:
        """Return what each state gets as an outsider against each."""
        across = np.swapaxes(self.across.other, 1, 2)
        return members * across + (1 - members) * two_seats(self.outsiders)

    def gross(self, members: Floats) -> Floats:
        """Return what each state's turns would pay in the base game, members and outsiders mixed.

        It is the mean over both seats, so that who of the two is the member does not matter.
        """
        return self.mean_of("gross", members)

    def mean_of(self, measure: str, members: Floats) -> Floats:
        """Return ``restraint`` or ``tragedy`` of each pair, members and outsiders mixed."""
        within, across, outside = (
            getattr(each, measure) for each in (self.within, self.across, self.outsiders)
        )
        x, y = members[:, None], members[None, :]
        mixed = x * (1 - y) * across + (1 - x) * y * np.swapaxes(across, 1, 2)
        return np.asarray(x * y * within + mixed + (1 - x) * (1 - y) * outside)


def two_seats(made: Block) -> Floats:
    """Return the mean payoff of i against j over the two seats."""
    return _two_seats(made.payoff, made.other)


def _two_seats(first: Floats, second: Floats) -> Floats:
    return np.asarray((first + np.swapaxes(second, 1, 2)) / 2)


def field_mean(ground: Ground, grid: Floats, *, greedy: bool) -> Floats:
    """Return the mean of a grid over security seekers in a field, ndarray(float, shape (h,)).

    Parameters
    ----------
    ground
        Who is who.
    grid
        ndarray(float, shape (h, n, n)).
    greedy
        Whether the field has its share of greedy states; they count as opponents only.
    """
    rows = grid[:, list(ground.seekers)]
    with_seekers = rows[:, :, list(ground.seekers)].mean(axis=(1, 2))
    if not greedy:
        return np.asarray(with_seekers)
    with_greedy = rows[:, :, list(ground.greedy)].mean(axis=(1, 2))
    g = ground.greedy_share
    return np.asarray((1 - g) * with_seekers + g * with_greedy)


def severity(ground: Ground, payoff: Floats) -> Floats:
    """Return the Dilemma Severity Index, 1 - (ū - P)/(R - P), on the base game's scale."""
    p = ground.payoffs
    return np.asarray(1 - (payoff - p.P) / (p.R - p.P))


def severity_error(ground: Ground, made: Block) -> Floats:
    """Return the standard error of the severity over security seekers; 0 where it is exact."""
    rows = made.variance[:, list(ground.seekers)][:, :, list(ground.seekers)]
    p = ground.payoffs
    return np.asarray(np.sqrt(rows.sum(axis=(1, 2))) / rows[0].size / (p.R - p.P))
