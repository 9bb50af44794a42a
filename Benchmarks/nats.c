#define _GNU_SOURCE
// NATS JetStream: messages of one stream, over TCP on loopback, by the protocol of its clients.
//
//     nats append PORT EVENTS CLIENTS COUNT            each client publishes one event and awaits its acknowledgement
//     nats follow PORT EVENTS FOLLOWERS RATE SECONDS   one client publishes RATE events a second, FOLLOWERS are pushed them
//
// Makes the stream first, on file. Each follower has a consumer of its own that begins with the first event to come. Prints
// one line of JSON: events or arrivals, seconds, and times in milliseconds (p50, p99).
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "times.h"

// The subscription of each client by which answers come, and that of a follower by which events do.
enum { ANSWERS = 1, EVENTS = 2 };

typedef struct {
    int socket;
    unsigned long number;
    char kept[1 << 15];
    size_t length, taken;
    double asked;
    unsigned long told;
} Client;

typedef struct {
    unsigned subscription;
    Text reply, payload;
} Message;

static int port;

static void send_all(Client *client, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = send(client->socket, bytes, length, 0);
        require(sent > 0, "cannot send");
        bytes += sent;
        length -= (size_t)sent;
    }
}

// Reads what has come; 0 where nothing has.
static int fill(Client *client, int flags) {
    memmove(client->kept, client->kept + client->taken, client->length - client->taken);
    client->length -= client->taken;
    client->taken = 0;
    require(client->length < sizeof client->kept, "a message is too long");
    ssize_t length = recv(client->socket, client->kept + client->length, sizeof client->kept - client->length, flags);
    if (length < 0 && errno == EAGAIN) return 0;
    require(length > 0, "the server has gone");
    client->length += (size_t)length;
    return 1;
}

// The words of "MSG subject subscription [reply] bytes".
static Message cut(const char *line, const char *end, size_t *size) {
    Text words[5];
    int count = 0;
    for (const char *word = line; word < end && count < 5; count++) {
        const char *stop = memchr(word, ' ', (size_t)(end - word));
        words[count] = (Text){word, (size_t)((stop ? stop : end) - word)};
        word += words[count].length + 1;
    }
    require(count >= 4, "a message is not as the protocol has it");
    *size = strtoul(words[count - 1].bytes, NULL, 10);
    return (Message){(unsigned)strtoul(words[2].bytes, NULL, 10), count == 5 ? words[3] : (Text){NULL, 0}, {NULL, 0}};
}

// Takes the next message that is there as a whole; 0 where more has to come.
static int next_message(Client *client, Message *message) {
    for (;;) {
        char *line = client->kept + client->taken, *end = memmem(line, client->length - client->taken, "\r\n", 2);
        if (!end) return 0;
        size_t behind = (size_t)(end + 2 - client->kept);
        require(memcmp(line, "-ERR", 4) != 0, line);
        if (memcmp(line, "PING", 4) == 0) send_all(client, "PONG\r\n", 6);
        if (memcmp(line, "MSG ", 4) != 0) {
            client->taken = behind;
            continue;
        }
        size_t size;
        *message = cut(line, end, &size);
        if (client->length < behind + size + 2) return 0;
        message->payload = (Text){client->kept + behind, size};
        client->taken = behind + size + 2;
        return 1;
    }
}

static void wait_for(Client *client, Message *message) {
    while (!next_message(client, message)) fill(client, 0);
}

static void connect_client(Client *client, unsigned long number) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int yes = 1;
    client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(client->socket >= 0 && connect(client->socket, (struct sockaddr *)&place, sizeof place) == 0, "cannot connect");
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    client->number = number;
    char text[256];
    int length = snprintf(text, sizeof text, "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB _A.%lu %d\r\nSUB _E.%lu %d\r\n",
        number, ANSWERS, number, EVENTS);
    send_all(client, text, (size_t)length);
}

static Client *make_clients(unsigned long count) {
    struct rlimit files = {count + 64, count + 64}, now;
    getrlimit(RLIMIT_NOFILE, &now);
    if (now.rlim_cur < files.rlim_cur) setrlimit(RLIMIT_NOFILE, &files);
    Client *clients = calloc(count, sizeof *clients);
    require(clients != NULL, "out of memory");
    for (unsigned long one = 0; one < count; one++) connect_client(&clients[one], one);
    return clients;
}

static void publish(Client *client, const char *subject, Text payload) {
    char text[4096];
    int head = snprintf(text, sizeof text, "PUB %s _A.%lu %zu\r\n", subject, client->number, payload.length);
    require((size_t)head + payload.length + 2 <= sizeof text, "an event is too long");
    memcpy(text + head, payload.bytes, payload.length);
    memcpy(text + head + payload.length, "\r\n", 2);
    send_all(client, text, (size_t)head + payload.length + 2);
    client->asked = seconds();
}

// Asks JetStream for something, which it must grant.
static void ask(Client *client, const char *subject, const char *json) {
    Message answer;
    publish(client, subject, (Text){json, strlen(json)});
    wait_for(client, &answer);
    require(answer.subscription == ANSWERS, "something else than an answer came");
    require(memmem(answer.payload.bytes, answer.payload.length, "\"error\"", 7) == NULL, answer.payload.bytes);
}

static void make_stream(Client *client) {
    ask(client, "$JS.API.STREAM.CREATE.EVENTS",
        "{\"name\":\"EVENTS\",\"subjects\":[\"events.>\"],\"storage\":\"file\",\"retention\":\"limits\",\"num_replicas\":1}");
}

// Publishes the next event; 0 where there is none.
static int next_publish(Client *client, Lines *lines) {
    Event event;
    if (!next_event(lines, &event)) return 0;
    char subject[256];
    snprintf(subject, sizeof subject, "events.%.*s", (int)event.incident.length, event.incident.bytes);
    publish(client, subject, event.line);
    return 1;
}

// The position at which an event stands, by its acknowledgement.
static unsigned long position_of(Message message) {
    require(message.subscription == ANSWERS, "something else than an acknowledgement came");
    char *found = memmem(message.payload.bytes, message.payload.length, "\"seq\":", 6);
    require(found != NULL, "an event was not acknowledged");
    return strtoul(found + 6, NULL, 10);
}

static int watch(Client *clients, unsigned long count) {
    int watcher = epoll_create1(EPOLL_CLOEXEC);
    for (unsigned long one = 0; one < count; one++) {
        struct epoll_event event = {EPOLLIN, {.ptr = &clients[one]}};
        require(epoll_ctl(watcher, EPOLL_CTL_ADD, clients[one].socket, &event) == 0, "cannot watch");
    }
    return watcher;
}

static void append(const char *events, unsigned long clients_wanted, unsigned long limit) {
    Lines lines = open_lines(events);
    Client *clients = make_clients(clients_wanted);
    make_stream(clients);
    unsigned long sent = 0, done = 0, greatest = 0;
    double begun = seconds();
    for (unsigned long one = 0; one < clients_wanted && sent < limit; one++) sent += (unsigned long)next_publish(&clients[one], &lines);
    int watcher = watch(clients, clients_wanted);
    struct epoll_event ready[256];
    while (done < sent) {
        int count = epoll_wait(watcher, ready, 256, 20000);
        require(count > 0, "the server does not answer");
        for (int one = 0; one < count; one++) {
            Client *client = ready[one].data.ptr;
            Message message;
            if (!fill(client, MSG_DONTWAIT) || !next_message(client, &message)) continue;
            unsigned long position = position_of(message);
            greatest = position > greatest ? position : greatest;
            note(seconds() - client->asked);
            done++;
            if (sent < limit) sent += (unsigned long)next_publish(client, &lines);
        }
    }
    require(greatest == done, "the stream does not hold what it acknowledged");
    report("events", done, seconds() - begun);
}

// An event that a follower is pushed comes with "$JS.ACK.EVENTS.consumer.deliveries.position.…" to reply to.
static unsigned long pushed_position(Message message) {
    require(message.subscription == EVENTS && message.reply.length > 0, "something else than an event came");
    const char *word = message.reply.bytes, *end = word + message.reply.length;
    for (int dots = 0; dots < 5; dots++) {
        word = memchr(word, '.', (size_t)(end - word));
        require(word != NULL, "an event names no position");
        word++;
    }
    return strtoul(word, NULL, 10);
}

static void begin_following(Client *client) {
    char json[512];
    snprintf(json, sizeof json,
        "{\"stream_name\":\"EVENTS\",\"config\":{\"deliver_subject\":\"_E.%lu\",\"deliver_policy\":\"new\",\"ack_policy\":\"none\","
        "\"replay_policy\":\"instant\",\"mem_storage\":true,\"num_replicas\":1}}", client->number);
    ask(client, "$JS.API.CONSUMER.CREATE.EVENTS", json);
}

static void follow(const char *events, unsigned long followers, unsigned long rate, unsigned long duration) {
    Lines lines = open_lines(events);
    unsigned long count = rate * duration, sent = 0, answered = 0, told = 0;
    Client *clients = make_clients(followers + 1), *writer = &clients[followers];
    double *arrived = calloc(followers * count, sizeof *arrived), *acknowledged = calloc(count, sizeof *acknowledged);
    require(arrived && acknowledged, "out of memory");
    make_stream(writer);
    for (unsigned long one = 0; one < followers; one++) begin_following(&clients[one]);
    int watcher = watch(clients, followers + 1);
    struct epoll_event ready[512];
    double begun = seconds(), due = begun;
    while (answered < count || told < followers * count) {
        require(seconds() < begun + (double)duration + 60, "a follower was not told of an event");
        if (sent < count && sent == answered && seconds() >= due) {
            require(next_publish(writer, &lines), "there are too few events");
            sent++;
            due += 1.0 / (double)rate;
        }
        int found = epoll_wait(watcher, ready, 512, 1);
        for (int index = 0; index < found; index++) {
            Client *client = ready[index].data.ptr;
            if (!fill(client, MSG_DONTWAIT)) continue;
            double now = seconds();
            for (Message message; next_message(client, &message);) {
                if (client == writer) {
                    require(position_of(message) == ++answered, "somebody else publishes");
                    acknowledged[answered - 1] = now;
                    continue;
                }
                require(pushed_position(message) == client->told + 1, "a follower missed an event, or was told it twice");
                require(client->told < count, "more came than was sent");
                arrived[(unsigned long)(client - clients) * count + client->told++] = now;
                told++;
            }
        }
    }
    note_arrivals(arrived, acknowledged, followers, count);
    report("arrivals", told, seconds() - begun);
}

int main(int argc, char **argv) {
    require(argc >= 6, "usage: nats append|follow PORT …");
    port = atoi(argv[2]);
    unsigned long second = strtoul(argv[4], NULL, 10), third = strtoul(argv[5], NULL, 10);
    if (!strcmp(argv[1], "append") && argc == 6) append(argv[3], second, third);
    else if (!strcmp(argv[1], "follow") && argc == 7) follow(argv[3], second, third, strtoul(argv[6], NULL, 10));
    else require(0, "usage: nats append|follow PORT …");
    return 0;
}
