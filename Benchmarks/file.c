// The limit of the disk: a plain file, appended to and flushed.
//
//     file bulk EVENTS FILE FLUSH_EVERY     all events, flushed every so many
//     file singles EVENTS FILE COUNT        one event after another, each flushed
//     file flushes EVENTS FILE COUNT        the same over a file that has its blocks already: what a flush itself costs
#include "lines.h"

static void flush(int file) { require(fdatasync(file) == 0, "fdatasync failed"); }

int main(int argc, char **argv) {
    require(argc == 5, "usage: file bulk|singles|flushes EVENTS FILE COUNT");
    unsigned long size = strtoul(argv[4], NULL, 10), count = 0;
    int in_bulk = strcmp(argv[1], "bulk") == 0;
    int file = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    require(file >= 0, argv[3]);
    if (strcmp(argv[1], "flushes") == 0) {
        static char zeros[1 << 20];
        for (unsigned long made = 0; made < size * 512; made += sizeof zeros)
            require(write(file, zeros, sizeof zeros) == (ssize_t)sizeof zeros, "write failed");
        require(fsync(file) == 0 && lseek(file, 0, SEEK_SET) == 0, "fsync failed");
    }
    Lines lines = open_lines(argv[2]);
    double begun = seconds();
    const char *from = lines.next;
    Event event;
    while (next_event(&lines, &event)) {
        count++;
        if (in_bulk && count % size != 0 && lines.next < lines.end) continue;
        for (size_t left = (size_t)(lines.next - from); left > 0;) {
            ssize_t written = write(file, from, left);
            require(written > 0, "write failed");
            from += written;
            left -= (size_t)written;
        }
        flush(file);
        if (!in_bulk && count == size) break;
    }
    printf("{\"events\":%lu,\"seconds\":%.6f}\n", count, seconds() - begun);
    return 0;
}
