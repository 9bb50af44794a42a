#include "CFaults.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static atomic_int exit_code;
static const char *exit_prefix = "";
static _Thread_local const char *volatile inside;

void blotter_faults_end(void) {
    const char *sentence = inside;
    int code = atomic_load(&exit_code);
    if (code == 0 || sentence == NULL) return;
    /* Only what signal-safety(7) allows. What cannot be written cannot be helped. */
    ssize_t written = write(2, exit_prefix, strlen(exit_prefix));
    written = write(2, sentence, strlen(sentence));
    written = write(2, "\n", 1);
    (void)written;
    _exit(code);
}

static void meet_fault(int number) {
    blotter_faults_end();
    /* Not ours: the instruction is done again, and the system deals with it. */
    signal(number, SIG_DFL);
}

void blotter_faults_catch(int code, const char *prefix) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = meet_fault;
    sigemptyset(&action.sa_mask);
    exit_prefix = prefix;
    atomic_store(&exit_code, code);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGFPE, &action, NULL);
}

void blotter_faults_enter(const char *sentence) { inside = sentence; }

void blotter_faults_leave(void) { inside = NULL; }
