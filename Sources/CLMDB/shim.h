/* LMDB as Swift sees it, and the few calls of the system beside it that Swift's own module of the C library leaves
   out. LMDB's functions take plain pointers and integers, so Swift calls them as they are. */
#ifndef BLOTTER_CLMDB_SHIM_H
#define BLOTTER_CLMDB_SHIM_H

#include <errno.h>
#include <lmdb.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* renameat2(2) stands behind _GNU_SOURCE, which is not set where Swift reads this header. Of its flags, 1 is
   RENAME_NOREPLACE and 2 is RENAME_EXCHANGE. */
static inline int blotter_rename(const char *from, const char *to, unsigned int flags) {
    return (int)syscall(SYS_renameat2, -100 /* AT_FDCWD */, from, -100, to, flags);
}

/* statfs(2): <sys/vfs.h> is not part of Swift's module of the C library. Returns 0 where the call fails. */
static inline unsigned long blotter_file_system_type(int descriptor) {
    struct statfs status;
    return fstatfs(descriptor, &status) == 0 ? (unsigned long)status.f_type & 0xFFFFFFFFUL : 0;
}

/* fallocate(2), which stands behind _GNU_SOURCE as well. Not posix_fallocate(3): where the file system cannot do it, the
   C library writes into the file instead, outside of every lock. Returns 0 or an error number. */
static inline int blotter_allocate(int descriptor, long offset, long length) {
    return syscall(SYS_fallocate, descriptor, 0, offset, length) == 0 ? 0 : errno;
}

/* struct flock of the kernel on 64-bit machines. <fcntl.h> would bring structures that Swift has from elsewhere. */
struct blotter_lock {
    short type, whence;
    long start, length;
    int process;
};

/* Locks a byte of an open file against other open files, or lets it go; waits until that can be. 38 is F_OFD_SETLKW
   (fcntl(2)), which stands behind _GNU_SOURCE. Returns 0 or an error number. */
static inline int blotter_lock_byte(int descriptor, long place, short type) {
    struct blotter_lock lock = {type, 0 /* SEEK_SET */, place, 1, 0};
    return syscall(SYS_fcntl, descriptor, 38, &lock) == 0 ? 0 : errno;
}

/* Whether another open file has locked a byte: 1 or 0; -1 where that cannot be told. 36 is F_OFD_GETLK. */
static inline int blotter_is_byte_locked(int descriptor, long place) {
    struct blotter_lock lock = {1 /* F_WRLCK */, 0, place, 1, 0};
    return syscall(SYS_fcntl, descriptor, 36, &lock) == 0 ? lock.type != 2 /* F_UNLCK */ : -1;
}

/* getrandom(2), waiting for the generator where the machine has only just started. */
static inline long blotter_random(void *bytes, size_t count) { return getrandom(bytes, count, 0); }

/* Asks the processor to bring some bytes into its cache, if they are in memory. Any address will do: "data prefetch does
   not generate faults if addr is invalid" (gcc). */
static inline void blotter_prefetch(const void *bytes, size_t count) {
    for (size_t offset = 0; offset < count; offset += 64) __builtin_prefetch((const char *)bytes + offset);
}

#endif
