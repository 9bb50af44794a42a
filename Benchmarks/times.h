// Times that were taken, and what is said of them.
#ifndef BLOTTER_TIMES_H
#define BLOTTER_TIMES_H

#include "lines.h"

static double *times;
static size_t time_count, time_space;

static inline void note(double value) {
    if (time_count == time_space) {
        time_space = time_space ? 2 * time_space : 1 << 16;
        times = realloc(times, time_space * sizeof *times);
        require(times != NULL, "out of memory");
    }
    times[time_count++] = value;
}

// Notes for each follower how long each event took from its acknowledgement to its arrival.
static inline void note_arrivals(const double *arrived, const double *acknowledged, unsigned long followers, unsigned long count) {
    for (unsigned long one = 0; one < followers; one++)
        for (unsigned long event = 0; event < count; event++) {
            double came = arrived[one * count + event];
            // Many are told before the writer has its answer.
            note(came > acknowledged[event] ? came - acknowledged[event] : 0);
        }
}

static int by_value(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return difference < 0 ? -1 : difference > 0;
}

// Prints a line of JSON: how many of what, in how many seconds, and the times in milliseconds.
static inline void report(const char *what, unsigned long count, double taken) {
    require(time_count > 0, "nothing was measured");
    qsort(times, time_count, sizeof *times, by_value);
    printf("{\"%s\":%lu,\"seconds\":%.6f,\"p50\":%.4f,\"p99\":%.4f}\n", what, count, taken, 1e3 * times[time_count / 2],
        1e3 * times[(time_count * 99) / 100]);
}

#endif
