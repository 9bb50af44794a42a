/* What happens when reading a mapped file runs into a fault: the file is shorter than it says (SIGBUS), or what it says
   leads outside of the map (SIGSEGV, SIGFPE), or LMDB meets what cannot be (its assertions). The program then ends with
   one sentence and an exit code, instead of by a signal. A fault anywhere else is left to the system. */
#ifndef BLOTTER_CFAULTS_H
#define BLOTTER_CFAULTS_H

/* From now on a fault of a thread that is inside ends the process with `code`, after `prefix` and the thread's sentence
   on standard error. The prefix must live as long as the process. Until this is called, faults are left to the system. */
void blotter_faults_catch(int code, const char *prefix);

/* This thread goes inside; a fault from now on means `sentence`, which must live until it leaves. */
void blotter_faults_enter(const char *sentence);

/* This thread is outside again. */
void blotter_faults_leave(void);

/* Ends the process as a fault would, if this thread is inside and faults are caught; returns otherwise. */
void blotter_faults_end(void);

#endif
