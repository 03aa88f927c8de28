"""The outbreak of war in a pair's chain: how likely it is, and in which turn.

Nothing is taken from one: a chance of 1e-100 has all its digits. The expected turn is that of the
matches in which war breaks out.
"""

from secdilemma.matches.kernels.jit import inlined, part
from secdilemma.matches.kernels.occupancy import discounted_occupancy, renewal
from secdilemma.matches.kernels.scratch import WAR_STATES, Scratch
from secdilemma.matches.kernels.tables import Floats


@part
def within_turns(room: Scratch, turns: int, final: int, war: Floats) -> None:
    """Write P(war) and its turn after `finite_occupancy`, whose last law is in row `final`.

    With T the turn, turns · P(war) - Σ P(T <= t) over 0 <= t < turns is Σ T P(T).
    """
    war[0] = room.law[final, 0] + room.law[final, 1] + room.law[final, 2]
    if war[0] > 0.0:
        war[1] = turns - at_war(room) / war[0]


@part
def before_the_end(room: Scratch, n: int, discount: float, ends: float, war: Floats) -> None:
    """Write P(war) and its turn after `discounted_occupancy`; the occupancy is overwritten."""
    war[0] = min(1.0, at_war(room) / discount)
    if war[0] > 0.0:
        first = breaking_out(room, n)
        visits = room.law[1]
        for x in range(n):
            visits[x] = room.occupancy[x]
        discounted_occupancy(room, n, discount, ends, visits)
        war[1] = breaking_out(room, n) / (ends * first)


@part
def in_the_long_run(room: Scratch, n: int, war: Floats) -> None:
    """Write P(war) and its turn after `long_run_occupancy`; the occupancy is overwritten.

    With v the expected visits of passing states, Σ (t + 1) P(x at t) are those of a second match
    that begins as the first spent its time, times Σ v.
    """
    war[0] = at_war(room)
    if war[0] > 0.0:
        total = visited(room, n, room.start)
        first = breaking_out(room, n)
        visits = room.law[1]
        for x in range(n):
            visits[x] = room.occupancy[x] / total
        visited(room, n, visits)
        war[1] = total * breaking_out(room, n) / first


@part
def visited(room: Scratch, n: int, start: Floats) -> float:
    """Write the expected visits of passing states as the occupancy; return their sum."""
    closed, component, place = room.search[0], room.search[5], room.search[3]
    passing, wide = 0, 0
    for x in range(n):
        if closed[component[x]] == 0:
            passing += 1
        if place[x] >= wide:
            wide = place[x] + 1
    renewal(room, n, passing, wide, start)
    ended = 0.0
    for c in range(passing, wide):
        ended += room.law[0, c]
    total = 0.0
    for x in range(n):
        room.occupancy[x] = room.law[0, place[x]] / ended if place[x] < passing else 0.0
        total += room.occupancy[x]
    return total


@inlined
def at_war(room: Scratch) -> float:
    """Return the occupancy of war."""
    return float(room.occupancy[0] + room.occupancy[1] + room.occupancy[2])


@part
def breaking_out(room: Scratch, n: int) -> float:
    """Return the chance that war breaks out in a turn, where turns are spent as the occupancy."""
    chance = 0.0
    for x in range(WAR_STATES, n):
        for edge in range(room.row_first[x], room.row_first[x + 1]):
            if room.column[edge] < WAR_STATES:
                chance += room.occupancy[x] * room.weight[edge]
    return chance
