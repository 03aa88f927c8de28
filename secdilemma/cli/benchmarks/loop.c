/* Tit for tat against itself with execution error and misperception: one match after the other,
   one SplitMix64 word a turn and use, as somebody would write it who wants only this pair. */

#include <stdint.h>

static uint64_t state;

static uint64_t word(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Errors as 32-bit thresholds, after restraint and after arming; counts of CC, CD, DC, DD. */
void play(uint64_t seed, int64_t matches, int64_t turns, const uint64_t *execution,
          const uint64_t *sighting, int64_t *counts)
{
    state = seed;
    for (int64_t match = 0; match < matches; match++) {
        int seen_by_a = 0, seen_by_b = 0;
        for (int64_t turn = 0; turn < turns; turn++) {
            uint64_t slip = word(), sight = word();
            int a = seen_by_a ^ ((slip >> 32) < execution[seen_by_a]);
            int b = seen_by_b ^ ((slip & 0xFFFFFFFFu) < execution[seen_by_b]);
            counts[2 * a + b]++;
            seen_by_a = b ^ ((sight >> 32) < sighting[b]);
            seen_by_b = a ^ ((sight & 0xFFFFFFFFu) < sighting[a]);
        }
    }
}
