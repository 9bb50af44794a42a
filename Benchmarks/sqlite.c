// SQLite: one table with the same unique keys, write-ahead log, synchronous=FULL.
//
//     sqlite bulk EVENTS FILE 0          all events in one transaction, prepared statements
//     sqlite singles EVENTS FILE COUNT   one event a transaction
//     sqlite scan - FILE 1               reads every row
//
// The writer knows the revisions, as if it had read each incident before; the unique key tells where it is wrong.
// Seconds end with the durable COMMIT: what the write-ahead log costs when it is brought into the file is not charged.
#include <sqlite3.h>

#include "batch.h"

static sqlite3 *database;

static void run(const char *text) { require(sqlite3_exec(database, text, NULL, NULL, NULL) == SQLITE_OK, text); }

static sqlite3_stmt *prepare(const char *text) {
    sqlite3_stmt *statement;
    require(sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) == SQLITE_OK, text);
    return statement;
}

static void bind(sqlite3_stmt *statement, int place, Text text) {
    sqlite3_bind_text(statement, place, text.bytes, (int)text.length, SQLITE_STATIC);
}

static void step(sqlite3_stmt *statement) {
    require(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(database));
    sqlite3_reset(statement);
}

static sqlite3_stmt *put_event;
static Groups revisions;

static void open_database(const char *path) {
    require(sqlite3_open(path, &database) == SQLITE_OK, path);
    run("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA locking_mode=EXCLUSIVE;"
        "PRAGMA cache_size=-2000000; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000");
    // The last to close would bring the whole log into the file: see above.
    sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    run("CREATE TABLE IF NOT EXISTS events(position INTEGER PRIMARY KEY, incident TEXT NOT NULL, revision INTEGER NOT NULL,"
        " id TEXT NOT NULL, kind INTEGER NOT NULL, recorded INTEGER NOT NULL, occurred TEXT, by TEXT NOT NULL, tag TEXT,"
        " body TEXT NOT NULL);"
        "CREATE UNIQUE INDEX IF NOT EXISTS revisions ON events(incident, revision);"
        "CREATE UNIQUE INDEX IF NOT EXISTS ids ON events(incident, id);"
        "CREATE INDEX IF NOT EXISTS kinds ON events(kind);"
        "CREATE INDEX IF NOT EXISTS tags ON events(tag)");
    put_event = prepare(
        "INSERT INTO events(incident, revision, id, kind, recorded, occurred, by, tag, body) VALUES(?,?,?,?,?,?,?,?,?)");
}

static void append(const Event *event) {
    bind(put_event, 1, event->incident);
    sqlite3_bind_int64(put_event, 2, (sqlite3_int64)++group_of(&revisions, event->incident)->revision);
    bind(put_event, 3, event->id);
    sqlite3_bind_int(put_event, 4, (int)kind_number(event->kind));
    sqlite3_bind_int64(put_event, 5, microseconds());
    bind(put_event, 6, event->occurred);
    bind(put_event, 7, event->by);
    bind(put_event, 8, event->tag);
    bind(put_event, 9, event->body);
    step(put_event);
}

static unsigned long scan(void) {
    sqlite3_stmt *all = prepare("SELECT * FROM events ORDER BY position");
    unsigned long count = 0;
    size_t sum = 0;
    for (; sqlite3_step(all) == SQLITE_ROW; count++) {
        for (int column = 0; column < 6; column++) sum += (size_t)sqlite3_column_int64(all, column);
        const char *body = (const char *)sqlite3_column_text(all, 9);
        for (int offset = 0, length = sqlite3_column_bytes(all, 9); offset < length; offset++) sum += (size_t)body[offset];
    }
    require(sum > 0, "nothing was read");
    return count;
}

int main(int argc, char **argv) {
    require(argc == 5, "usage: sqlite bulk|singles|scan EVENTS FILE COUNT");
    int in_bulk = strcmp(argv[1], "bulk") == 0;
    unsigned long limit = in_bulk ? ~0ul : strtoul(argv[4], NULL, 10), count = 0;
    open_database(argv[3]);
    revisions = new_groups(1 << 21);
    double begun = seconds();
    if (strcmp(argv[1], "scan") == 0) {
        count = scan();
    } else {
        Lines lines = open_lines(argv[2]);
        sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
        Event event;
        if (in_bulk) step(begin);
        for (; count < limit && next_event(&lines, &event); count++) {
            if (!in_bulk) step(begin);
            append(&event);
            if (!in_bulk) step(commit);
        }
        if (in_bulk) step(commit);
    }
    printf("{\"events\":%lu,\"seconds\":%.6f}\n", count, seconds() - begun);
    return 0;
}
