#include "CXXHash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t blotter_xxh3(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }

uint64_t blotter_xxh3_seeded(const void *bytes, size_t count, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, count, seed);
}
