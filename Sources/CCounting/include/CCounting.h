/* Counts what costs the same on every machine: allocations always, instructions where the program runs under callgrind
   (valgrind.org/docs/manual/cl-manual.html). Linked into benchmarks alone, since it stands in for the allocator. */
#ifndef BLOTTER_CCOUNTING_H
#define BLOTTER_CCOUNTING_H

#include <stdbool.h>
#include <stdint.h>

/* How often any thread of this process has asked for memory. */
uint64_t blotter_allocations(void);

/* Whether instructions are counted: built with valgrind's header, and running under valgrind. */
bool blotter_counts_instructions(void);

/* From now on the instructions of all threads count. Does nothing where they are not counted. */
void blotter_begin_instructions(void);

/* Writes down how many there were since the beginning, as callgrind's dump with the reason `piece NUMBER`. */
void blotter_end_instructions(unsigned number);

#endif
