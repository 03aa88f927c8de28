"""Solving a chain: occupancy over a finite match, a discounted one, and in the long run.

Stationary laws use the elimination of Grassmann, Taksar and Heyman (1985), which never subtracts
and so keeps full accuracy however slowly a chain mixes; where products of small chances would
underflow, the same elimination is done in logarithms. A discounted match is the stationary law of
the chain that restarts with probability 1 - δ. Each function writes ``room.occupancy``.
"""

import math

from secdilemma.matches.kernels.jit import inlined, part
from secdilemma.matches.kernels.scratch import DENSE_STATES, MATRIX_STATES, Scratch
from secdilemma.matches.kernels.tables import Floats, Ints

SETTLING = 16  # turns between two looks at whether the law has settled
SETTLED = 1e-12
LEAST = 1e-290  # a product below it has lost digits, or soon will
MOST = 1e290


@part
def finite_occupancy(room: Scratch, n: int, turns: int, war: bool) -> int:
    """Write expected turns in each state over `turns` turns; return the row of the final law.

    Once a turn changes so little that all that are left cannot change a share by 1e-12, the law
    has settled and the rest is multiplied. Where `war` can come it never settles: however small
    the chance, it adds up.
    """
    row_first, column, weight, start = room.row_first, room.column, room.weight, room.start
    # Two ways to the same sums. Turn by turn costs an addition an edge, three times what one of a
    # product of matrices does; by powers of two it is a product of n x 2n a bit of `turns`.
    squarings = 1
    while turns >> squarings:
        squarings += 1
    doubling = 2.0 * n * n * n * squarings
    if n <= DENSE_STATES and doubling < 3.0 * row_first[n] * turns:
        return doubled(room, n, turns)
    law, occupancy = room.law, room.occupancy
    now = 0
    for x in range(n):
        law[0, x] = start[x]
        occupancy[x] = 0.0
    for turn in range(turns):
        change = 1.0
        if turn % SETTLING == SETTLING - 1 and not war:
            change = 0.0
            for x in range(n):
                change += abs(law[now, x] - law[1 - now, x])
        if change * turns < SETTLED:
            for x in range(n):
                occupancy[x] += law[now, x] * (turns - turn)
            return now
        for x in range(n):
            occupancy[x] += law[now, x]
            law[1 - now, x] = 0.0
        for x in range(n):
            p = law[now, x]
            if p > 0.0:
                for edge in range(row_first[x], row_first[x + 1]):
                    law[1 - now, column[edge]] += p * weight[edge]
        now = 1 - now
    return now


@part
def doubled(room: Scratch, n: int, turns: int) -> int:
    """Write what `finite_occupancy` does, by powers of two of the transition matrix."""
    row_first, column, weight, start = room.row_first, room.column, room.weight, room.start
    square, law, occupancy = room.square, room.law, room.occupancy
    for x in range(n):
        for y in range(n):
            square[0, x, y] = 0.0  # the power
            square[0, x, n + y] = 0.0  # the sum of all lower powers, beside it
        square[0, x, n + x] = 1.0
        for edge in range(row_first[x], row_first[x + 1]):
            square[0, x, column[edge]] = weight[edge]
        law[0, x] = start[x]
        occupancy[x] = 0.0
    # turns in binary, lowest bit first. With A the power 2^b and S = I + P + ... + P^(2^b - 1)
    # beside it, a bit that is set spends 2^b turns from the law now: occupancy += law S, law = law
    # A.
    now, at = 0, 0
    left = turns
    while True:
        if left & 1:
            for y in range(n):
                law[1 - now, y] = 0.0
            for x in range(n):
                p = law[now, x]
                if p > 0.0:
                    for y in range(n):
                        occupancy[y] += p * square[at, x, n + y]
                        law[1 - now, y] += p * square[at, x, y]
            now = 1 - now
        left >>= 1
        if left == 0:
            return now
        next_power(square, at, n)
        at = 1 - at


@inlined
def next_power(square: Floats, at: int, n: int) -> None:
    """Write the next power, and the sum of all powers below it, into the other half of `square`.

    Four terms at a time, in the order of one at a time: a row is read and written less often.
    """
    # [A² | S + A S]: the product of A with [A | S], and S once more. Rows of A² are made to add up
    # to one again, or rounding would double with each power.
    to = 1 - at
    for x in range(n):
        for y in range(n):
            square[to, x, y] = 0.0
            square[to, x, n + y] = square[at, x, n + y]
        k = 0
        while k + 4 <= n:
            p, q = square[at, x, k], square[at, x, k + 1]
            r, s = square[at, x, k + 2], square[at, x, k + 3]
            for y in range(2 * n):
                z = square[to, x, y] + p * square[at, k, y]
                z = (z + q * square[at, k + 1, y]) + r * square[at, k + 2, y]
                square[to, x, y] = z + s * square[at, k + 3, y]
            k += 4
        while k < n:
            p = square[at, x, k]
            for y in range(2 * n):
                square[to, x, y] += p * square[at, k, y]
            k += 1
        mass = 0.0
        for y in range(n):
            mass += square[to, x, y]
        for y in range(n):
            square[to, x, y] /= mass


@part
def stationary(matrix: Floats, n: int, band: int, used: Ints, law: Floats) -> bool:
    """Write the stationary law of an irreducible chain of n states into `law`.

    The matrix stands row after row, and no transition is longer than `band`. Elimination fills
    nothing outside it, so that the cost is at most n times its square. Return whether no product
    came near the smallest number or the largest; where one did, the law is not to be used.
    """
    # State k is taken out, from the last to the second: whoever went to k goes where k leads, in
    # proportion. How likely k is left is added up, out = Σ_y<k p(k, y), and not 1 - p(k, k).
    for k in range(n - 1, 0, -1):
        out = 0.0
        count = 0
        least = 1.0
        low = k - band if k > band else 0
        for y in range(low, k):
            p = matrix[k * n + y]
            if p > 0.0:
                out += p
                used[count] = y
                count += 1
                if p < least:
                    least = p
        if out < LEAST:
            return False
        for x in range(low, k):
            if matrix[x * n + k] > 0.0:
                share = matrix[x * n + k] / out
                matrix[x * n + k] = share
                if share * least < LEAST or share > MOST:
                    return False
                for u in range(count):
                    matrix[x * n + used[u]] += share * matrix[k * n + used[u]]
    # And put back, from the first: as often as those before it lead there, law(k) = Σ_x<k law(x)
    # share.
    law[0] = 1.0
    total = 1.0
    for k in range(1, n):
        law[k] = 0.0
        for x in range(k - band if k > band else 0, k):
            law[k] += law[x] * matrix[x * n + k]
        total += law[k]
        if total > MOST:
            return False
    for k in range(n):
        law[k] /= total
    return True


@part
def stationary_in_logarithms(matrix: Floats, n: int, band: int, law: Floats) -> None:
    """Write what :func:`stationary` does, whatever the size of the chances; about 30 times slower.

    A law that underflows is zero: the others then hold all there is.
    """
    for x in range(n):
        for y in range(x - band if x > band else 0, min(n, x + band + 1)):
            p = matrix[x * n + y]
            matrix[x * n + y] = math.log(p) if p > 0.0 else -math.inf
    for k in range(n - 1, 0, -1):
        out = -math.inf
        low = k - band if k > band else 0
        for y in range(low, k):
            out = log_sum(out, matrix[k * n + y])
        for x in range(low, k):
            if matrix[x * n + k] > -math.inf:
                share = matrix[x * n + k] - out
                matrix[x * n + k] = share
                for y in range(low, k):
                    if matrix[k * n + y] > -math.inf:
                        more = share + matrix[k * n + y]
                        matrix[x * n + y] = log_sum(matrix[x * n + y], more)
    law[0] = 0.0
    most = 0.0
    for k in range(1, n):
        law[k] = -math.inf
        for x in range(k - band if k > band else 0, k):
            law[k] = log_sum(law[k], law[x] + matrix[x * n + k])
        if law[k] > most:
            most = law[k]
    total = 0.0
    for k in range(n):
        law[k] = math.exp(law[k] - most)
        total += law[k]
    for k in range(n):
        law[k] /= total


@inlined
def log_sum(a: float, b: float) -> float:
    """Return log(exp a + exp b)."""
    high = max(b, a)
    low = min(a, b)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))


@part
def discounted_occupancy(
    room: Scratch, n: int, discount: float, ends: float, start: Floats
) -> None:
    """Write (1 - δ) Σ δ^t times the law at turn t, for 0 < δ < 1; `ends` is 1 - δ.

    `start` is the law of the first turn.
    """
    seen, place, matrix, law = room.search[0], room.search[1], room.matrix, room.law[0]
    reached = reach(room, n, start)
    restarting(room, n, discount, ends, start, reached)
    if not stationary(matrix, reached, reached, room.search[2], law):
        restarting(room, n, discount, ends, start, reached)
        stationary_in_logarithms(matrix, reached, reached, law)
    for x in range(n):
        room.occupancy[x] = law[place[x]] if seen[x] else 0.0


@part
def restarting(
    room: Scratch, n: int, discount: float, ends: float, start: Floats, reached: int
) -> None:
    """Write the matrix of the chain that restarts with probability 1 - δ after each turn."""
    row_first, column, weight = room.row_first, room.column, room.weight
    seen, place, matrix = room.search[0], room.search[1], room.matrix
    for x in range(reached * reached):
        matrix[x] = 0.0
    for x in range(n):
        if seen[x] == 0:
            continue
        row = place[x] * reached
        for y in range(n):
            if seen[y]:
                matrix[row + place[y]] += ends * start[y]
        for edge in range(row_first[x], row_first[x + 1]):
            matrix[row + place[column[edge]]] += discount * weight[edge]


@part
def reach(room: Scratch, n: int, start: Floats) -> int:
    """Mark the states that a start can reach (search rows 0, 1: mark, place); return how many."""
    row_first, column = room.row_first, room.column
    seen, place, stack = room.search[0], room.search[1], room.search[2]
    top = 0
    for x in range(n):
        seen[x] = 1 if start[x] > 0.0 else 0
        if seen[x]:
            stack[top] = x
            top += 1
    while top:
        top -= 1
        x = stack[top]
        for edge in range(row_first[x], row_first[x + 1]):
            y = column[edge]
            if seen[y] == 0:
                seen[y] = 1
                stack[top] = y
                top += 1
    count = 0
    for x in range(n):
        place[x] = count
        count += seen[x]
    return count


@part
def components(room: Scratch, n: int) -> int:
    """Write each state's strongly connected component (Tarjan 1972) to search row 5; return count.

    Components are numbered in the order in which they are closed, sinks first.
    """
    row_first, column = room.row_first, room.column
    order, low, path = room.search[0], room.search[1], room.search[2]
    waiting, edge, component = room.search[3], room.search[4], room.search[5]
    for x in range(n):
        order[x] = -1
        component[x] = -1
    clock, opened, found = 0, 0, 0
    for root in range(n):
        if order[root] >= 0:
            continue
        depth = 0
        path[0] = root
        while depth >= 0:
            x = path[depth]
            if order[x] < 0:
                order[x] = clock
                low[x] = clock
                clock += 1
                waiting[opened] = x
                opened += 1
                edge[x] = row_first[x]
            below = -1
            while edge[x] < row_first[x + 1] and below < 0:
                y = column[edge[x]]
                if order[y] < 0:
                    below = y
                else:
                    if component[y] < 0 and low[y] < low[x]:
                        low[x] = low[y]
                    edge[x] += 1
            if below >= 0:
                depth += 1
                path[depth] = below
                continue
            depth -= 1
            if low[x] == order[x]:
                y = -1
                while y != x:
                    opened -= 1
                    y = waiting[opened]
                    component[y] = found
                found += 1
    return found


@part
def long_run_occupancy(room: Scratch, n: int, budget: float) -> bool:
    """Write the Cesàro limit of the law at turn t; return whether that is within the budget."""
    # A chain ends in one of its closed components, each with the probability `mass`, and stays
    # there in that component's stationary law. First which are closed, and whether the work is
    # affordable; then where it ends; then each law.
    row_first, column = room.row_first, room.column
    count = components(room, n)
    component = room.search[5]
    closed, mass, size = room.search[0], room.law[1], room.search[2]
    place = room.search[1]
    for c in range(count):
        closed[c] = 1
        size[c] = 0
    for x in range(n):
        room.occupancy[x] = 0.0
        place[x] = size[component[x]]
        size[component[x]] += 1
        for edge in range(row_first[x], row_first[x + 1]):
            if component[column[edge]] != component[x]:
                closed[component[x]] = 0
    ends, passing, cost, largest = 0, n, 0.0, 0
    for c in range(count):
        if closed[c]:
            ends += 1
            passing -= size[c]
            if size[c] > largest:
                largest = size[c]
            band = float(band_width(room, n, c))
            cost += size[c] * band * band
    if ends > 1:
        if passing + ends > largest:
            largest = passing + ends
        cost += passing * (passing * passing / 3.0)
    if cost > budget or largest > MATRIX_STATES:
        return False
    absorption(room, n, count)
    law, matrix = room.law[0], room.matrix
    for c in range(count):
        if mass[c] <= 0.0:
            continue
        members, width = size[c], band_width(room, n, c)
        within(room, n, c, members, width)
        if not stationary(matrix, members, width, room.search[4], law):
            within(room, n, c, members, width)
            stationary_in_logarithms(matrix, members, width, law)
        for x in range(n):
            if component[x] == c:
                room.occupancy[x] = mass[c] * law[place[x]]
    return True


@part
def within(room: Scratch, n: int, c: int, members: int, width: int) -> None:
    """Write the matrix of one component, of which no transition is longer than `width`."""
    row_first, column, weight = room.row_first, room.column, room.weight
    place, component, matrix = room.search[1], room.search[5], room.matrix
    for k in range(members):
        for y in range(members):
            if k - width <= y <= k + width:
                matrix[k * members + y] = 0.0
    for x in range(n):
        if component[x] == c:
            for edge in range(row_first[x], row_first[x + 1]):
                matrix[place[x] * members + place[column[edge]]] += weight[edge]


@part
def band_width(room: Scratch, n: int, c: int) -> int:
    """Return the widest step between states of a component, in their order."""
    row_first, column = room.row_first, room.column
    place, component = room.search[1], room.search[5]
    widest = 1
    for x in range(n):
        if component[x] == c:
            for edge in range(row_first[x], row_first[x + 1]):
                step = place[column[edge]] - place[x]
                if step < 0:
                    step = -step
                if step > widest:
                    widest = step
    return widest


@part
def absorption(room: Scratch, n: int, count: int) -> None:
    """Write the probability of ending in each component to law row 1; zero for open ones.

    By renewal: if every closed component, made one state, led back to the start, the chain would
    visit them in proportion to these probabilities.
    """
    start = room.start
    closed, component, mass = room.search[0], room.search[5], room.law[1]
    place, law = room.search[3], room.law[0]
    passing, ends, last = 0, 0, 0
    for c in range(count):
        mass[c] = 0.0
        if closed[c]:
            ends += 1
            closed[c] = ends  # the closed ones are numbered from 1
            last = c
    if ends == 1:
        mass[last] = 1.0
        return
    for x in range(n):
        place[x] = -1
        if closed[component[x]] == 0:
            place[x] = passing
            passing += 1
        else:
            mass[component[x]] += start[x]
    if passing == 0:
        return
    for x in range(n):
        if place[x] < 0:
            place[x] = passing + closed[component[x]] - 1
    wide = passing + ends
    renewal(room, n, passing, wide, start)
    total = 0.0
    for c in range(passing, wide):
        total += law[c]
    for c in range(count):
        mass[c] = law[passing + closed[c] - 1] / total if closed[c] else 0.0


@part
def renewal(room: Scratch, n: int, passing: int, wide: int, start: Floats) -> None:
    """Write the law of the chain that goes back to a start from every closed component.

    Row 0 of the law has the passing states first and then the components, as search row 3 says.
    """
    matrix, law = room.matrix, room.law[0]
    renewing(room, n, passing, wide, start)
    if not stationary(matrix, wide, wide, room.search[4], law):
        renewing(room, n, passing, wide, start)
        stationary_in_logarithms(matrix, wide, wide, law)


@part
def renewing(room: Scratch, n: int, passing: int, wide: int, start: Floats) -> None:
    """Write the matrix of :func:`renewal`."""
    row_first, column, weight = room.row_first, room.column, room.weight
    place, matrix = room.search[3], room.matrix
    for x in range(wide * wide):
        matrix[x] = 0.0
    for x in range(n):
        for row in range(passing, wide):
            matrix[row * wide + place[x]] += start[x]
        if place[x] < passing:
            for edge in range(row_first[x], row_first[x + 1]):
                matrix[place[x] * wide + place[column[edge]]] += weight[edge]
