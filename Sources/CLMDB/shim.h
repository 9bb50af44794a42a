/* LMDB as Swift sees it, and the few calls of the system beside it that Swift's own module of the C library leaves
   out. LMDB's functions take plain pointers and integers, so Swift calls them as they are. */
#ifndef BLOTTER_CLMDB_SHIM_H
#define BLOTTER_CLMDB_SHIM_H

#include <lmdb.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* renameat2(2) stands behind _GNU_SOURCE, which is not set where Swift reads this header. 1 is RENAME_NOREPLACE. */
static inline int blotter_rename_exclusively(const char *from, const char *to) {
    return (int)syscall(SYS_renameat2, -100 /* AT_FDCWD */, from, -100, to, 1U);
}

/* statfs(2): <sys/vfs.h> is not part of Swift's module of the C library. Returns 0 where the call fails. */
static inline unsigned long blotter_file_system_type(int descriptor) {
    struct statfs status;
    return fstatfs(descriptor, &status) == 0 ? (unsigned long)status.f_type & 0xFFFFFFFFUL : 0;
}

/* getrandom(2), waiting for the generator where the machine has only just started. */
static inline long blotter_random(void *bytes, size_t count) { return getrandom(bytes, count, 0); }

#endif
