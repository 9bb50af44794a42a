// The limit of LMDB: the databases, keys and sizes of a Blotter log, filled with as little work as there can be. No JSON is
// read, nothing is checked, hashed or summed, and every commit is durable.
//
//     lmdb bulk EVENTS DIRECTORY EVENTS_A_COMMIT
//     lmdb singles EVENTS DIRECTORY COUNT [one-flush]     one event a commit; one-flush: not durable by itself
//     lmdb scan - DIRECTORY 1                             touches every byte of every record
#include <lmdb.h>

#include "batch.h"
#include "lines.h"

enum { events, streams, stream_events, event_ids, tags, kinds, kind_events, references, meta, tables };

enum { postings = MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP };
static const struct {
    const char *name;
    unsigned flags;
} shapes[tables] = {
    {"events", MDB_INTEGERKEY}, {"streams", 0}, {"stream-events", 0}, {"event-ids", postings}, {"tags", postings},
    {"kinds", 0}, {"kind-events", postings | MDB_INTEGERKEY}, {"references", postings | MDB_INTEGERKEY}, {"meta", 0},
};

static MDB_env *environment;
static MDB_dbi table[tables];
static MDB_txn *transaction;
static uint64_t position, stream_count;

static void check(int code) { require(code == MDB_SUCCESS, mdb_strerror(code)); }

static void open_log(const char *directory, unsigned flags, size_t expected) {
    mkdir(directory, 0755);
    check(mdb_env_create(&environment));
    check(mdb_env_set_maxdbs(environment, tables));
    check(mdb_env_set_mapsize(environment, (size_t)64 << 30));
    check(mdb_env_open(environment, directory, flags, 0644));
    int file;
    check(mdb_env_get_fd(environment, &file));
    // Blocks are set aside before they are needed, as Blotter does it.
    require(expected == 0 || posix_fallocate(file, 0, (off_t)expected) == 0, "cannot set blocks aside");
    check(mdb_txn_begin(environment, NULL, 0, &transaction));
    for (int one = 0; one < tables; one++)
        check(mdb_dbi_open(transaction, shapes[one].name, shapes[one].flags | MDB_CREATE, &table[one]));
    for (uint64_t kind = 1; kind <= 3; kind++) {
        uint64_t row[2] = {kind, 0};
        check(mdb_put(transaction, table[kinds], &(MDB_val){8, &kind}, &(MDB_val){sizeof row, row}, 0));
    }
    check(mdb_txn_commit(transaction));
}

// The cursor stays on its page, so that a key next to the last one is found without a way from the root.
static void put(MDB_cursor *cursor, void *key, size_t key_size, void *value, size_t size, unsigned flags) {
    check(mdb_cursor_put(cursor, &(MDB_val){key_size, key}, &(MDB_val){size, value}, flags));
}

static MDB_cursor *cursor_of(int which) {
    MDB_cursor *cursor;
    check(mdb_cursor_open(transaction, table[which], &cursor));
    return cursor;
}

// A number in as many bytes as it needs, which sort as numbers do.
static size_t rising(unsigned char *key, uint64_t number) {
    size_t size = 1;
    while (size < 7 && number >> 7 * size) size++;
    uint64_t marked = number | (((uint64_t)1 << (size - 1)) - 1) << (7 * size + 1);
    for (size_t byte = 0; byte < size; byte++) key[byte] = (unsigned char)(marked >> 8 * (size - 1 - byte));
    return size;
}

static void put_record(MDB_cursor *cursor, const Draft *draft) {
    const Event *event = &draft->event;
    // The words of `occurred` are the usual ones, and left out.
    enum { header = 112, count = 5 };
    const Text parts[count] = {event->incident, event->id, event->by, event->tag, event->body};
    size_t size = header + 1;
    for (int part = 0; part < count; part++) size += parts[part].length;
    uint64_t key = draft->position;
    MDB_val value = {size, NULL};
    check(mdb_cursor_put(cursor, &(MDB_val){sizeof key, &key}, &value, MDB_APPEND | MDB_RESERVE));
    char *record = value.mv_data;
    memset(record, 0, header + 1);
    memcpy(record + 20, &draft->stream->ordinal, 6);
    memcpy(record + 26, &draft->revision, 6);
    record += header + 1;
    for (int part = 0; part < count; part++) {
        memcpy(record, parts[part].bytes, parts[part].length);
        record += parts[part].length;
    }
}

// Gives every event its position, revision and ordinal.
static void number(Batch *batch) {
    for (unsigned index = 0; index < batch->streams.count; index++) {
        Group *stream = &batch->streams.groups[index];
        MDB_val value, key = {stream->name.length, (void *)stream->name.bytes};
        int code = mdb_get(transaction, table[streams], &key, &value);
        if (code == MDB_NOTFOUND) {
            stream->ordinal = ++stream_count;
        } else {
            check(code);
            memcpy(&stream->ordinal, value.mv_data, 8);
            memcpy(&stream->revision, (char *)value.mv_data + 8, 8);
        }
    }
    for (unsigned index = 0; index < batch->count; index++) {
        batch->drafts[index].position = ++position;
        batch->drafts[index].revision = ++batch->drafts[index].stream->revision;
    }
}

static void put_streams(Batch *batch) {
    static Draft **sorted;
    if (!sorted) sorted = space(batch->limit, sizeof *sorted);
    MDB_cursor *cursor = cursor_of(stream_events);
    sort_groups(&batch->streams, by_ordinal);
    for (Group *stream = batch->streams.groups; stream < batch->streams.groups + batch->streams.count; stream++)
        for (Draft *draft = stream->first; draft; draft = draft->next_in_stream) {
            unsigned char key[16];
            size_t size = rising(key, stream->ordinal);
            size += rising(key + size, draft->revision);
            put(cursor, key, size, &draft->position, 8, MDB_NOOVERWRITE);
        }
    cursor = cursor_of(event_ids);
    for (Group *stream = batch->streams.groups; stream < batch->streams.groups + batch->streams.count; stream++)
        for (unsigned index = 0, count = sort_ids(stream, sorted); index < count; index++) {
            unsigned char key[16];
            size_t size = rising(key, stream->ordinal);
            uint64_t hash = __builtin_bswap64(sorted[index]->id_hash);
            memcpy(key + size, &hash, 5);
            put(cursor, key, size + 5, &sorted[index]->position, 8, MDB_APPENDDUP);
        }
    cursor = cursor_of(streams);
    sort_groups(&batch->streams, by_name);
    for (Group *stream = batch->streams.groups; stream < batch->streams.groups + batch->streams.count; stream++) {
        uint64_t row[3] = {stream->ordinal, stream->revision, 0};
        put(cursor, (void *)stream->name.bytes, stream->name.length, row, sizeof row, 0);
    }
}

static void put_tags(Batch *batch) {
    MDB_cursor *cursor = cursor_of(tags);
    sort_groups(&batch->tags, by_name);
    for (Group *tag = batch->tags.groups; tag < batch->tags.groups + batch->tags.count; tag++)
        for (Draft *draft = tag->first; draft; draft = draft->next_in_tag)
            put(cursor, (void *)tag->name.bytes, tag->name.length, &draft->position, 8, MDB_APPENDDUP);
}

static void put_kinds(Batch *batch) {
    MDB_cursor *cursor = cursor_of(kind_events);
    for (uint64_t kind = 1; kind <= 3; kind++)
        for (Draft *draft = batch->drafts; draft < batch->drafts + batch->count; draft++)
            if (kind_number(draft->event.kind) == kind)
                put(cursor, &kind, sizeof kind, &draft->position, 8, MDB_APPENDDUP);
}

// One transaction: every table in the order of its keys.
static void commit(Batch *batch) {
    check(mdb_txn_begin(environment, NULL, 0, &transaction));
    number(batch);
    MDB_cursor *cursor = cursor_of(events);
    for (unsigned index = 0; index < batch->count; index++) put_record(cursor, &batch->drafts[index]);
    put_streams(batch);
    put_kinds(batch);
    put_tags(batch);
    uint64_t mark[4] = {position, position, 0, 0};
    check(mdb_put(transaction, table[meta], &(MDB_val){6, "commit"}, &(MDB_val){sizeof mark, mark}, 0));
    check(mdb_txn_commit(transaction));
}

static unsigned long append(const char *path, unsigned long limit, unsigned per_commit) {
    Lines lines = open_lines(path);
    Batch *batch = new_batch(per_commit);
    unsigned long count = 0;
    Event event;
    while (count < limit && next_event(&lines, &event)) {
        count++;
        if (add(batch, &event)) continue;
        commit(batch);
        clear(batch);
    }
    if (batch->count > 0) commit(batch);
    return count;
}

static unsigned long scan(uint64_t *sum) {
    unsigned long count = 0;
    check(mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction));
    MDB_cursor *cursor = cursor_of(events);
    for (MDB_val key, value; mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == MDB_SUCCESS; count++)
        for (size_t offset = 0; offset + 8 <= value.mv_size; offset += 8) {
            uint64_t word;
            memcpy(&word, (char *)value.mv_data + offset, 8);
            *sum += word;
        }
    return count;
}

int main(int argc, char **argv) {
    require(argc >= 5, "usage: lmdb bulk|singles|scan EVENTS DIRECTORY COUNT [one-flush]");
    unsigned long size = strtoul(argv[4], NULL, 10), count = 0;
    uint64_t sum = 0;
    struct stat input = {0};
    if (strcmp(argv[1], "bulk") == 0) require(stat(argv[2], &input) == 0, argv[2]);
    open_log(argv[3], argc > 5 ? MDB_NOMETASYNC : 0, strcmp(argv[1], "scan") == 0 ? 0 : (64 << 20) + (size_t)input.st_size * 2);
    double begun = seconds();
    if (strcmp(argv[1], "scan") == 0)
        count = scan(&sum);
    else if (strcmp(argv[1], "bulk") == 0)
        count = append(argv[2], ~0ul, (unsigned)size);
    else
        count = append(argv[2], size, 1);
    MDB_envinfo info;
    check(mdb_env_info(environment, &info));
    printf("{\"events\":%lu,\"seconds\":%.6f,\"bytes\":%zu,\"sum\":%llu}\n", count, seconds() - begun,
        (info.me_last_pgno + 1) * 4096, (unsigned long long)sum);
    return 0;
}
