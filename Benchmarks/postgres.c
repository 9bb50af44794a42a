// PostgreSQL: one table with the same unique keys, synchronous_commit=on.
//
//     postgres bulk EVENTS CONNECTION 0 0              COPY in one transaction
//     postgres clients EVENTS CONNECTION N COUNT       N connections, each with one prepared INSERT under way at a time
//
// The writer knows the revisions, as if it had read each incident before; the unique key tells where it is wrong.
#include <libpq-fe.h>
#include <poll.h>

#include "batch.h"

static PGresult *expect(PGresult *result, ExecStatusType status) {
    require(PQresultStatus(result) == status, PQresultErrorMessage(result));
    return result;
}

static void run(PGconn *connection, const char *text) { PQclear(expect(PQexec(connection, text), PGRES_COMMAND_OK)); }

static PGconn *connect_to(const char *place) {
    PGconn *connection = PQconnectdb(place);
    require(PQstatus(connection) == CONNECTION_OK, PQerrorMessage(connection));
    return connection;
}

static PGconn *make_table(const char *place) {
    PGconn *connection = connect_to(place);
    run(connection, "SET client_min_messages=error");
    run(connection, "DROP TABLE IF EXISTS events");
    run(connection, "CREATE TABLE events(position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, incident text COLLATE \"C\" NOT NULL,"
        " revision bigint NOT NULL, id text COLLATE \"C\" NOT NULL, kind smallint NOT NULL, recorded timestamptz NOT NULL DEFAULT"
        " now(), occurred text, by text NOT NULL, tag text COLLATE \"C\", body text NOT NULL,"
        " UNIQUE(incident, revision), UNIQUE(incident, id))");
    run(connection, "CREATE INDEX ON events(kind)");
    run(connection, "CREATE INDEX ON events(tag)");
    run(connection, "CHECKPOINT");
    return connection;
}

static char *copy_text(char *to, Text text, char end) {
    // In COPY a backslash has to be doubled; of the other characters that would have to be, a line has none.
    for (size_t index = 0; index < text.length; index++) {
        if (text.bytes[index] == '\\') *to++ = '\\';
        *to++ = text.bytes[index];
    }
    *to++ = end;
    return to;
}

static unsigned long copy(PGconn *connection, Lines lines, Groups *revisions) {
    enum { size = 1 << 16 };
    static char buffer[size + (1 << 12)];
    unsigned long count = 0;
    char *end = buffer;
    Event event;
    PQclear(expect(PQexec(connection, "COPY events(incident, revision, id, kind, occurred, by, tag, body) FROM STDIN"), PGRES_COPY_IN));
    while (next_event(&lines, &event)) {
        count++;
        end = copy_text(end, event.incident, '\t');
        end += sprintf(end, "%llu\t", (unsigned long long)++group_of(revisions, event.incident)->revision);
        end = copy_text(end, event.id, '\t');
        end += sprintf(end, "%u\t", kind_number(event.kind));
        end = copy_text(end, event.occurred, '\t');
        end = copy_text(end, event.by, '\t');
        end = copy_text(end, event.tag, '\t');
        end = copy_text(end, event.body, '\n');
        if (end - buffer < size && lines.next < lines.end) continue;
        require(PQputCopyData(connection, buffer, (int)(end - buffer)) == 1, PQerrorMessage(connection));
        end = buffer;
    }
    require(PQputCopyEnd(connection, NULL) == 1, PQerrorMessage(connection));
    PQclear(expect(PQgetResult(connection), PGRES_COMMAND_OK));
    return count;
}

static void send(PGconn *connection, const Event *event, uint64_t revision) {
    char number[24], kind[2] = {(char)('0' + kind_number(event->kind)), 0};
    int length = sprintf(number, "%llu", (unsigned long long)revision);
    const char *values[] = {event->incident.bytes, number, event->id.bytes, kind, event->occurred.bytes, event->by.bytes,
        event->tag.bytes, event->body.bytes};
    const int lengths[] = {(int)event->incident.length, length, (int)event->id.length, 1, (int)event->occurred.length,
        (int)event->by.length, (int)event->tag.length, (int)event->body.length};
    // Texts are handed over as they are, with their lengths (binary); the two numbers are written out.
    const int formats[] = {1, 0, 1, 0, 1, 1, 1, 1};
    require(PQsendQueryPrepared(connection, "put", 8, values, lengths, formats, 0) == 1, PQerrorMessage(connection));
    require(PQflush(connection) == 0, "the server does not take what is sent");
}

static unsigned long insert(const char *place, Lines lines, Groups *revisions, int clients, unsigned long limit, double *begun) {
    PGconn **connections = space((size_t)clients, sizeof *connections);
    struct pollfd *waiting = space((size_t)clients, sizeof *waiting);
    for (int client = 0; client < clients; client++) {
        connections[client] = connect_to(place);
        PQclear(expect(PQprepare(connections[client], "put",
            "INSERT INTO events(incident, revision, id, kind, occurred, by, tag, body) VALUES($1,$2,$3,$4,$5,$6,$7,$8)", 8, NULL),
            PGRES_COMMAND_OK));
        waiting[client] = (struct pollfd){.fd = PQsocket(connections[client]), .events = POLLIN};
    }
    *begun = seconds();
    unsigned long sent = 0, done = 0;
    Event event;
    for (int client = 0; client < clients && sent < limit && next_event(&lines, &event); client++, sent++)
        send(connections[client], &event, ++group_of(revisions, event.incident)->revision);
    while (done < sent) {
        require(poll(waiting, (nfds_t)clients, -1) > 0, "poll failed");
        for (int client = 0; client < clients; client++) {
            PGconn *connection = connections[client];
            if (!(waiting[client].revents & POLLIN)) continue;
            require(PQconsumeInput(connection) == 1, PQerrorMessage(connection));
            if (PQisBusy(connection)) continue;
            for (PGresult *result; (result = PQgetResult(connection)) != NULL; done++) PQclear(expect(result, PGRES_COMMAND_OK));
            if (sent < limit && next_event(&lines, &event)) {
                sent++;
                send(connection, &event, ++group_of(revisions, event.incident)->revision);
            }
        }
    }
    return done;
}

int main(int argc, char **argv) {
    require(argc == 6, "usage: postgres bulk|clients EVENTS CONNECTION CLIENTS COUNT");
    Lines lines = open_lines(argv[2]);
    Groups revisions = new_groups(1 << 21);
    PGconn *connection = make_table(argv[3]);
    double begun = seconds();
    unsigned long count = strcmp(argv[1], "bulk") == 0
        ? copy(connection, lines, &revisions)
        : insert(argv[3], lines, &revisions, atoi(argv[4]), strtoul(argv[5], NULL, 10), &begun);
    printf("{\"events\":%lu,\"seconds\":%.6f}\n", count, seconds() - begun);
    PQfinish(connection);
    return 0;
}
