// Counts the flushes of a program that is started with this library in LD_PRELOAD, and writes their number to the file that
// BENCH_FLUSHES names when the program ends: fsync and fdatasync, and writes into a file that was opened with O_DSYNC, each
// of which is one too (so LMDB writes its meta page).
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_ulong flushes;

typedef int (*Flush)(int);
typedef ssize_t (*Write)(int, const void *, size_t, off_t);

int fsync(int file) {
    flushes++;
    return ((Flush)dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
    flushes++;
    return ((Flush)dlsym(RTLD_NEXT, "fdatasync"))(file);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    if (fcntl(file, F_GETFL) & O_DSYNC) flushes++;
    return ((Write)dlsym(RTLD_NEXT, "pwrite"))(file, bytes, size, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off_t offset) { return pwrite(file, bytes, size, offset); }

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("BENCH_FLUSHES");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%lu\n", (unsigned long)flushes);
    fclose(file);
}
