// The events of one commit, and the orders in which the tables want them.
#ifndef BLOTTER_BATCH_H
#define BLOTTER_BATCH_H

#include "lines.h"

// An event of the batch, with the one that comes after it in its incident and under its tag.
typedef struct Draft {
    Event event;
    struct Group *stream;
    struct Draft *next_in_stream, *next_in_tag;
    uint64_t position, revision, id_hash;
} Draft;

// The events of one incident, or under one tag, in the order of the batch.
typedef struct Group {
    Text name;
    uint64_t ordinal, revision;
    Draft *first, *last;
} Group;

typedef struct {
    unsigned count, slot_count;
    Group *groups;
    // A place for every group, found by the hash of its name: its index plus one.
    unsigned *slots;
} Groups;

typedef struct {
    unsigned count, limit;
    Draft *drafts;
    Groups streams, tags;
} Batch;

static inline uint64_t hash_of(Text text) {
    uint64_t hash = 0x9E3779B97F4A7C15u ^ text.length, word;
    size_t offset = 0;
    for (; offset + 8 <= text.length; offset += 8) {
        memcpy(&word, text.bytes + offset, 8);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, text.bytes + offset, text.length - offset);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static inline void *space(size_t count, size_t size) {
    void *found = calloc(count, size);
    require(found != NULL, "out of memory");
    return found;
}

static inline Groups new_groups(unsigned limit) {
    unsigned slots = 4;
    while (slots < 2 * limit) slots *= 2;
    return (Groups){0, slots, space(limit, sizeof(Group)), space(slots, sizeof(unsigned))};
}

static inline Batch *new_batch(unsigned limit) {
    Batch *batch = space(1, sizeof *batch);
    *batch = (Batch){0, limit, space(limit, sizeof(Draft)), new_groups(limit), new_groups(limit)};
    return batch;
}

static inline void clear(Batch *batch) {
    batch->count = batch->streams.count = batch->tags.count = 0;
    memset(batch->streams.slots, 0, batch->streams.slot_count * sizeof(unsigned));
    memset(batch->tags.slots, 0, batch->tags.slot_count * sizeof(unsigned));
}

static inline Group *group_of(Groups *groups, Text name) {
    unsigned mask = groups->slot_count - 1, slot = (unsigned)hash_of(name) & mask;
    for (; groups->slots[slot] != 0; slot = (slot + 1) & mask) {
        Group *group = &groups->groups[groups->slots[slot] - 1];
        if (group->name.length == name.length && memcmp(group->name.bytes, name.bytes, name.length) == 0) return group;
    }
    require(groups->count < groups->slot_count / 2, "there are too many names");
    groups->slots[slot] = ++groups->count;
    Group *group = &groups->groups[groups->count - 1];
    *group = (Group){.name = name};
    return group;
}

// Adds an event; 0 where the batch is full then.
static inline int add(Batch *batch, const Event *event) {
    Draft *draft = &batch->drafts[batch->count++];
    Group *stream = group_of(&batch->streams, event->incident), *tag = group_of(&batch->tags, event->tag);
    *draft = (Draft){.event = *event, .stream = stream, .id_hash = hash_of(event->id)};
    if (stream->last) stream->last->next_in_stream = draft; else stream->first = draft;
    if (tag->last) tag->last->next_in_tag = draft; else tag->first = draft;
    stream->last = tag->last = draft;
    return batch->count < batch->limit;
}

static inline int order(uint64_t left, uint64_t right) { return (left > right) - (left < right); }

static inline int order_of_texts(Text left, Text right) {
    size_t shorter = left.length < right.length ? left.length : right.length;
    int found = memcmp(left.bytes, right.bytes, shorter);
    return found != 0 ? found : order(left.length, right.length);
}

static inline int by_name(const void *left, const void *right) {
    return order_of_texts(((const Group *)left)->name, ((const Group *)right)->name);
}

static inline int by_ordinal(const void *left, const void *right) {
    return order(((const Group *)left)->ordinal, ((const Group *)right)->ordinal);
}

// Sorts the groups, after which their drafts no longer find them.
static inline void sort_groups(Groups *groups, int (*rule)(const void *, const void *)) {
    qsort(groups->groups, groups->count, sizeof *groups->groups, rule);
}

// Sorts the hashes of the ids of one incident's drafts, which are few.
static inline unsigned sort_ids(const Group *stream, Draft **sorted) {
    unsigned count = 0;
    for (Draft *draft = stream->first; draft; draft = draft->next_in_stream) {
        unsigned place = count++;
        for (; place > 0 && sorted[place - 1]->id_hash > draft->id_hash; place--) sorted[place] = sorted[place - 1];
        sorted[place] = draft;
    }
    return count;
}

#endif
