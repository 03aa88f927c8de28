"""Solving a chain: occupancy over a finite match, a discounted one, and in the long run.

Stationary laws use the elimination of Grassmann, Taksar and Heyman (1985), which never subtracts
and so keeps full accuracy however slowly a chain mixes. A discounted match is the stationary law of
the chain that restarts with probability 1 - δ. Each function writes ``room.occupancy``.
"""

import numpy as np

from secdilemma.kernels.compiling import part
from secdilemma.kernels.tables import Floats, Ints
from secdilemma.kernels.workspace import DENSE_STATES, Workspace

MATRIX_STATES = 4_000
SETTLING = 16  # turns between two looks at whether the law has settled
SETTLED = 1e-12


@part
def finite_occupancy(room: Workspace, n: int, turns: int) -> int:
    """Write expected turns in each state over `turns` turns; return the row of the final law.

    Once a turn changes so little that all that are left cannot change a share by 1e-12, the law
    has settled and the rest is multiplied.
    """
    row_first, column, weight, start = room.row_first, room.column, room.weight, room.start
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
        if turn % SETTLING == SETTLING - 1:
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
def doubled(room: Workspace, n: int, turns: int) -> int:
    """Write what `finite_occupancy` does, by powers of two of the transition matrix."""
    row_first, column, weight, start = room.row_first, room.column, room.weight, room.start
    square, law, occupancy = room.square, room.law, room.occupancy
    for x in range(n):
        for y in range(n):
            square[0, x, y] = 0.0  # the power
            square[1, x, y] = 0.0  # the sum of all lower powers
        square[1, x, x] = 1.0
        for edge in range(row_first[x], row_first[x + 1]):
            square[0, x, column[edge]] = weight[edge]
        law[0, x] = start[x]
        occupancy[x] = 0.0
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
                        occupancy[y] += p * square[at + 1, x, y]
                        law[1 - now, y] += p * square[at, x, y]
            now = 1 - now
        left >>= 1
        if left == 0:
            return now
        to = 2 - at
        for x in range(n):
            for y in range(n):
                square[to, x, y] = 0.0
                square[to + 1, x, y] = square[at + 1, x, y]
            for k in range(n):
                p = square[at, x, k]
                if p > 0.0:
                    for y in range(n):
                        square[to, x, y] += p * square[at, k, y]
                        square[to + 1, x, y] += p * square[at + 1, k, y]
            mass = 0.0
            for y in range(n):
                mass += square[to, x, y]
            for y in range(n):
                square[to, x, y] /= mass
        at = to


@part
def stationary(matrix: Floats, n: int, band: int, law: Floats) -> None:
    """Write the stationary law of the irreducible chain of the first n states into `law`.

    No transition is longer than `band`. Elimination fills nothing outside it, so that the cost is
    at most n times its square.
    """
    used = np.empty(n, np.int64)
    for k in range(n - 1, 0, -1):
        out = 0.0
        count = 0
        for y in range(max(0, k - band), k):
            if matrix[k, y] > 0.0:
                out += matrix[k, y]
                used[count] = y
                count += 1
        for x in range(max(0, k - band), k):
            if matrix[x, k] > 0.0:
                share = matrix[x, k] / out
                matrix[x, k] = share
                for u in range(count):
                    matrix[x, used[u]] += share * matrix[k, used[u]]
    law[0] = 1.0
    total = 1.0
    for k in range(1, n):
        law[k] = 0.0
        for x in range(max(0, k - band), k):
            law[k] += law[x] * matrix[x, k]
        total += law[k]
    for k in range(n):
        law[k] /= total


@part
def discounted_occupancy(room: Workspace, n: int, discount: float) -> None:
    """Write (1 - δ) Σ δ^t times the law at turn t, for 0 < δ < 1."""
    row_first, column, weight, start = room.row_first, room.column, room.weight, room.start
    seen, place = room.search[0], room.search[1]
    reached = reach(room, n)
    matrix = np.zeros((reached, reached), np.float64)
    for x in range(n):
        room.occupancy[x] = 0.0
        if seen[x] == 0:
            continue
        for y in range(n):
            if seen[y]:
                matrix[place[x], place[y]] += (1.0 - discount) * start[y]
        for edge in range(row_first[x], row_first[x + 1]):
            matrix[place[x], place[column[edge]]] += discount * weight[edge]
    law = room.law[0]
    stationary(matrix, reached, reached, law)
    for x in range(n):
        if seen[x]:
            room.occupancy[x] = law[place[x]]


@part
def reach(room: Workspace, n: int) -> int:
    """Mark the states that the start can reach (search rows 0, 1: mark, place); return how many."""
    row_first, column, start = room.row_first, room.column, room.start
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
def components(room: Workspace, n: int) -> int:
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
def long_run_occupancy(room: Workspace, n: int, budget: float) -> bool:
    """Write the Cesàro limit of the law at turn t; return whether that is within the budget."""
    row_first, column, weight = room.row_first, room.column, room.weight
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
            largest = max(largest, size[c])
            cost += size[c] * band_width(room, n, c) ** 2
    if ends > 1:
        largest = max(largest, passing + count)
        cost += passing * (passing * passing / 3.0)
    if cost > budget or largest > MATRIX_STATES:
        return False
    absorption(room, n, count)
    law = room.law[0]
    for c in range(count):
        if mass[c] <= 0.0:
            continue
        matrix = np.zeros((size[c], size[c]), np.float64)
        for x in range(n):
            if component[x] == c:
                for edge in range(row_first[x], row_first[x + 1]):
                    matrix[place[x], place[column[edge]]] += weight[edge]
        stationary(matrix, size[c], int(band_width(room, n, c)), law)
        for x in range(n):
            if component[x] == c:
                room.occupancy[x] = mass[c] * law[place[x]]
    return True


@part
def band_width(room: Workspace, n: int, c: int) -> float:
    """Return the widest step between states of a component, in their order."""
    row_first, column = room.row_first, room.column
    place, component = room.search[1], room.search[5]
    widest = 1
    for x in range(n):
        if component[x] == c:
            for edge in range(row_first[x], row_first[x + 1]):
                widest = max(widest, abs(place[column[edge]] - place[x]))
    return float(widest)


@part
def absorption(room: Workspace, n: int, count: int) -> None:
    """Write the probability of ending in each component to law row 1; zero for open ones.

    Every state here is reachable from the start, except war where it cannot come. Passing states
    are eliminated one by one, as for a stationary law.
    """
    row_first, column, weight, start = room.row_first, room.column, room.weight, room.start
    closed, component, mass = room.search[0], room.search[5], room.law[1]
    place = room.search[3]
    passing, ends, last = 0, 0, 0
    for c in range(count):
        mass[c] = 0.0
        if closed[c]:
            ends += 1
            last = c
    if ends == 1:
        mass[last] = 1.0
        return
    for x in range(n):
        place[x] = -1
        if closed[component[x]] == 0:
            place[x] = passing
            passing += 1
    # Rows: the passing states and, last, the start. Columns: the passing states, then components.
    matrix = np.zeros((passing + 1, passing + count), np.float64)
    for x in range(n):
        matrix[passing, column_of(place, component, passing, x)] += start[x]
        if place[x] >= 0:
            for edge in range(row_first[x], row_first[x + 1]):
                y = column_of(place, component, passing, column[edge])
                matrix[place[x], y] += weight[edge]
    for k in range(passing - 1, -1, -1):
        out = 0.0
        for y in range(passing + count):
            if y < k or y >= passing:
                out += matrix[k, y]
        for row in range(passing + 1):
            share = matrix[row, k] / out
            if share > 0.0 and (row < k or row == passing):
                for y in range(passing + count):
                    if y < k or y >= passing:
                        matrix[row, y] += share * matrix[k, y]
    for c in range(count):
        mass[c] = matrix[passing, passing + c]


@part
def column_of(place: Ints, component: Ints, passing: int, x: int) -> int:
    """Return the column of a state: its own if it is passing, else its component's."""
    return int(place[x] if place[x] >= 0 else passing + component[x])
