"""Lets system calls fail one after the other, fills disks and takes resources away.

For each system call that touches the log, its 1st, 2nd, 3rd … call fails (strace injects the error) until a run passes
that meets no fault. Every run must end with 0 and have done its work, or with 74 and one sentence that names the file;
what it acknowledged is there when the fault is gone, and the log takes appends again.

An injected error skips the call. An injected short write does so too: LMDB sees fewer bytes than it asked for, and the
file has none of them. Writes that are really cut short come from the limit of a file's size and from full disks, below.
strace counts the calls of each thread apart, so one n may be met by two threads. While a file is open for writing, the
kernel refuses to make its file system read-only: for the middle of a run, EROFS is injected instead.
"""
import contextlib
import os
import pathlib
import random
import resource
import select
import shutil
import signal
import subprocess
import time

from .common import Journal, command, line, run, scratch
from .parts.processes import converse, ending

# For how many seconds a program that hangs is waited for. One that goes on has answered long before, however busy the
# machine is: who is taken for hanging and answers after all would be told to have acknowledged after a failure.
PATIENCE = 30

# What may go wrong with a call. `+` is for every call from the nth on; a number is a result, of a call that does nothing.
WRITES = {"pwrite64": "EIO ENOSPC EINTR EROFS 64 EIO+", "writev": "EIO ENOSPC EINTR 512 EIO+",
          "fdatasync": "EIO ENOSPC EINTR EIO+", "fallocate": "EIO ENOSPC EINTR EOPNOTSUPP"}
OPENING = {"openat": "EIO ENFILE EINTR EIO+", "ftruncate": "EIO ENOSPC EINTR", "pread64": "EIO EINTR 16",
           "mmap": "ENOMEM", "fcntl": "ENOLCK EINTR",
           "newfstatat": "EIO", "fstatfs": "EIO", "getdents64": "EIO"}
CREATION = {"mkdir": "EIO ENOSPC", "fsync": "EIO ENOSPC EINTR EIO+", "renameat2": "EIO ENOSPC EINTR EINVAL",
            "unlink": "EIO", "rmdir": "EIO"}


def arguments(parser):
    parser.add_argument("--every", type=int, default=1, help="try only every so many-th call, error and limit (default: %(default)s)")


def attack(options, report):
    Attack(options, report).go()


class Attack:
    def __init__(self, options, report):
        self.every, self.report, self.random = options.every, report, random.Random(options.seed)
        self.count = 0
        self.judged = 0
        self.failed = 0  # how many runs the runtime has ended or stopped, for want of descriptors or memory

    def go(self):
        with scratch() as place:
            self.place = pathlib.Path(place)
            self.base, self.journal = self.place / "base", Journal()
            outcome = run("append", "--format", "json", "--by", "desk", "-", log=self.base,
                          input=b"".join(self.lines(self.journal, 30)))
            for text in outcome.stdout.splitlines():
                self.journal.acknowledge(text)
            if shutil.which("strace"):
                self.appending()
                self.going_on()
                self.creating()
                self.telling()
                self.reading()
            else:
                self.report.say("faults: injected faults are skipped, since strace is not installed")
            self.limits()
            self.full_output()
            self.small_disks()
            self.read_only()

    def lines(self, journal, count, size=100):
        lines = []
        for _ in range(count):
            self.count += 1
            incident, id = f"incident-{self.count % 3}", f"event-{self.count:06}"
            body = f'{{"summary":"{self.random.getrandbits(64):016x}", "detail":"{"abcdefgh" * (size // 8)}"}}'
            journal.offer(incident, id, body)
            lines.append(line(incident, id, body))
        return lines

    def some(self, cases):
        """As many of the cases as were asked for."""
        cases = list(cases)
        return cases[self.random.randrange(min(self.every, len(cases)))::self.every]

    def copy(self):
        """A log with some events in it, and the journal of them."""
        log = self.place / "log"
        shutil.rmtree(log, ignore_errors=True)
        shutil.copytree(self.base, log)
        journal = Journal()
        journal.offered, journal.acks = dict(self.journal.offered), dict(self.journal.acks)
        return log, journal

    # Injected faults.

    def every_call(self, name, faults, one, needed=()):
        """Does `one` with each fault at each n, until it tells that none was met; says how many runs were judged."""
        met = {}
        for call, kinds in faults.items():
            before = self.judged
            for kind in self.some(kinds.split()):
                for number in range(1, 1000, self.every):
                    fault = f"error={kind.rstrip('+')}" if kind[0] == "E" else f"retval={kind}"
                    what = f"{name}, {call} {number}: {kind}"
                    if not one(call, f"{call}:{fault}:when={number}{'+' if kind.endswith('+') else ''}", what):
                        break
            met[call] = self.judged - before
            # A fault that nothing can meet proves nothing.
            self.report.expect(met[call] or call not in needed, f"{name}: {call} is called")
        self.report.say(f"faults: {name}, runs with a failing " + ", ".join(
            f"{call} {count}" for call, count in met.items() if count))

    def traced(self, log, call, inject, *arguments, chunks=()):
        """Runs the program with a fault in the calls that touch the log."""
        trace = self.place / "trace"
        process = subprocess.Popen(
            [*strace(trace, call, inject, log), "--seccomp-bpf", *command(*arguments, log=log)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        with ending(process):
            outcome = finish(process, chunks)
        return outcome, trace.read_text().count("(INJECTED)")

    def appending(self):
        """A pipe into `append`, with a growth of the file in the middle."""
        def one(call, inject, what):
            log, journal = self.copy()
            chunks = [self.lines(journal, 8) for _ in range(12)]
            chunks[5:5] = [self.lines(journal, 5, size=200_000)]
            outcome, injected = self.traced(
                log, call, inject, "append", "--format", "json", "--by", "desk", "-", chunks=chunks)
            if injected:
                self.judge(what, outcome, log, journal, [len(chunk) for chunk in chunks])
            return injected

        self.every_call("append", {**WRITES, **OPENING}, one, needed=WRITES)

    def going_on(self):
        """The same with strace coming after the first answer, so that what opened the log is not counted: its map is
        made anew when the file grows, by another thread."""
        def one(call, inject, what):
            log, journal = self.copy()
            chunks = [self.lines(journal, 5, size=size) for size in (100, 100, 200_000, 100, 100)]
            process = subprocess.Popen(
                command("append", "--format", "json", "--by", "desk", "-", log=log), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
            with ending(process):
                talk = converse(process, chunks, PATIENCE)
                answers = [next(talk)]
                with tracing(process.pid, self.place / "trace", call, inject, log):
                    outcome = finish(process, talk)
            injected = (self.place / "trace").read_text().count("(INJECTED)")
            if injected:
                outcome = Outcome(outcome.code, answers + outcome.answers, outcome.errors)
                self.judge(what, outcome, log, journal, [len(chunk) for chunk in chunks])
            return injected

        faults = {"mmap": "ENOMEM", "fallocate": WRITES["fallocate"], "newfstatat": "EIO"}
        self.every_call("later", faults, one, needed=faults)

    def creating(self):
        """The first `append`. The new log has a name of its own while it is made, so calls cannot be chosen by path.
        strace comes when the program is loaded and waits for a pipe to be opened; all calls from then on count."""
        def one(call, inject, what):
            log, journal = self.place / "log", Journal()
            shutil.rmtree(log, ignore_errors=True)
            lines = self.lines(journal, 40)
            pipe, trace = self.place / "pipe", self.place / "trace"
            pipe.unlink(missing_ok=True)
            os.mkfifo(pipe)
            process = subprocess.Popen(
                command("append", "--format", "json", "--by", "desk", pipe, log=log), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
            with ending(process):
                wait_for_pipe(process.pid)
                with tracing(process.pid, trace, call, inject):
                    feed_pipe(pipe, b"".join(lines))
                    outcome = finish(process, ())
            injected = [text for text in trace.read_text().splitlines() if "(INJECTED)" in text]
            # Memory and files of the runtime and of libraries are not what this is about.
            if injected and all(str(self.place) in text and str(pipe) not in text for text in injected):
                stood = (log / "data.mdb").exists()
                # The directory in which the log stands has to be made durable too.
                self.judge(what, outcome, log, journal, [len(lines)], names=str(self.place))
                # `judge` has appended since, and whoever makes a log clears away what is left of an earlier attempt. Not
                # where the log was in its place already, and only the clearing away has failed.
                left = [path.name for path in log.glob(".new-*")]
                self.report.expect(not left or stood, f"{what}: nothing is left behind", left)
            return injected

        self.every_call("creation", {**CREATION, **WRITES, **OPENING}, one, needed={**CREATION, **WRITES})

    def telling(self):
        """`report`, whose body is the program's own."""
        def one(call, inject, what):
            log, journal = self.copy()
            summary = f"Told {self.random.random()}"
            journal.offer("incident-0", "told", f'{{"summary":"{summary}"}}')
            outcome, injected = self.traced(
                log, call, inject, "report", "incident-0", summary, "--id", "told", "--by", "desk", "--format", "json")
            if injected:
                self.judge(what, outcome, log, journal, [1])
            return injected

        self.every_call("report", {**WRITES, **OPENING}, one)

    def reading(self):
        """Reads give everything or fail: never a part as if it were all."""
        for name, arguments in (("replay", ["replay"]), ("timeline", ["timeline", "incident-1"])):
            whole = run(*arguments, log=self.base).stdout

            def one(call, inject, what):
                log, journal = self.copy()
                outcome, injected = self.traced(log, call, inject, *arguments)
                if injected:
                    self.judge(what, outcome.without_answers(), log, journal, [])
                    # The first line of a timeline tells the time of day.
                    got, wanted = (text.split(b"\n", name == "timeline")[-1] if name == "timeline" else text
                                   for text in (b"".join(outcome.answers), whole))
                    self.report.expect(
                        got == wanted if outcome.code == 0 else wanted.startswith(got) or not b"".join(outcome.answers),
                        f"{what}: what is printed is whole, or fails",
                        f"{len(got)} of {len(wanted)} bytes, exit {outcome.code}")
                return injected

            self.every_call(name, OPENING, one)

    # What every run is judged by.

    def judge(self, what, outcome, log, journal, asked, may_end_with=(0, 74), names=None, again=True, mended=None,
              runtime_may_fail=False):
        """No crash; 0 or 74 and one sentence; nothing acknowledged that is not there; appends when the fault is gone."""
        expect = self.report.expect
        self.judged += 1
        words = outcome.errors.decode(errors="replace")
        if runtime_may_fail and outcome.code < 0:
            self.failed += 1
        else:
            self.judge_end(what, outcome, words, may_end_with, str(log) if names is None else names)
        failed = False
        for answer, count in zip(outcome.answers, asked):
            texts = answer.splitlines()
            expect(not (failed and texts), f"{what}: nothing is acknowledged after a failure", texts[:1])
            failed = failed or len(texts) < count
            for text in texts:
                try:
                    journal.acknowledge(text)
                except ValueError:
                    expect(False, f"{what}: answers are whole lines", text)
        for text in b"".join(outcome.answers[len(asked):]).splitlines():
            expect(not failed, f"{what}: nothing is acknowledged after a failure", text)
            journal.acknowledge(text)
        if asked:
            expect(outcome.code != 0 or not failed, f"{what}: 0 means that everything is acknowledged", outcome.code)
        if mended:
            mended()
        faults = journal.check(log)
        if not journal.acks and len(faults) == 1 and faults[0].startswith("replay ended with 66: "):
            faults = []
        expect(not faults, f"{what}: what was acknowledged is there", faults[:3])
        if again:
            after = run("append", "--format", "json", "--by", "desk", "-", log=log, input=self.lines(journal, 1)[0])
            if expect(after.returncode == 0, f"{what}: the log takes appends again", after.stderr):
                journal.acknowledge(after.stdout)
                faults = journal.check(log)
                expect(not faults, f"{what}: it is whole after one more append", faults[:3])

    def judge_end(self, what, outcome, words, may_end_with, name):
        """0 and no complaint, or 74 and one sentence with a name in it."""
        expect = self.report.expect
        expect(outcome.code in may_end_with, f"{what}: ends with one of {may_end_with}", f"{outcome.code} {words[:300]}")
        if outcome.code == 0:
            expect("cannot" not in words, f"{what}: no complaint where all is well", words)
        else:
            told = words.count("\n") == 1 and words.startswith("blotter: ") and name in words
            expect(told, f"{what}: one sentence names the file", words[:600].strip())

    # Limits and disks.

    def limited(self, kind, value, *arguments, log, chunks=()):
        process = subprocess.Popen(
            command(*arguments, log=log), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, preexec_fn=lambda: resource.setrlimit(kind, (value, value)))
        with ending(process):
            return finish(process, chunks)

    def append_to(self, what, log, journal, limit=None, size=60_000, **more):
        """A pipe of events, 60 kB each, into a log that has no room for all of them."""
        chunks = [self.lines(journal, 1, size=size) for _ in range(40)]
        kind, value = limit or (resource.RLIMIT_CORE, 0)
        outcome = self.limited(
            kind, value, "append", "--format", "json", "--by", "desk", "-", log=log, chunks=chunks)
        self.judge(what, outcome, log, journal, [1] * len(chunks), **more)
        return outcome

    def limits(self):
        """The size of files (a write beyond it is cut short, and a signal), descriptors, and memory."""
        met = 0
        for value in self.some([
            0, 512, 4096, 5000, 8192, 9000, 12288, 32768, 33000, 65536, 1 << 20, (1 << 20) + 1, 1_500_000, 2 << 20]):
            shutil.rmtree(self.place / "log", ignore_errors=True)
            self.append_to(f"a limit of {value} bytes a file, creation", self.place / "log", Journal(),
                           (resource.RLIMIT_FSIZE, value))
            log, journal = self.copy()
            self.append_to(f"a limit of {value} bytes a file", log, journal, (resource.RLIMIT_FSIZE, value))
            met += 2
        # Swift's runtime starts threads and an event loop beside the program. Where it gets no descriptor for them it ends
        # the process (SIGILL); where it gets no memory it does so too (SIGSEGV), or waits for ever and is killed here.
        # Such runs are counted, and what they have acknowledged must be there; how they ended is not held against them.
        for name, kind, values in (("descriptors", resource.RLIMIT_NOFILE, range(5, 16)),
                                   ("MiB of memory", resource.RLIMIT_AS, range(64, 129, 16))):
            for value in self.some(values):
                amount = value << 20 if kind == resource.RLIMIT_AS else value
                log, journal = self.copy()
                # A thread that cannot be started has to do with no file.
                names = "" if kind == resource.RLIMIT_AS else None
                self.append_to(f"{value} {name}", log, journal, (kind, amount), size=100, names=names,
                               runtime_may_fail=True)
                for arguments in (["replay"], ["timeline", "incident-1"]):
                    log, journal = self.copy()
                    outcome = self.limited(kind, amount, *arguments, log=log)
                    self.judge(f"{value} {name}, {arguments[0]}", outcome.without_answers(), log, journal, [],
                               names=names, runtime_may_fail=True)
                met += 3
        self.report.say(f"faults: {met} runs with a limit of a file's size, of descriptors or of memory, "
                        f"{self.failed} of them failed by the runtime")

    def full_output(self):
        """What cannot be said ends with 74; what was appended before stays."""
        for arguments in (["append", "-"], ["append", "--format", "json", "-"], ["report", "incident-0", "Told"],
                          ["replay"], ["timeline", "incident-1"], ["snapshot", "incident-1"], ["incidents"], ["stats"]):
            log, journal = self.copy()
            lines = self.lines(journal, 3) if arguments[0] == "append" else []
            with open("/dev/full", "wb") as full:
                outcome = subprocess.run(
                    command(*arguments, log=log), input=b"".join(lines), stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE)
            if arguments[0] == "report":
                # It says what was appended, so that nobody appends it again for want of an answer.
                told = outcome.stderr.startswith(b"blotter: incident-0#") and outcome.stderr.endswith(
                    b", but cannot write to standard output: No space left on device\n")
                self.report.expect(outcome.returncode == 74 and told, "a full output under report", outcome)
                continue
            # The summary of `append` may go to standard error instead.
            may = (0, 74) if arguments == ["append", "-"] else (74,)
            self.judge(f"a full output under {arguments[0]}", Outcome(outcome.returncode, [], outcome.stderr), log,
                       journal, [], may_end_with=may, names="standard output")

    def small_disks(self):
        """File systems in memory that are too small, at first and later; then there is more room, and all is well."""
        met = 0
        sizes = "4k 16k 32k 48k 512k 1028k 1060k 1100k 1500k 2m 2080k 3m".split()
        disks = [*(f"size={size}" for size in sizes), *(f"size=8m,nr_inodes={count}" for count in (2, 3, 4, 5))]
        for options in self.some(disks):
            with mounted(self.place / "disk", options) as disk:
                if disk is None:
                    self.report.say("faults: small and read-only disks are skipped, since mounting needs root")
                    return
                def more_room():
                    subprocess.run(["mount", "-o", "remount,size=16m,nr_inodes=100", disk], check=True, timeout=30)
                self.append_to(f"a disk of {options}", disk / "log", Journal(), mended=more_room)
                met += 1
        # The whole disk is given to something else while the log is in use.
        for room in (0, 4096, 65536):
            with mounted(self.place / "disk", "size=4m") as disk:
                journal = Journal()
                lines = self.lines(journal, 20)
                outcome = run("append", "--format", "json", "--by", "desk", "-", log=disk / "log", input=b"".join(lines))
                for text in outcome.stdout.splitlines():
                    journal.acknowledge(text)
                free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
                (disk / "other").write_bytes(bytes(free - room))
                self.append_to(f"a disk with {room} bytes left", disk / "log", journal, mended=(disk / "other").unlink)
                met += 1
        self.report.say(f"faults: {met} small disks")

    def read_only(self):
        """A disk that became read-only: nothing can be appended, everything can be read."""
        with mounted(self.place / "disk", "size=16m") as disk:
            if disk is None:
                return
            log, journal = self.copy()
            shutil.copytree(log, disk / "log")
            def remount(mode):
                return subprocess.run(
                    ["mount", "-o", f"remount,{mode}", disk], capture_output=True, timeout=30).returncode == 0
            chunks = [self.lines(journal, 1) for _ in range(10)]
            process = subprocess.Popen(
                command("append", "--format", "json", "--by", "desk", "-", log=disk / "log"), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
            with ending(process):
                answers, became = [], False
                for answer in converse(process, chunks, PATIENCE):
                    answers.append(answer)
                    became = became or len(answers) == 5 and remount("ro")
                outcome = Outcome(process.wait(PATIENCE), answers, process.stderr.read())
            self.report.say("faults: a disk in use " + ("became" if became else "cannot become") + " read-only")
            self.judge("a disk that is to become read-only", outcome, disk / "log", journal, [1] * 10,
                       mended=lambda: remount("rw"))
            if not self.report.expect(remount("ro"), "a disk can be made read-only"):
                return
            for name in ("log", "new"):
                outcome = self.limited(resource.RLIMIT_CORE, 0, "append", "--format", "json", "--by", "desk", "-",
                                       log=disk / name, chunks=[self.lines(Journal(), 1)])
                self.judge(f"append to '{name}' on a read-only disk", outcome, disk / name,
                           journal if name == "log" else Journal(), [1], may_end_with=(74,), again=False)
            whole = run("replay", log=disk / "log")
            self.report.expect(whole.returncode == 0, "a read-only disk can be read", whole.stderr)


class Outcome:
    """How a run ended: its exit code (negative: a signal), what it answered to each chunk, and standard error."""

    def __init__(self, code, answers, errors):
        self.code, self.answers, self.errors = code, answers, errors

    def without_answers(self):
        """The same for a run that was not asked to append."""
        return Outcome(self.code, [], self.errors)


def strace(trace, call, inject, log=None):
    """The command line of strace for a fault in one kind of call; only where it touches the log, if that is given."""
    paths = [part for path in (log, log / "data.mdb", log / "lock.mdb") for part in ("-P", path)] if log else []
    return ["strace", "-f", "-y", *paths, "-e", f"trace={call}", "-e", f"inject={inject}", "-o", trace]


class tracing:
    """strace looks at a process that runs already, until that ends."""

    def __init__(self, pid, trace, call, inject, log=None):
        self.command = [*strace(trace, call, inject, log), "-p", str(pid)]

    def __enter__(self):
        self.tracer = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True)
        select.select([self.tracer.stderr], [], [], PATIENCE)  # it says that it is there

    def __exit__(self, *_):
        with ending(self.tracer):
            try:
                self.tracer.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                pass


def finish(process, chunks):
    """Feeds a process, or goes on with a talk, and waits for its end; it is killed where it does not come to one."""
    # Only a process that hangs is waited for that long: one that ends closes its output.
    talk = converse(process, chunks, PATIENCE) if isinstance(chunks, (list, tuple)) else chunks
    answers = list(talk) if process.stdin else []
    try:
        if not process.stdin:
            output, errors = process.communicate(timeout=PATIENCE)
            return Outcome(process.returncode, [output], errors)
        return Outcome(process.wait(PATIENCE), answers, process.stderr.read())
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return Outcome(-signal.SIGKILL, answers, b"it did not end by itself")


def wait_for_pipe(pid):
    """Waits until a thread of a process waits for somebody who writes into a pipe."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        # A thread may end between the look at the list and the look at it.
        with contextlib.suppress(OSError):
            tasks = list(pathlib.Path(f"/proc/{pid}/task").glob("*/wchan"))
            if any("wait_for_partner" in path.read_text() for path in tasks):
                return
        time.sleep(0.002)


def feed_pipe(path, data):
    """Writes into a pipe, unless nobody comes to read."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.002)
            continue
        try:
            os.write(descriptor, data)
        except BrokenPipeError:
            pass
        os.close(descriptor)
        return


class mounted:
    """A file system in memory, or None where it may not be mounted. It is gone afterwards, whatever happens."""

    def __init__(self, path, options):
        self.path, self.options, self.there = path, options, False

    def __enter__(self):
        self.path.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", self.path]
        self.there = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, timeout=30).returncode == 0
        return self.path if self.there else None

    def __exit__(self, *_):
        if self.there and subprocess.run(["umount", self.path], capture_output=True, timeout=30).returncode != 0:
            subprocess.run(["umount", "--lazy", self.path], timeout=30)
