// What the peers share: the events of a file, cut into their members, and the time.
//
// The members are taken from the places where `events` puts them; no JSON is parsed and nothing is checked, so that a
// peer is charged for keeping events and for nothing else.
#ifndef BLOTTER_LINES_H
#define BLOTTER_LINES_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    const char *bytes;
    size_t length;
} Text;

typedef struct {
    Text line, incident, id, kind, occurred, by, tag, body;
} Event;

typedef struct {
    const char *next, *end;
} Lines;

// Ends the program where something cannot be.
static inline void require(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "peer: %s\n", what);
    exit(74);
}

static inline double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline Lines open_lines(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    require(file >= 0 && fstat(file, &status) == 0 && status.st_size > 0, path);
    char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    require(bytes != MAP_FAILED, "cannot map the events");
    close(file);
    return (Lines){bytes, bytes + status.st_size};
}

// What stands between `before`, which is where the cursor is, and the next `stop`. Moves the cursor behind it.
static inline Text take(const char **cursor, const char *end, const char *before, const char *stop) {
    size_t length = strlen(before);
    require((size_t)(end - *cursor) > length && memcmp(*cursor, before, length) == 0, "a line is not as events writes it");
    const char *begin = *cursor + length, *found = memchr(begin, *stop, (size_t)(end - begin));
    require(found != NULL, "a line is not as events writes it");
    *cursor = found;
    return (Text){begin, (size_t)(found - begin)};
}

// Takes the next event; 0 at the end.
static inline int next_event(Lines *lines, Event *event) {
    if (lines->next >= lines->end) return 0;
    const char *end = memchr(lines->next, '\n', (size_t)(lines->end - lines->next)), *cursor = lines->next;
    require(end != NULL, "the last line has no end");
    event->line = (Text){cursor, (size_t)(end - cursor)};
    event->incident = take(&cursor, end, "{\"incident\":\"", "\"");
    event->id = take(&cursor, end, "\",\"id\":\"", "\"");
    event->kind = take(&cursor, end, "\",\"kind\":\"", "\"");
    event->occurred = take(&cursor, end, "\",\"occurred\":\"", "\"");
    event->by = take(&cursor, end, "\",\"by\":\"", "\"");
    event->tag = take(&cursor, end, "\",\"tags\":[\"", "\"");
    const char *begin = cursor + strlen("\"],\"body\":");
    event->body = (Text){begin, (size_t)(end - 1 - begin)};
    lines->next = end + 1;
    return 1;
}

// The number that stands for a kind, as it does in every store here.
static inline unsigned kind_number(Text kind) {
    return kind.length == strlen("responded") ? 2 : kind.bytes[0] == 'u' ? 3 : 1;
}

static inline int64_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

#endif
