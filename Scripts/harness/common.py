"""What every attack needs: the program, a directory of its own, the journal of acknowledgements, and the report.

The journal is the oracle. It is kept by whoever attacks, never by the program: an event stands in it as soon as the
program has acknowledged it, with its position, its revision and the bytes of its body. `check` compares a log with it.
"""
import collections
import contextlib
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Where the runtime ends a program, for want of descriptors say, what it tells of it would stand among the answers.
os.environ["SWIFT_BACKTRACE"] = "enable=no"
PROGRAM = os.environ.get("BLOTTER") or str(ROOT / ".build/release/blotter")


class Report:
    """Counts what held and what did not, and says so."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def expect(self, holds, claim, detail=""):
        """One claim: it holds, or it is a failure that is printed at once."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {claim}" + (f": {detail}" if detail != "" else ""), flush=True)
        return holds

    def say(self, line):
        print(line, flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


def first_line(stream, seconds):
    """The first line that a process says; empty where it says none in so many seconds."""
    return stream.readline() if select.select([stream], [], [], seconds)[0] else b""


@contextlib.contextmanager
def scratch(parent=None):
    """A directory that is removed at the end, unless SOAK_KEEP is set."""
    path = tempfile.mkdtemp(prefix="blotter-soak-", dir=parent)
    try:
        yield path
    finally:
        if os.environ.get("SOAK_KEEP"):
            print(f"kept {path}", flush=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


def command(*arguments, log=None):
    """The command line of a run on a log."""
    return [PROGRAM, *map(str, arguments), *(["--log", log] if log else [])]


def run(*arguments, log=None, input=None, timeout=120, **more):
    """Runs the program to its end; output and errors as bytes."""
    return subprocess.run(
        command(*arguments, log=log), input=input, capture_output=True, timeout=timeout,
        **({"stdin": subprocess.DEVNULL} if input is None else {}), **more)


def line(incident, id, body, **more):
    """One event as a line for `append`; `body` is the text of the JSON object, kept byte for byte."""
    envelope = json.dumps({"incident": incident, "id": id, **{"kind": "reported", **more}})
    return f'{envelope[:-1]},"body":{body}}}\n'.encode()


def replayed(log, after=0):
    """The events of a log after a position, in its order, each with the bytes of its body under `bodyText`."""
    outcome = run("replay", "--after", after, log=log)
    # A log that was killed before it stood has no event either: what it acknowledged is for the journal to miss.
    if outcome.returncode == 66 and (b"is empty" in outcome.stderr or b"there is no log" in outcome.stderr):
        return []
    if outcome.returncode != 0:
        raise AssertionError(f"replay ended with {outcome.returncode}: {outcome.stderr.decode(errors='replace')}")
    events = []
    for text in outcome.stdout.decode().splitlines():
        event = json.loads(text)
        # `body` is the last member of a replayed line.
        event["bodyText"] = text[text.index(',"body":') + len(',"body":'):-1]
        events.append(event)
    return events


class Journal:
    """What was offered to the program and what it acknowledged."""

    Ack = collections.namedtuple("Ack", "position revision")

    def __init__(self):
        self.offered = {}  # (incident, id) -> body text
        self.batches = []  # lists of (incident, id) that were offered all or nothing
        self.acks = {}     # (incident, id) -> Ack
        self.faults = []

    def offer(self, incident, id, body):
        self.offered[incident, id] = body

    def offer_together(self, keys):
        self.batches.append(list(keys))

    def take(self, writer):
        """Takes what a writer has offered and been answered; gives the texts of the lines by (incident, id)."""
        lines = {}
        for together in writer.offered:
            for incident, id, body, text in together:
                self.offer(incident, id, body)
                lines[incident, id] = text
            if len(together) > 1:
                self.offer_together([(incident, id) for incident, id, *_ in together])
        for answer in writer.answers:
            self.acknowledge(answer)
        return lines

    def add(self, other):
        """Takes over what another journal holds."""
        self.offered |= other.offered
        self.acks |= other.acks
        self.batches += other.batches

    def acknowledge(self, answer):
        """Takes one answer of `append --format json` (a dict or a line). A repeat must get the same place."""
        answer = answer if isinstance(answer, dict) else json.loads(answer)
        key = answer["incident"], answer["id"]
        ack = self.Ack(answer["position"], answer["revision"])
        if self.acks.setdefault(key, ack) != ack:
            self.faults.append(f"{key} was acknowledged at {self.acks[key]} and at {ack}")

    def check(self, log):
        """Compares a log with the journal; gives the faults, each a sentence."""
        faults = list(self.faults)
        try:
            events = replayed(log)
        except (AssertionError, ValueError) as error:
            return faults + [str(error)]
        return faults + self.compare(events)

    def compare(self, events, after=0, revisions=()):
        """Compares events with the journal; gives the faults. What was offered may be only what came after a position:
        `revisions` then says how many events each incident had there."""
        faults = []
        seen = {}
        revisions = collections.Counter(revisions)
        for index, event in enumerate(events, start=after + 1):
            key = event["incident"], event["id"]
            if event["position"] != index:
                faults.append(f"where position {index} is due the replay has {event['position']}")
            revisions[event["incident"]] += 1
            if event["revision"] != revisions[event["incident"]]:
                faults.append(f"{key} has revision {event['revision']}, not {revisions[event['incident']]}")
            if key in seen:
                faults.append(f"{key} is there twice")
            seen[key] = event
            if key not in self.offered:
                faults.append(f"{key} was never offered")
            elif event["bodyText"] != self.offered[key]:
                faults.append(f"the body of {key} is not as it was given")
        for key, ack in self.acks.items():
            event = seen.get(key)
            if event is None:
                faults.append(f"{key} was acknowledged at {ack} and is not there")
            elif (event["position"], event["revision"]) != ack:
                faults.append(f"{key} was acknowledged at {ack} and stands at {event['position']}, {event['revision']}")
        for batch in self.batches:
            there = sum(key in seen for key in batch)
            if there not in (0, len(batch)):
                faults.append(f"of a batch of {len(batch)} events {there} are there")
        return faults


class Child:
    """A run of the program that goes on for a while. Lines are given to it, and what it says is collected as it comes:
    `answers` and `complaints` are lists of (moment, line) of its output and its errors."""

    def __init__(self, *arguments, log=None, before=(), reads=True, **more):
        self.answers = []
        self.complaints = []
        self.came = threading.Condition()
        self.process = subprocess.Popen(
            [*before, *command(*arguments, log=log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, **more)
        pipes = [(self.process.stderr, self.complaints)] + ([(self.process.stdout, self.answers)] if reads else [])
        self.listeners = [threading.Thread(target=self._listen, args=pipe, daemon=True) for pipe in pipes]
        for listener in self.listeners:
            listener.start()

    def _listen(self, pipe, lines):
        for text in pipe:
            moment = time.monotonic()
            with self.came:
                # A line without an end is what a killed program did not finish to say.
                if text.endswith(b"\n"):
                    lines.append((moment, text))
                self.came.notify_all()

    @property
    def pid(self):
        return self.process.pid

    @property
    def said(self):
        """How many lines it has said."""
        return len(self.answers) + len(self.complaints)

    def give(self, data):
        """Hands it lines; false where it is gone."""
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
            return True
        except (BrokenPipeError, ValueError):
            return False

    def wait_for(self, holds, timeout=60):
        """Waits until something holds of what it has said; false where it ended before, or the time is over."""
        def is_over():
            return holds() or not any(listener.is_alive() for listener in self.listeners)

        deadline = time.monotonic() + timeout
        with self.came:
            # The end of a listener notifies nobody, so it is looked for now and then.
            while not is_over() and time.monotonic() < deadline:
                self.came.wait(0.05)
            return holds()

    def signal(self, number):
        """Sends a signal to it, and to nothing else: `Popen` knows whether the number is still its own."""
        self.process.send_signal(number)

    def end(self, timeout=60):
        """Ends its input, waits until it has ended and everything it said has been read; gives the exit code, None
        where it had to be killed."""
        with contextlib.suppress(BrokenPipeError, ValueError):
            self.process.stdin.close()
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            code = None
        self.kill()
        return code

    def kill(self):
        """Ends it at once, if it has not ended, and reads the rest of what it said."""
        self.process.kill()
        self.process.wait()
        for listener in self.listeners:
            listener.join(30)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            # A line that was given in part can no longer be delivered.
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


@contextlib.contextmanager
def children():
    """Starts runs of the program, with the arguments of `Child`, and kills at the end those that are left."""
    started = []
    lock = threading.Lock()
    is_over = False

    def start(*arguments, **more):
        with lock:
            if is_over:
                # A thread that is still at work at the end: it ends here, and starts nothing that nobody would kill.
                raise SystemExit
            child = Child(*arguments, **more)
            started.append(child)
            return child

    try:
        yield start
    finally:
        with lock:
            is_over = True
        for child in started:
            child.kill()


def figures(values, unit="ms"):
    """Median, 99th hundredth and greatest of some numbers, in words."""
    if not values:
        return "none measured"
    ordered = sorted(values)
    return (f"median {ordered[len(ordered) // 2]:.1f} {unit}, 99 % under {ordered[len(ordered) * 99 // 100]:.1f} {unit}, "
            f"at most {ordered[-1]:.1f} {unit}")
