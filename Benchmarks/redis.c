// Redis streams: XADD to one stream, over a Unix socket.
//
//     redis SOCKET EVENTS CLIENTS IN_FLIGHT COUNT
//     redis follow SOCKET EVENTS FOLLOWERS RATE SECONDS
//
// CLIENTS connections, each with IN_FLIGHT entries sent and not yet acknowledged. Or one that sends RATE entries a second,
// and FOLLOWERS that wait for them by XREAD: from the acknowledgement to the arrival at each, in milliseconds.
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "times.h"

typedef struct {
    int socket;
    unsigned long open;
    // What was sent, and what of it the server has not taken yet.
    char *bytes;
    size_t length, taken;
} Client;

static int connect_to(const char *path) {
    struct sockaddr_un place = {.sun_family = AF_UNIX};
    require(strlen(path) < sizeof place.sun_path, "the path of the socket is too long");
    strcpy(place.sun_path, path);
    int found = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(found >= 0 && connect(found, (struct sockaddr *)&place, sizeof place) == 0, "cannot connect");
    return found;
}

static char *put(char *to, Text text) {
    to += sprintf(to, "$%zu\r\n", text.length);
    memcpy(to, text.bytes, text.length);
    memcpy(to + text.length, "\r\n", 2);
    return to + text.length + 2;
}

static Text of(const char *word) { return (Text){word, strlen(word)}; }

static void queue(Client *client, const Event *event) {
    const Text words[] = {of("XADD"), of("events"), of("*"), of("incident"), event->incident, of("id"), event->id, of("kind"),
        event->kind, of("occurred"), event->occurred, of("by"), event->by, of("tag"), event->tag, of("body"), event->body};
    enum { count = sizeof words / sizeof *words };
    char *end = client->bytes + client->length;
    end += sprintf(end, "*%d\r\n", count);
    for (int word = 0; word < count; word++) end = put(end, words[word]);
    client->length = (size_t)(end - client->bytes);
    client->open++;
}

static void flush(Client *client) {
    while (client->taken < client->length) {
        ssize_t sent = send(client->socket, client->bytes + client->taken, client->length - client->taken, MSG_DONTWAIT);
        if (sent < 0 && errno == EAGAIN) return;
        require(sent > 0, "cannot send");
        client->taken += (size_t)sent;
    }
    client->length = client->taken = 0;
}

// Each answer is a bulk string: "$N", then the id of the entry. So every second line ends one.
static unsigned long answers(Client *client, unsigned *halves) {
    char buffer[1 << 16];
    ssize_t length = recv(client->socket, buffer, sizeof buffer, MSG_DONTWAIT);
    require(length > 0, "the server has gone");
    unsigned long found = 0;
    for (ssize_t index = 0; index < length; index++) {
        require(buffer[index] != '-' || index == 0 || buffer[index - 1] != '\n', "the server answers with an error");
        if (buffer[index] == '\n' && ++*halves % 2 == 0) found++;
    }
    client->open -= found;
    return found;
}

// A follower: what is not yet read of an answer, and the id behind which it asks again.
typedef struct {
    int socket;
    char line[64], last[64];
    size_t length;
    unsigned long told;
} Follower;

static void ask(Follower *follower) {
    char request[256];
    int length = snprintf(request, sizeof request,
        "*6\r\n$5\r\nXREAD\r\n$5\r\nBLOCK\r\n$1\r\n0\r\n$7\r\nSTREAMS\r\n$6\r\nevents\r\n$%zu\r\n%s\r\n", strlen(follower->last), follower->last);
    require(send(follower->socket, request, (size_t)length, 0) == length, "cannot send");
}

// Notes when each entry came: its id is a line of 13 digits of milliseconds, a hyphen, and a number.
static void take_entries(Follower *follower, double *arrived, unsigned long count) {
    char buffer[1 << 16];
    ssize_t length = recv(follower->socket, buffer, sizeof buffer, MSG_DONTWAIT);
    require(length > 0, "the server has gone");
    double now = seconds();
    unsigned long before = follower->told;
    for (ssize_t index = 0; index < length; index++) {
        if (buffer[index] != '\n') {
            if (follower->length < sizeof follower->line - 1 && buffer[index] != '\r') follower->line[follower->length++] = buffer[index];
            continue;
        }
        follower->line[follower->length] = 0;
        follower->length = 0;
        if (strspn(follower->line, "0123456789") != 13 || follower->line[13] != '-') continue;
        require(follower->told < count, "more came than was sent");
        arrived[follower->told++] = now;
        strcpy(follower->last, follower->line);
    }
    if (follower->told > before) ask(follower);
}

static void follow(const char *path, const char *events, unsigned long followers, unsigned long rate, unsigned long duration) {
    unsigned long count = rate * duration, sent = 0, answered = 0, told = 0;
    Lines lines = open_lines(events);
    Follower *all = calloc(followers, sizeof *all);
    struct pollfd *waiting = calloc(followers + 1, sizeof *waiting);
    double *arrived = calloc(followers * count, sizeof *arrived), *acknowledged = calloc(count, sizeof *acknowledged);
    Client writer = {.socket = connect_to(path), .bytes = malloc(4096)};
    require(all && waiting && arrived && acknowledged && writer.bytes, "out of memory");
    for (unsigned long one = 0; one < followers; one++) {
        all[one].socket = connect_to(path);
        strcpy(all[one].last, "0-0");
        ask(&all[one]);
        waiting[one] = (struct pollfd){all[one].socket, POLLIN, 0};
    }
    waiting[followers] = (struct pollfd){writer.socket, POLLIN, 0};
    unsigned halves = 0;
    double begun = seconds(), due = begun;
    while (answered < count || told < followers * count) {
        require(seconds() < begun + (double)duration + 60, "a follower was not told of an entry");
        if (sent < count && sent == answered && seconds() >= due) {
            Event event;
            require(next_event(&lines, &event), "there are too few events");
            queue(&writer, &event);
            flush(&writer);
            sent++;
            due += 1.0 / (double)rate;
        }
        poll(waiting, followers + 1, 1);
        if (waiting[followers].revents && answers(&writer, &halves)) acknowledged[answered++] = seconds();
        for (unsigned long one = 0; one < followers; one++) {
            if (!waiting[one].revents) continue;
            unsigned long before = all[one].told;
            take_entries(&all[one], arrived + one * count, count);
            told += all[one].told - before;
        }
    }
    note_arrivals(arrived, acknowledged, followers, count);
    report("arrivals", told, seconds() - begun);
}

int main(int argc, char **argv) {
    if (argc == 7 && !strcmp(argv[1], "follow")) {
        follow(argv[2], argv[3], strtoul(argv[4], NULL, 10), strtoul(argv[5], NULL, 10), strtoul(argv[6], NULL, 10));
        return 0;
    }
    require(argc == 6, "usage: redis SOCKET EVENTS CLIENTS IN_FLIGHT COUNT");
    unsigned long count = (unsigned long)atoi(argv[3]), in_flight = strtoul(argv[4], NULL, 10), limit = strtoul(argv[5], NULL, 10);
    Client *clients = calloc(count, sizeof *clients);
    struct pollfd *waiting = calloc(count, sizeof *waiting);
    unsigned *halves = calloc(count, sizeof *halves);
    require(clients && waiting && halves, "out of memory");
    Lines lines = open_lines(argv[2]);
    for (unsigned long one = 0; one < count; one++) {
        clients[one].socket = connect_to(argv[1]);
        clients[one].bytes = malloc(in_flight * 2048);
        require(clients[one].bytes != NULL, "out of memory");
    }
    double begun = seconds();
    unsigned long sent = 0, done = 0;
    Event event;
    do {
        for (unsigned long one = 0; one < count; one++) {
            Client *client = &clients[one];
            if (waiting[one].revents & POLLIN) done += answers(client, &halves[one]);
            // What was sent is taken before more is queued, so that the buffer never grows.
            if (client->open == 0)
                while (client->open < in_flight && sent < limit && next_event(&lines, &event)) queue(client, &event), sent++;
            flush(client);
            waiting[one] = (struct pollfd){client->socket, (short)(POLLIN | (client->length > 0 ? POLLOUT : 0)), 0};
        }
        if (done < sent) require(poll(waiting, count, -1) > 0, "poll failed");
    } while (done < sent);
    printf("{\"events\":%lu,\"seconds\":%.6f}\n", done, seconds() - begun);
    return 0;
}
