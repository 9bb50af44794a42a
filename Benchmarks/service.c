#define _GNU_SOURCE
// Load for the service, over HTTP/1.1 on loopback, from a process of its own.
//
//     service append PORT EVENTS CLIENTS TOGETHER COUNT   appends, TOGETHER events a request, each client one at a time
//     service get PORT PATH CLIENTS SECONDS [TAG]         reads one path over and over, with TAG as If-None-Match; `{}` in
//                                                         it is another position each time, from 101 on
//     service follow PORT EVENTS FOLLOWERS RATE SECONDS   one client appends RATE events a second, FOLLOWERS follow them
//
// Prints one line of JSON: events or requests, seconds, and times in milliseconds (p50, p99).
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "times.h"

typedef struct {
    int socket;
    char *request;
    size_t length, taken;
    char answer[1 << 16];
    size_t kept;
    // How much of the answer's body is still to come.
    size_t left;
    double asked;
    // Followers: the line that is being read, and the id that was read last.
    char line[128];
    size_t line_length;
    unsigned long told;
} Client;

static int port;

static int connect_to_service(void) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int found = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    require(found >= 0 && connect(found, (struct sockaddr *)&place, sizeof place) == 0, "cannot connect");
    setsockopt(found, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return found;
}

static void send_all(Client *client) {
    while (client->taken < client->length) {
        ssize_t sent = send(client->socket, client->request + client->taken, client->length - client->taken, 0);
        require(sent > 0, "cannot send");
        client->taken += (size_t)sent;
    }
    client->asked = seconds();
}

static Text header(const char *bytes, size_t length, const char *name) {
    char *found = memmem(bytes, length, name, strlen(name));
    if (!found) return (Text){NULL, 0};
    found += strlen(name);
    char *end = memchr(found, '\r', length - (size_t)(found - bytes));
    return (Text){found, end ? (size_t)(end - found) : 0};
}

// Takes what has come of an answer; 1 once it is whole. Its body is thrown away but for what fits behind the headers.
static int take_answer(Client *client) {
    static char thrown[1 << 18];
    char *into = client->left ? thrown : client->answer + client->kept;
    size_t space = client->left ? sizeof thrown : sizeof client->answer - client->kept;
    ssize_t length = recv(client->socket, into, space, MSG_DONTWAIT);
    if (length < 0 && errno == EAGAIN) return 0;
    require(length > 0, "the service has gone");
    if (client->left) {
        require((size_t)length <= client->left, "more came than an answer has");
        return (client->left -= (size_t)length) == 0;
    }
    client->kept += (size_t)length;
    char *end = memmem(client->answer, client->kept, "\r\n\r\n", 4);
    if (!end) {
        require(client->kept < sizeof client->answer, "an answer has endless headers");
        return 0;
    }
    require(client->answer[9] == '2' || memcmp(client->answer + 9, "304", 3) == 0, client->answer);
    size_t head = (size_t)(end + 4 - client->answer), body = client->kept - head;
    Text size = header(client->answer, head, "ontent-Length: ");
    if (!size.length) size = header(client->answer, head, "ontent-length: ");
    size_t wanted = size.length ? strtoul(size.bytes, NULL, 10) : 0;
    require(body <= wanted, "more came than an answer has");
    client->left = wanted - body;
    return client->left == 0;
}

static Client *make_clients(unsigned long count) {
    struct rlimit files = {count + 64, count + 64}, now;
    getrlimit(RLIMIT_NOFILE, &now);
    if (now.rlim_cur < files.rlim_cur) setrlimit(RLIMIT_NOFILE, &files);
    Client *clients = calloc(count, sizeof *clients);
    require(clients != NULL, "out of memory");
    for (unsigned long one = 0; one < count; one++) clients[one].socket = connect_to_service();
    return clients;
}

static int watch(Client *clients, unsigned long count) {
    int watcher = epoll_create1(EPOLL_CLOEXEC);
    for (unsigned long one = 0; one < count; one++) {
        struct epoll_event event = {EPOLLIN, {.ptr = &clients[one]}};
        require(epoll_ctl(watcher, EPOLL_CTL_ADD, clients[one].socket, &event) == 0, "cannot watch");
    }
    return watcher;
}

static size_t post(char *request, const char *body, size_t length) {
    size_t head = (size_t)sprintf(request, "POST /v1/events HTTP/1.1\r\nHost: localhost:%d\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n", port, length);
    memcpy(request + head, body, length);
    return head + length;
}

// The next request: one event, or a list of them.
static int next_request(Client *client, Lines *lines, unsigned long together, char *space) {
    Event event;
    size_t length = 0;
    unsigned long count = 0;
    if (together > 1) space[length++] = '[';
    while (count < together && next_event(lines, &event)) {
        if (count++) space[length++] = ',';
        memcpy(space + length, event.line.bytes, event.line.length);
        length += event.line.length;
    }
    if (!count) return 0;
    if (together > 1) space[length++] = ']';
    client->length = post(client->request, space, length);
    client->taken = client->kept = 0;
    send_all(client);
    return (int)count;
}

static void append(const char *events, unsigned long clients_wanted, unsigned long together, unsigned long limit) {
    Lines lines = open_lines(events);
    Client *clients = make_clients(clients_wanted);
    char *space = malloc(together * 1024 + 2);
    unsigned long sent = 0, open = 0;
    double begun = seconds();
    for (unsigned long one = 0; one < clients_wanted; one++) {
        clients[one].request = malloc(together * 1024 + 512);
        int count = sent < limit ? next_request(&clients[one], &lines, together, space) : 0;
        sent += (unsigned long)count;
        open += count > 0;
    }
    int watcher = watch(clients, clients_wanted);
    struct epoll_event ready[256];
    while (open > 0) {
        int count = epoll_wait(watcher, ready, 256, 20000);
        require(count > 0, "the service does not answer");
        for (int one = 0; one < count; one++) {
            Client *client = ready[one].data.ptr;
            if (!take_answer(client)) continue;
            note(seconds() - client->asked);
            int more = sent < limit ? next_request(client, &lines, together, space) : 0;
            sent += (unsigned long)more;
            open -= more == 0;
        }
    }
    report("events", sent, seconds() - begun);
}

static void ask(Client *client, const char *path, unsigned long number, const char *tag) {
    const char *place = strstr(path, "{}");
    int before = place ? (int)(place - path) : (int)strlen(path);
    char position[24] = "";
    if (place) sprintf(position, "%lu", 101 + number);
    client->length = (size_t)snprintf(client->request, 2048, "GET %.*s%s%s HTTP/1.1\r\nHost: localhost:%d\r\n%s%s%s\r\n", before,
        path, position, place ? place + 2 : "", port, tag ? "If-None-Match: " : "", tag ? tag : "", tag ? "\r\n" : "");
    client->taken = client->kept = 0;
    send_all(client);
}

static void get(const char *path, unsigned long clients_wanted, double wanted, const char *tag) {
    Client *clients = make_clients(clients_wanted);
    int watcher = watch(clients, clients_wanted);
    double begun = seconds();
    unsigned long asked = 0, done = 0;
    for (unsigned long one = 0; one < clients_wanted; one++) {
        clients[one].request = malloc(2048);
        ask(&clients[one], path, asked++, tag);
    }
    struct epoll_event ready[256];
    while (seconds() - begun < wanted) {
        int count = epoll_wait(watcher, ready, 256, 20000);
        require(count > 0, "the service does not answer");
        for (int one = 0; one < count; one++) {
            Client *client = ready[one].data.ptr;
            if (!take_answer(client)) continue;
            note(seconds() - client->asked);
            done++;
            ask(client, path, asked++, tag);
        }
    }
    report("requests", done, seconds() - begun);
}

// What a follower is told: `id: POSITION` in a line of its own, and `event: event` behind it; signs of life have an id too.
//
// Gives how many events it was told of that were not told before.
static unsigned long read_stream(Client *client, double *arrived, unsigned long first, unsigned long count) {
    char buffer[1 << 16];
    ssize_t length = recv(client->socket, buffer, sizeof buffer, MSG_DONTWAIT);
    if (length < 0 && errno == EAGAIN) return 0;
    require(length > 0, "the service has let a follower go");
    client->kept += (size_t)length;
    unsigned long told = 0;
    double now = seconds();
    for (ssize_t index = 0; index < length; index++) {
        if (buffer[index] != '\n') {
            if (client->line_length < sizeof client->line - 1) client->line[client->line_length++] = buffer[index];
            continue;
        }
        client->line[client->line_length] = 0;
        client->line_length = 0;
        if (strncmp(client->line, "id:", 3) == 0) client->told = strtoul(client->line + 3, NULL, 10);
        if (strncmp(client->line, "event: event", 12) != 0) continue;
        unsigned long position = client->told;
        if (position < first || position - first >= count) continue;
        require(arrived[position - first] == 0, "an event came twice");
        arrived[position - first] = now;
        told++;
    }
    return told;
}

static unsigned long position_of(const Client *client) {
    Text position = header(client->answer, client->kept, "\"position\":");
    require(position.bytes != NULL, "an answer names no position");
    return strtoul(position.bytes, NULL, 10);
}

static void follow(const char *events, unsigned long followers, unsigned long rate, unsigned long duration) {
    Lines lines = open_lines(events);
    unsigned long count = rate * duration, answered = 0;
    Client *clients = make_clients(followers + 1), *writer = &clients[followers];
    double *arrived = calloc(followers * count, sizeof *arrived), *acknowledged = calloc(count, sizeof *acknowledged);
    require(arrived && acknowledged, "out of memory");
    char space[4096], request[512];
    writer->request = malloc(8192);
    // One event beforehand tells which positions follow.
    require(next_request(writer, &lines, 1, space) == 1, "there are no events");
    while (!take_answer(writer)) poll(&(struct pollfd){writer->socket, POLLIN, 0}, 1, 1000);
    unsigned long first = position_of(writer) + 1;
    int length = snprintf(request, sizeof request,
        "GET /v1/events/stream HTTP/1.1\r\nHost: localhost:%d\r\nAccept: text/event-stream\r\n\r\n", port);
    for (unsigned long one = 0; one < followers; one++) {
        clients[one].request = request;
        clients[one].length = (size_t)length;
        send_all(&clients[one]);
    }
    int watcher = watch(clients, followers + 1), is_asking = 0;
    struct epoll_event ready[512];
    // Each has the head of its answer before it begins.
    for (unsigned long there = 0; there < followers;) {
        int found = epoll_wait(watcher, ready, 512, 20000);
        require(found > 0, "the service does not answer a follower");
        for (int index = 0; index < found; index++) {
            Client *client = ready[index].data.ptr;
            int is_new = client->kept == 0;
            read_stream(client, arrived + (client - clients) * (long)count, first, count);
            there += is_new && client->kept > 0;
        }
    }
    double begun = seconds(), due = begun;
    unsigned long told = 0;
    while (answered < count || told < followers * count) {
        require(seconds() < begun + (double)duration + 60, "a follower was not told of an event");
        int is_due = answered < count && !is_asking && seconds() >= due;
        if (is_due) {
            require(next_request(writer, &lines, 1, space) == 1, "there are too few events");
            is_asking = 1;
            due += 1.0 / (double)rate;
        }
        int found = epoll_wait(watcher, ready, 512, 1);
        for (int index = 0; index < found; index++) {
            Client *client = ready[index].data.ptr;
            if (client != writer) {
                told += read_stream(client, arrived + (client - clients) * (long)count, first, count);
                continue;
            }
            if (!take_answer(client)) continue;
            double now = seconds();
            unsigned long position = position_of(client);
            require(position >= first && position - first < count, "somebody else appends");
            acknowledged[position - first] = now;
            answered++;
            is_asking = 0;
        }
    }
    note_arrivals(arrived, acknowledged, followers, count);
    report("arrivals", time_count, seconds() - begun);
}

int main(int argc, char **argv) {
    require(argc >= 6, "usage: service append|get|follow PORT …");
    port = atoi(argv[2]);
    unsigned long second = strtoul(argv[4], NULL, 10), third = strtoul(argv[5], NULL, 10);
    if (!strcmp(argv[1], "append") && argc == 7) append(argv[3], second, third, strtoul(argv[6], NULL, 10));
    else if (!strcmp(argv[1], "get")) get(argv[3], second, strtod(argv[5], NULL), argc > 6 ? argv[6] : NULL);
    else if (!strcmp(argv[1], "follow") && argc == 7) follow(argv[3], second, third, strtoul(argv[6], NULL, 10));
    else require(0, "usage: service append|get|follow PORT …");
    return 0;
}
