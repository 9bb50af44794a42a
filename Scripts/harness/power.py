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
import re
import select
import shutil
import signal
import subprocess
import time

from .common import Journal, command, line, replayed, run, scratch

SECTOR = 512
CALLS = ("openat,open,creat,close,write,pwrite64,writev,pwritev,lseek,fdatasync,fsync,msync,sync_file_range,ftruncate,"
         "fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir")


def arguments(parser):
    parser.add_argument("--images", type=int, default=5000, help="how many images to open (default: %(default)s)")
    parser.add_argument("--traces", type=int, default=10, help="from how many recordings, each for 100 images at least")
    parser.add_argument("--control", type=int, default=500, help="how many images of a disk that lies, half as many as the others at most")


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

class File:
    """A file by its identity, whatever its name: what was done to it, in order of the beginning."""

    def __init__(self):
        self.operations = []


# `begin` and `end` are moments: STEP is from one line of the trace to the next, so that there are moments within a call
# and between two. `held`: it is durable when it ends.
STEP = 4
Write = collections.namedtuple("Write", "begin end offset data held")
Size = collections.namedtuple("Size", "begin end size")
Flush = collections.namedtuple("Flush", "begin end")
# A change of names (the new names with what they lead to; the names that are gone), or a flush of a directory.
Names = collections.namedtuple("Names", "begin end gains losses")
NamesFlush = collections.namedtuple("NamesFlush", "begin end directory")
Answer = collections.namedtuple("Answer", "begin end answers")


class Trace:
    """What several runs of the program did to one log, as one story."""

    def __init__(self, log):
        self.log = log
        self.journal = Journal()
        self.names = {}        # path -> File, or None for a directory
        self.name_changes = []
        self.files = []
        self.answers = []
        self.clock = 0
        self.stale_lock = b""

    def read(self, path):
        """Takes one more run from its trace."""
        descriptors = {}       # number -> [File or path of a directory, offset, whether opened with O_DSYNC]
        rest = b""
        for call in calls(path, self.clock):
            self.clock = max(self.clock, call.end)
            if not call.result.startswith("-1"):
                rest = self.take(call, descriptors, rest)
        self.clock += STEP

    def take(self, call, descriptors, rest):
        name, begin, end, result = call.name, call.begin, call.end, int(call.result.split()[0], 0)
        number = int(call.text.split(",")[0]) if call.text.split(",")[0].isdigit() else None
        opened = descriptors.get(number)
        if name in ("open", "openat", "creat"):
            path = call.data[0].decode()
            if path.startswith(str(self.log.parent)):
                flags = set(re.findall(r"O_\w+", call.text))
                if "O_TRUNC" in flags or "O_APPEND" in flags:
                    raise AssertionError(f"the model has no {flags}")
                if self.names.get(path) is None and "O_CREAT" in flags:
                    self.files.append(File())
                    self.rename(begin, end, {path: self.files[-1]}, [])
                descriptors[result] = [self.names.get(path) or path, 0, bool(flags & {"O_DSYNC", "O_SYNC"})]
        elif name == "close":
            descriptors.pop(number, None)
        elif name == "write" and number == 1:
            *lines, rest = (rest + call.data[0][:result]).split(b"\n")
            self.answers.append(Answer(begin, end, [json.loads(text) for text in lines]))
        elif name in ("write", "writev", "pwrite64", "pwritev") and opened:
            at = opened[1] if name in ("write", "writev") else int(call.text.rsplit(",", 1)[1].strip(" )"))
            data = b"".join(call.data)[:result]
            if len(data) != result:
                raise AssertionError(f"the trace shows {len(data)} bytes of a {name} of {result}")
            opened[0].operations.append(Write(begin, end, at, data, opened[2]))
            if name in ("write", "writev"):
                opened[1] += result
        elif name == "lseek" and opened:
            opened[1] = result
        elif name in ("fsync", "fdatasync") and opened:
            if isinstance(opened[0], File):
                opened[0].operations.append(Flush(begin, end))
            else:
                self.name_changes.append(NamesFlush(begin, end, opened[0]))
        elif name == "ftruncate" and opened:
            opened[0].operations.append(Size(begin, end, int(call.text.split(",")[1])))
        elif name == "fallocate" and opened:
            _, mode, offset, length = (int(text, 0) for text in call.text.split(","))
            if mode != 0:
                raise AssertionError(f"the model has no fallocate of mode {mode}")
            opened[0].operations.append(Size(begin, end, offset + length))
        elif name in ("rename", "renameat", "renameat2"):
            source, target = (data.decode() for data in call.data)
            self.rename(begin, end, {target: self.names[source]}, [source])
        elif name in ("link", "linkat"):
            source, target = (data.decode() for data in call.data)
            self.rename(begin, end, {target: self.names[source]}, [])
        elif name in ("unlink", "unlinkat", "rmdir"):
            self.rename(begin, end, {}, [call.data[0].decode()])
        elif name in ("mkdir", "mkdirat"):
            self.rename(begin, end, {call.data[0].decode(): None}, [])
        elif opened and name not in ("write",):
            raise AssertionError(f"the model has no {name}")
        return rest

    def rename(self, begin, end, gains, losses):
        for path in losses:
            self.names.pop(path, None)
        self.names.update(gains)
        self.name_changes.append(Names(begin, end, gains, losses))

    @property
    def data(self):
        return self.names[str(self.log / "data.mdb")]

    def journal_at(self, moment):
        """What must be there at a moment. An answer counts from when it begins to be written."""
        journal = Journal()
        journal.offered, journal.batches = self.journal.offered, self.journal.batches
        for answer in self.answers:
            if answer.begin < moment:
                for one in answer.answers:
                    journal.acknowledge(one)
        return journal


Call = collections.namedtuple("Call", "name text data begin end result")


def calls(path, clock):
    """The system calls of a trace in the order of their beginnings; `text` is without the strings, which are `data`."""
    begun, all = {}, []
    for number, text in enumerate(pathlib.Path(path).read_text().splitlines()):
        pid, text = text.split(None, 1)
        if text.startswith(("+++", "---")):
            continue
        begin = clock + STEP * number
        end = begin + STEP // 2
        if text.endswith("<unfinished ...>"):
            begun[pid] = begin, text.removesuffix("<unfinished ...>")
            continue
        if text.startswith("<..."):
            begin, front = begun.pop(pid)
            text = front + text.split("resumed>", 1)[1]
        front, result = text.rsplit(" = ", 1)
        name, inside = front.strip().split("(", 1)
        strings = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', inside)
        if name != "getcwd":
            all.append(Call(
                name, re.sub(r'"[^"]*"', "", inside).rstrip().removesuffix(")"),
                [bytes.fromhex(string.replace("\\x", "")) for string in strings], begin, end, result))
    # What was under way when the process ended was not answered, and has no result.
    return sorted(all, key=lambda call: call.begin)


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
            incident, id = f"incident-{self.choose.randint(1, 5)}", f"event-{self.count:06}-{self.choose.getrandbits(32):08x}"
            word = f"{self.choose.getrandbits(64):016x}"
            detail = word * ((size or self.choose.choice((0, 20, 200, 2500))) // 16)
            body = f'{{"summary":"{word}" , "detail":"{detail}"}}' if detail else f'{{ "summary" : "{word}"}}'
            self.journal.offer(incident, id, body)
            keys.append((incident, id))
            lines.append(line(incident, id, body))
        if together:
            self.journal.offer_together(keys)
        return lines


class ending:
    """Whatever happens, the process and what it has started are gone afterwards."""

    def __init__(self, process):
        self.process = process

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    pass
        self.process.wait()


def converse(process, chunks, patience=30):
    """Writes chunks of lines to a process, each when the one before has been answered, line by line, or after some
    seconds of patience; yields what it answered to each, and at last what came after the end of its input."""
    output = process.stdout.fileno()

    def answers(count, deadline):
        text = b""
        while text.count(b"\n") < count and select.select([output], [], [], max(0, deadline - time.monotonic()))[0]:
            part = os.read(output, 1 << 20)
            if not part:
                break
            text += part
        return text

    for chunk in chunks:
        try:
            process.stdin.write(b"".join(chunk))
            process.stdin.flush()
        except BrokenPipeError:
            break
        yield answers(len(chunk), time.monotonic() + patience)
    try:
        process.stdin.close()
    except BrokenPipeError:
        pass
    yield answers(float("inf"), time.monotonic() + 60)


# The order of what was asked for.

def check_order(trace, report, tally):
    """Every acknowledgement comes after the flush of what it acknowledges, and after the meta page that makes it count."""
    operations = trace.data.operations
    writes = [operation for operation in operations if isinstance(operation, Write)]
    flushes = [operation for operation in operations if isinstance(operation, Flush)]
    starts = [flush.begin for flush in flushes]

    def durable(write):
        """When a write was durable."""
        next = bisect.bisect(starts, write.end)
        return write.end if write.held else flushes[next].end if next < len(flushes) else float("inf")

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
    moved = next(change for change in trace.name_changes if isinstance(change, Names) and trace.data in change.gains.values()
                 and change.losses)
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


def names_at(trace, moment, choose):
    """The names that a disk may know at a moment."""
    changes, flushed = [], 0
    for change in sorted(trace.name_changes, key=lambda change: change.begin):
        if isinstance(change, Names) and change.begin < moment:
            changes.append(change)
        elif isinstance(change, NamesFlush) and change.end < moment:
            # A journal keeps its order: with the last change in this directory everything before it is there.
            covered = [number for number, earlier in enumerate(changes) if earlier.end < change.begin and any(
                os.path.dirname(path) == change.directory for path in [*earlier.gains, *earlier.losses])]
            flushed = max([flushed, *(number + 1 for number in covered)])
    names = {}
    for change in changes[:choose.randint(flushed, len(changes))]:
        for path in change.losses:
            names.pop(path, None)
        names.update(change.gains)
    return names


def content(file, moment, choose, lies=0, tally=None):
    """What a disk may hold of a file at a moment; everything there is where `choose` is None. The last flushes lie."""
    flushes = [operation for operation in file.operations if isinstance(operation, Flush) and operation.end < moment]
    honest = set(flushes[:len(flushes) - lies])
    image, open = bytearray(), []
    for operation in file.operations:
        if operation.begin >= moment:
            break
        if not isinstance(operation, Flush):
            open.append(operation)
        elif operation in honest:
            put(image, [write for write in open if write.end < operation.begin])
            open = [write for write in open if write.end >= operation.begin]
    if choose is None:
        put(image, open)
        return bytes(image)
    # Sizes come in order, and what lies beyond the size is not there.
    sized, size = [], len(image)
    for operation in open:
        end = operation.size if isinstance(operation, Size) else operation.offset + len(operation.data)
        if end > size or isinstance(operation, Size):
            size = end
            sized.append(size)
    held = [operation for operation in open if isinstance(operation, Write) and operation.held and operation.end < moment]
    size = choose.choice([len(image), *sized]) if sized and not lies else max([len(image), *sized])
    size = max([size, *(write.offset + len(write.data) for write in held)])
    put_some(image, [write for write in open if isinstance(write, Write)], set(held), choose, tally)
    image.extend(bytes(max(0, size - len(image))))
    return bytes(image[:size])


def put(image, operations):
    """Does everything to an image that was done to a file."""
    for operation in operations:
        end = operation.size if isinstance(operation, Size) else operation.offset + len(operation.data)
        image.extend(bytes(max(0, end - len(image))))
        if isinstance(operation, Size):
            del image[operation.size:]
        else:
            image[operation.offset:end] = operation.data


def put_some(image, writes, held, choose, tally):
    """Does some of the writes to an image, all that are held, maybe torn."""
    share, torn = choose.choice((0, 0.1, 0.5, 0.9, 1)), choose.random() < 0.5
    last = {}  # sector -> the number of the last write that reached it
    parts = []
    for number, write in enumerate(writes):
        data = write.data
        whole = write in held or choose.random() < share
        if write.held and write not in held:
            data = data[:8 * choose.randint(0, len(data) // 8)]
            whole = True
            if tally is not None and 0 < len(data) < len(write.data):
                tally["torn"] += 1
        parts.append((write.offset, data))
        for sector in range(write.offset // SECTOR, -(-(write.offset + len(data)) // SECTOR)):
            if write in held or (choose.random() < share if torn and not write.held else whole):
                last[sector] = number
    # The kernel's page has all earlier writes in it when it is written: a later one brings them along, sector by sector.
    for number, (offset, data) in enumerate(parts):
        for sector in range(offset // SECTOR, -(-(offset + len(data)) // SECTOR)):
            if last.get(sector, -1) >= number:
                start, end = max(offset, sector * SECTOR), min(offset + len(data), (sector + 1) * SECTOR)
                image.extend(bytes(max(0, end - len(image))))
                image[start:end] = data[start - offset:end - offset]


def build(trace, place, moment, choose, lies=0, tally=None):
    """Puts an image into a directory, and gives the log in it."""
    shutil.rmtree(place / "image", ignore_errors=True)
    (place / "image").mkdir()
    names = names_at(trace, moment, choose)
    # A directory comes before what is in it.
    for path, file in sorted(names.items(), key=lambda item: item[0]):
        target = place / "image" / pathlib.Path(path).relative_to(trace.log.parent)
        if file is None:
            target.mkdir()
        elif target.name == "lock.mdb":
            target.write_bytes(choose.choice((b"", bytes(len(trace.stale_lock)), patchy(trace.stale_lock, choose))))
        else:
            target.write_bytes(content(file, moment, choose, lies, tally))
    return place / "image" / "log"


def patchy(data, choose):
    """Some sectors of something, zeros for the others."""
    return b"".join(
        data[at:at + SECTOR] if choose.random() < 0.5 else bytes(len(data[at:at + SECTOR]))
        for at in range(0, len(data), SECTOR))


def cut(trace, place, choose, report, tally, goes_on):
    """One image of an honest disk: everything acknowledged by then is there."""
    moment = moment_in(trace, choose)
    log = build(trace, place, moment, choose, tally=tally)
    journal = trace.journal_at(moment)
    faults = journal.check(log)
    tally["images"] += 1
    if not journal.acks and len(faults) == 1 and faults[0].startswith("replay ended with 66: "):
        faults = []
        tally["none"] += 1
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
    report.expect(not wrong and len(served) == len(set(served)), "even a disk that lies gets nothing wrong served", wrong[:3])
