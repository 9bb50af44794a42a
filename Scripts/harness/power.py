"""Cuts the power at random moments of recorded appends and opens what a disk may then hold.

The appends are real; strace records what they ask of the system. From the record follows, first, whether every
acknowledgement waited for its flushes. Second, it can be replayed up to any moment as a disk may keep it, and the program
must find everything that it had acknowledged by then. The model, file by file:

- What was flushed before the moment is there. That is what fdatasync or fsync found written when it was called, and each
  write through a descriptor that was opened with O_DSYNC: LMDB writes its meta pages through a second one.
- Of the writes since then any subset is there, whole or torn at sectors of 512 bytes. A write to a meta page that was
  under way ends after any multiple of 8 bytes: LMDB asks of a disk that it writes the bytes of a sector in their order.
- Sizes (fallocate, ftruncate, writing past the end) and names (mkdir, create, rename, unlink, rmdir) come in the order in
  which they were asked for, as in a journal, cut off anywhere behind the last flush that covers them.
- lock.mdb is written through a map, which no trace shows: it is empty, zeros, or a stale one with sectors missing.

Not in the model: sectors that decay, and disks that reorder what they said was flushed. The latter is the negative
control: images in which the last flushes lied must lose acknowledged events, else this attack would not notice a loss.
"""
import bisect
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess

from .common import command, line, replayed, run, scratch
from .parts.image import build, content
from .parts.processes import converse, ending
from .parts.trace import CALLS, Flush, Names, NamesFlush, Size, Trace, Write


def arguments(parser):
    parser.add_argument("--images", type=int, default=5000, help="how many images to open (default: %(default)s)")
    parser.add_argument("--traces", type=int, default=10, help="from how many recordings, each for 100 images at least")
    parser.add_argument("--control", type=int, default=500, help="how many images of a disk that lies, at most half of those")


def attack(options, report):
    if not shutil.which("strace"):
        report.say("power: skipped, since strace is not installed")
        return
    choose = random.Random(options.seed)
    traces = max(1, min(options.traces, options.images // 100))
    tally = collections.Counter()
    # Images are written and opened thousands of times, and need no disk.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with scratch() as place, scratch(memory) as images:
        for number in range(traces):
            trace = record(pathlib.Path(place) / str(number), choose, report)
            check_order(trace, report, tally)
            check_model(trace, report)
            for count in range(number, options.images, traces):
                cut(trace, pathlib.Path(images), choose, report, tally, goes_on=count % 10 == 0)
            for _ in range(number, min(options.control, options.images // 2), traces):
                lie(trace, pathlib.Path(images), choose, report, tally)
    report.say(
        f"power: {traces} recordings, {tally['commits']} commits, {tally['events']} acknowledged events, "
        f"{tally['growths']} growths of a file")
    report.say(
        f"power: {tally['images']} images opened, {tally['none']} of them from before there was a log, "
        f"{tally['torn']} with a torn meta page, {tally['appended']} appended to")
    report.say(
        f"power: with flushes that lie {tally['lies']} images: {tally['lost']} lost acknowledged events, of which "
        f"{tally['told']} were refused as damaged, {tally['silent']} had silently fewer events and {tally['died']} "
        "ended the program")
    report.expect(tally["lost"] > 0, "the negative control loses acknowledged events", f"{tally['lies']} images")


# Recording.

def record(place, choose, report):
    """Appends to a new log in every way, and gives the trace."""
    place.mkdir()
    trace = Trace(place / "log")
    events = Events(choose, trace.journal)

    def traced(*arguments, chunks=()):
        path = place / "trace"
        process = subprocess.Popen(
            ["strace", "-f", "-xx", "-s", "1000000000", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", path,
             *command(*arguments, log=trace.log)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        with ending(process):
            for number, _ in enumerate(converse(process, chunks)):
                if number == len(chunks) // 2 and (trace.log / "lock.mdb").exists():
                    # While it is in use, as a power cut finds it.
                    trace.stale_lock = (trace.log / "lock.mdb").read_bytes()
            report.expect(process.wait(60) == 0, "a recording ends well", process.stderr.read())
        trace.read(path)
        path.unlink()

    # The file is 1 MiB at first, and its size doubles: large bodies make it grow twice.
    large = choose.sample(range(1, 40), 12)
    chunks = [
        events.lines(choose.randint(1, 3), size=choose.randint(20_000, 90_000)) if number in large
        else events.lines(choose.choice((1, 1, 1, 2, choose.randint(3, 40))))
        for number in range(40)]
    traced("append", "--format", "json", "-", chunks=chunks)
    for _ in range(3):
        batch = place / "batch.jsonl"
        batch.write_bytes(b"".join(events.lines(choose.randint(2, 30), together=True)))
        traced("append", "--format", "json", "--atomic", batch)
    summaries = {f"told-{number}": f"Told by hand {choose.random()}" for number in range(2)}
    for id, summary in summaries.items():
        traced("report", "by-hand", summary, "--id", id, "--format", "json")
    chunks = [events.lines(choose.randint(1, 3), size=choose.choice((100, 3000))) for _ in range(20)]
    traced("append", "--format", "json", "-", chunks=chunks)
    # The body of a `report` is the program's own; what is there in the end is what has to be there all the time.
    for event in replayed(trace.log):
        if event["incident"] == "by-hand" and event["body"]["summary"] == summaries[event["id"]]:
            trace.journal.offer("by-hand", event["id"], event["bodyText"])
    faults = trace.journal_at(trace.clock).check(trace.log)
    report.expect(not faults, "the recorded log itself is whole", faults[:3])
    offered = set(trace.journal.offered)
    answered = set(trace.journal_at(trace.clock).acks)
    report.expect(offered == answered, "everything that was recorded was acknowledged", offered ^ answered)
    return trace


class Events:
    """Makes events that the journal knows; every id is found in the file by its bytes."""

    def __init__(self, choose, journal):
        self.choose, self.journal, self.count = choose, journal, 0

    def lines(self, count, size=None, together=False):
        keys, lines = [], []
        for _ in range(count):
            self.count += 1
            incident = f"incident-{self.choose.randint(1, 5)}"
            id = f"event-{self.count:06}-{self.choose.getrandbits(32):08x}"
            word = f"{self.choose.getrandbits(64):016x}"
            detail = word * ((size or self.choose.choice((0, 20, 200, 2500))) // 16)
            body = f'{{"summary":"{word}" , "detail":"{detail}"}}' if detail else f'{{ "summary" : "{word}"}}'
            self.journal.offer(incident, id, body)
            keys.append((incident, id))
            lines.append(line(incident, id, body))
        if together:
            self.journal.offer_together(keys)
        return lines


# The order of what was asked for.

def check_order(trace, report, tally):
    """Every acknowledgement comes after the flush of what it acknowledges, and after the meta page that makes it count."""
    operations = trace.data.operations
    writes = [operation for operation in operations if isinstance(operation, Write)]
    flushes = [operation for operation in operations if isinstance(operation, Flush)]
    starts = [flush.begin for flush in flushes]

    def durable(write):
        """When a write was durable."""
        if write.held:
            return write.end
        number = bisect.bisect(starts, write.end)
        return flushes[number].end if number < len(flushes) else float("inf")

    commits = [write for write in writes if write.offset < 8192 and len(write.data) < 4096]
    waiting = 0
    for meta in commits:
        while writes[waiting] is not meta:
            report.expect(
                durable(writes[waiting]) < meta.begin, "pages are flushed before the meta page that leads to them",
                f"written at {writes[waiting].begin}, meta page at {meta.begin}")
            waiting += 1
        waiting += 1
        report.expect(durable(meta) == meta.end, "a meta page is durable when its write ends", meta.begin)
    for answer in trace.answers:
        for one in answer.answers:
            id = one["id"].encode()
            page = next((write for write in writes if id in write.data), None)
            meta = page and next((write for write in commits if write.begin > page.end), None)
            report.expect(
                meta and durable(page) < meta.begin and durable(meta) < answer.begin,
                "an acknowledgement comes after the flush and the meta page of its event", one)
    moved = next(change for change in trace.name_changes
                 if isinstance(change, Names) and change.losses and trace.data in change.gains.values())
    report.expect(
        all(durable(write) < moved.begin for write in writes if write.begin < moved.begin),
        "a new log is flushed before it is moved into its place")
    first = next(answer for answer in trace.answers if answer.answers)
    report.expect(
        any(isinstance(change, NamesFlush) and change.directory == str(trace.log) and moved.end < change.begin
            and change.end < first.begin for change in trace.name_changes),
        "the place of a new log is flushed before the first acknowledgement")
    tally["commits"] += len(commits)
    tally["events"] += sum(len(answer.answers) for answer in trace.answers)
    tally["growths"] += sum(isinstance(operation, Size) for operation in operations) - 1


def check_model(trace, report):
    """Everything that was recorded, taken together, is the file: so nothing was written that the trace does not show."""
    whole = content(trace.data, trace.clock + 1, None)
    report.expect(whole == (trace.log / "data.mdb").read_bytes(), "the trace shows everything that was written to the log")


# Images.

def moment_in(trace, choose):
    """A moment while something was under way or just after."""
    operations = [*trace.name_changes, *trace.data.operations, *trace.answers]
    operation = choose.choice(operations)
    return choose.choice((operation.begin, operation.end)) + 1


def cut(trace, place, choose, report, tally, goes_on):
    """One image of an honest disk: everything acknowledged by then is there."""
    moment = moment_in(trace, choose)
    log = build(trace, place, moment, choose, tally=tally)
    journal = trace.journal_at(moment)
    faults = journal.check(log)
    tally["images"] += 1
    tally["none"] += not journal.acks and not (log / "data.mdb").exists()
    whole = report.expect(not faults, f"an image of moment {moment} holds what was acknowledged", faults[:3])
    if whole and goes_on:
        journal.offer("afterwards", "afterwards", '{"summary":"Power is back"}')
        outcome = run("append", "--format", "json", "-", log=log,
                      input=line("afterwards", "afterwards", '{"summary":"Power is back"}'))
        if report.expect(outcome.returncode == 0, f"an image of moment {moment} takes appends", outcome.stderr):
            journal.acknowledge(outcome.stdout)
            faults = journal.check(log)
            report.expect(not faults, f"an image of moment {moment} is whole after an append", faults[:3])
        journal.offered.pop(("afterwards", "afterwards"))
        tally["appended"] += 1


def lie(trace, place, choose, report, tally):
    """One image of a disk that lies. What is lost cannot be helped; what is served must still be right."""
    moment = choose.choice([answer for answer in trace.answers if answer.answers]).end + 1
    log = build(trace, place, moment, choose, lies=choose.randint(1, 3))
    journal = trace.journal_at(moment)
    outcome = run("replay", log=log)
    faults = journal.check(log)
    tally["lies"] += 1
    tally["lost"] += bool(faults)
    tally["told"] += outcome.returncode == 74
    tally["died"] += outcome.returncode < 0
    tally["silent"] += outcome.returncode in (0, 66) and bool(faults)
    served = [json.loads(text)["id"] for text in outcome.stdout.splitlines() if text.endswith(b"}")]
    wrong = [fault for fault in faults if "not as it was given" in fault or "never offered" in fault]
    report.expect(
        not wrong and len(served) == len(set(served)), "nothing wrong is served, even from a disk that lies", wrong[:3])
