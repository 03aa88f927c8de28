"""The Markov chain of a pair: its reachable joint minds, and what follows each.

Where war can come, states 0 to 2 are war (the first seat struck, the second struck, both or by
accident). The others are joint minds, ``mind_of_first * minds_of_second + mind_of_second``, in
order of discovery.
"""

from secdilemma.matches.kernels.jit import inlined, part
from secdilemma.matches.kernels.scratch import OUTCOMES, WAR_STATES, Scratch
from secdilemma.matches.kernels.tables import Chances, Ints, Tables


@part
def joint_chain(tables: Tables, a: int, b: int, chances: Chances, room: Scratch) -> int:
    """Write the chain of automata `a` and `b`; return its states, -1 where there is no room."""
    first_a, first_b = tables.first[a], tables.first[b]
    minds_b = tables.first[b + 1] - first_b
    base = WAR_STATES if chances.war else 0
    most = room.found.shape[0]
    edges = 0
    for x in range(base):
        edges = war_state(room, x)
    count = base
    # The two begin apart from each other: P(i, j) = start(i) start(j).
    for i in range(first_a, tables.first[a + 1]):
        for j in range(first_b, tables.first[b + 1]):
            p = tables.start[i] * tables.start[j]
            if p > 0.0 and count < most:
                room.start[count] = p
                count = discover(room, (i - first_a) * minds_b + j - first_b, count)
    # Breadth first: a state's row is written when its turn comes, and what it leads to for the
    # first time becomes the next state. So nothing that cannot be reached is ever a state.
    x = base
    fits = True
    while x < count and fits:
        joint = room.found[x]
        i, j = first_a + joint // minds_b, first_b + joint % minds_b
        used = fill_row(tables, i, j, minds_b, chances, room, x)
        fits = edges + used <= room.column.shape[0]
        # A row adds up to one but for rounding, which would leak away over millions of turns.
        total = 0.0
        for u in range(used):
            total += room.heap[room.touched[u]]
        room.row_first[x] = edges
        for u in range(used):
            slot = room.touched[u]
            p = room.heap[slot] / total
            room.heap[slot] = 0.0  # clean for the next row
            state = slot
            if slot >= WAR_STATES:
                joint = slot - WAR_STATES
                if room.number[joint] < 0:
                    if count >= most:
                        fits = False
                    if fits:
                        room.start[count] = 0.0
                        count = discover(room, joint, count)
                state = room.number[joint]
            if fits:
                room.column[edges] = state
                room.weight[edges] = p
                edges += 1
        x += 1
    room.row_first[x] = edges
    # Only what was numbered is cleared: the room is for all joint minds, the chain has few of them.
    for y in range(base, count):
        room.number[room.found[y]] = -1
    return count if fits else -1


@part
def war_state(room: Scratch, x: int) -> int:
    """Write the absorbing state of one kind of war; return how many edges there are now."""
    room.start[x] = 0.0
    room.row_first[x] = x
    room.column[x] = x
    room.weight[x] = 1.0
    for o in range(OUTCOMES):
        room.outcome[x, o] = 0.0
    room.outcome[x, 4 + x] = 1.0
    return x + 1


@inlined
def discover(room: Scratch, joint: int, count: int) -> int:
    """Give a joint mind the next state; return how many states there are now."""
    room.number[joint] = count
    room.found[count] = joint
    return count + 1


@inlined
def fill_row(
    tables: Tables, i: int, j: int, minds_b: int, chances: Chances, room: Scratch, x: int
) -> int:
    """Write what follows minds `i` and `j` into the heap; return how many slots were touched."""
    action, outcome, record = tables.action, room.outcome, chances.record
    row_first, target, odds = tables.private_first, tables.private_target, tables.private_odds
    heap, touched = room.heap, room.touched
    strike_a, strike_b = action[i, 2], action[j, 2]
    # With probability j both decide jointly and mean to restrain (`agreed`: what then is done).
    # Else a strike begins war: the first seat's on what is no strike, the second's, or both.
    alone = 1.0 - chances.joint
    outcome[x, 4] = alone * strike_a * (action[j, 0] + action[j, 1])
    outcome[x, 5] = alone * (action[i, 0] + action[i, 1]) * strike_b
    outcome[x, 6] = alone * strike_a * strike_b
    used = 0
    if chances.war:
        for kind in range(WAR_STATES):
            used = add(room, used, kind, outcome[x, 4 + kind])
    for own in range(2):
        for other in range(2):
            p = alone * action[i, own] * action[j, other]
            p += chances.joint * chances.agreed[own] * chances.agreed[other]
            outcome[x, 2 * own + other] = p
            if p <= 0.0:
                continue
            if chances.war:
                hazard = chances.hazards[own + other]
                used = add(room, used, 2, p * hazard)
                p *= 1.0 - hazard
            # P(m, n) = p (1 - κ) T_i(m | own, other) T_j(n | other, own): each goes by its own
            # sight, whose errors the rows hold already, so the two are independent. With κ:
            # `add_public`.
            row_a, row_b = 4 * i + 2 * own + other, 4 * j + 2 * other + own
            for u in range(row_first[row_a], row_first[row_a + 1]):
                at = target[u] * minds_b + WAR_STATES
                q = p * (1.0 - record) * odds[u]
                for v in range(row_first[row_b], row_first[row_b + 1]):
                    r = q * odds[v]
                    if r > 0.0:
                        slot = at + target[v]
                        if heap[slot] == 0.0:
                            touched[used] = slot
                            used += 1
                        heap[slot] += r
            if record > 0.0:
                used = add_public(tables, i, j, minds_b, chances, room, used, p, own, other)
    return used


@part
def add_public(
    tables: Tables,
    i: int,
    j: int,
    minds_b: int,
    chances: Chances,
    room: Scratch,
    used: int,
    p: float,
    own: int,
    other: int,
) -> int:
    """Add what follows where both sides go by the same two sightings."""
    # Two sightings are on record, and both sides' minds follow from the same two: dependent.
    for seen_own in range(2):
        for seen_other in range(2):
            q = chances.sighting[own, seen_own] * chances.sighting[other, seen_other]
            first_a, last_a = row_span(tables.public_first, i, seen_own, seen_other)
            first_b, last_b = row_span(tables.public_first, j, seen_other, seen_own)
            for u in range(first_a, last_a):
                at = tables.public_target[u] * minds_b + WAR_STATES
                r = p * q * chances.record * tables.public_odds[u]
                for v in range(first_b, last_b):
                    slot = at + tables.public_target[v]
                    used = add(room, used, slot, r * tables.public_odds[v])
    return used


@part
def row_span(row_first: Ints, mind: int, own: int, other: int) -> tuple[int, int]:
    """Return where the row of a mind and two actions begins and ends."""
    row = 4 * mind + 2 * own + other
    return row_first[row], row_first[row + 1]


@part
def add(room: Scratch, used: int, slot: int, p: float) -> int:
    """Add probability `p` to a slot of the row; return how many slots are in use."""
    if p <= 0.0:
        return used
    if room.heap[slot] == 0.0:
        room.touched[used] = slot
        used += 1
    room.heap[slot] += p
    return used
