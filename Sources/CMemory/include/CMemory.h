/* What the allocator of the C library keeps of memory that is not needed any more. */
#ifndef BLOTTER_CMEMORY_H
#define BLOTTER_CMEMORY_H

/* From now on pieces of memory of 256 KiB and more go back to the system as soon as they are given up, and so does what is
   free at the end of a heap, from 512 KiB on. Shorter ones stay: an answer of 100 entries is made in 128 KiB, and to ask
   the system for them each time, page by page, takes a fifth of all that it costs.

   Left to itself glibc learns from the first large piece that is given up (mallopt(3), M_MMAP_THRESHOLD): it then takes all
   up to that size, 32 MiB at most, from its heaps, between small pieces that stay. A few long requests would so leave
   holes in which all that comes later spreads. Does nothing with another C library. */
void blotter_memory_give_back(void);

#endif
