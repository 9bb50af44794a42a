/* XXH3, 64 bits wide, of bytes that lie together. The algorithm is xxHash's own, compiled into this target, so that
   nothing has to be linked and a hash costs no call into a shared library. */
#ifndef BLOTTER_CXXHASH_H
#define BLOTTER_CXXHASH_H

#include <stddef.h>
#include <stdint.h>

/* XXH3-64 with seed 0. `bytes` may be null where `count` is 0. */
uint64_t blotter_xxh3(const void *bytes, size_t count);

/* XXH3-64 with a seed. */
uint64_t blotter_xxh3_seeded(const void *bytes, size_t count, uint64_t seed);

#endif
