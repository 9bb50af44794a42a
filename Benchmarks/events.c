// Writes events as JSON lines, the same ones for the same arguments: the input of every figure.
//
//     events COUNT INCIDENTS ACTIVE SEED > events.jsonl
//
// A line has about 300 bytes. Of INCIDENTS incidents some ACTIVE are under way at a time; each of them gets as many
// events as there are for one on average, then the next one begins. ACTIVE 0 means that every event is of any incident.
// The members of a line stand in a fixed order, so that the peers find them without parsing JSON (see lines.h).
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const words[] = {
    "smoke", "fire", "crew", "engine", "ladder", "street", "north", "south", "bridge", "harbour", "police", "medic",
    "report", "unit", "scene", "water", "hose", "alarm", "building", "floor", "caller", "witness", "injured", "patient",
    "stable", "traffic", "closed", "open", "wind", "east", "west", "quay",
};

static uint64_t state;

// SplitMix64.
static uint64_t next_random(void) {
    uint64_t mixed = (state += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static unsigned below(unsigned limit) { return (unsigned)((next_random() >> 32) * limit >> 32); }

static const char *word(void) { return words[below(sizeof words / sizeof *words)]; }

static void print_event(unsigned long number, unsigned incident) {
    static const char *const kinds[] = {"reported", "reported", "responded", "updated"};
    time_t second = 1700000000 + (time_t)(number / 3);
    struct tm when;
    gmtime_r(&second, &when);
    printf("{\"incident\":\"inc-%07u\",\"id\":\"event-%09lu\",\"kind\":\"%s\",\"occurred\":\"%04d-%02d-%02dT%02d:%02d:%02dZ\",",
        incident, number, kinds[below(4)], when.tm_year + 1900, when.tm_mon + 1, when.tm_mday, when.tm_hour, when.tm_min,
        when.tm_sec);
    printf("\"by\":\"desk-%02u\",\"tags\":[\"unit:E%u\"],\"body\":{\"summary\":\"", below(40), below(60));
    for (int place = 0; place < 12; place++) printf(place == 0 ? "%s" : " %s", word());
    printf("\",\"source\":{\"name\":\"Desk %u\",\"grade\":\"B2\"}", below(40));
    if (number % 4 == 0)
        printf(",\"place\":{\"name\":\"%s %s\",\"lat\":%u.%05u,\"lon\":%u.%05u}", word(), word(), 40 + below(10),
            below(100000), below(10), below(100000));
    printf("}}\n");
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: events COUNT INCIDENTS ACTIVE SEED\n");
        return 64;
    }
    unsigned long count = strtoul(argv[1], NULL, 10);
    unsigned incidents = (unsigned)strtoul(argv[2], NULL, 10), active = (unsigned)strtoul(argv[3], NULL, 10);
    state = strtoull(argv[4], NULL, 10);
    if (incidents == 0) incidents = 1;
    if (active > incidents) active = incidents;
    unsigned *open = calloc(active + 1, sizeof *open), begun = active;
    if (!open) return 71;
    for (unsigned slot = 0; slot < active; slot++) open[slot] = slot;
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    for (unsigned long number = 0; number < count; number++) {
        unsigned slot = active ? below(active) : 0;
        print_event(number, active ? open[slot] : below(incidents));
        // An incident ends so often that all of them have had their turn when the events end.
        if (active && begun < incidents && next_random() % count < incidents) open[slot] = begun++;
    }
    free(open);
    return fflush(stdout) == 0 ? 0 : 74;
}
