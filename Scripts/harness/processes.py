"""Lets many processes share one log: writers, followers, makers, and some that are stopped or killed at the worst moment.

Each part has a log of its own: four writers and four followers; two and eight processes that make the same log at once;
a writer that is stopped, then killed or let go on, while it holds the lock; a reader that is stopped in the middle of a
`replay` while others append, and readers that are killed; a pipe into `append` beside a bulk append, and a correction
of an incident in which another process writes without a rest. What depends on how busy the machine is, is printed; it
fails in the long form alone, which is for a machine that does nothing else, and there only where it is far off.

With --lie one line of one follower is dropped before the comparison, which then has to fail.
"""
import contextlib
import fcntl
import itertools
import json
import os
import pathlib
import random
import signal
import struct
import subprocess
import termios
import threading
import time

from .common import Journal, children, command, figures, line, run, scratch

WRITERS = FOLLOWERS = 4


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=60, help="how often each part is done, or in proportion to it")
    parser.add_argument("--lie", action="store_true", help="drop one line of a follower before the comparison")


def attack(options, report):
    for part in (traffic, creation, held_lock, stuck_reader, killed_readers, beside_bulk, busy_incident):
        began = time.monotonic()
        with scratch() as directory, children() as start:
            part(options, report, f"{directory}/log", start)
        report.say(f"  {time.monotonic() - began:.0f} s")


def limit(options, milliseconds):
    """How long something may take: the short form runs beside everything else, and only notices what hangs."""
    return milliseconds if options.rounds >= 10 else 60_000


def event(journal, incident, id, size=60):
    """A line for `append`, written down as offered."""
    body = json.dumps({"summary": id, "detail": "x" * size})
    journal.offer(incident, id, body)
    return line(incident, id, body)


def file_of(path, count, size=60):
    """A file of lines for `append`; gives the journal in which they are offered."""
    journal = Journal()
    with open(path, "wb") as file:
        for number in range(count):
            file.write(event(journal, f"bulk-{number % 40}", f"b{number}", size))
    return journal


def hear(journal, child):
    """Writes down what a child has acknowledged."""
    for _, answer in child.answers:
        journal.acknowledge(answer)


def agrees(report, journal, log, claim):
    faults = journal.check(log)
    report.expect(not faults, claim, faults[:5])


def give_and_wait(child, text, timeout=60):
    """Gives a line and waits for its answer; gives how many milliseconds that took, None where none came."""
    due = child.said + 1
    began = time.monotonic()
    if not child.give(text) or not child.wait_for(lambda: child.said >= due, timeout):
        return None
    return ((child.answers or child.complaints)[-1][0] - began) * 1000


# Writers and followers.


def traffic(options, report, log, start):
    """Four processes write, each waiting for its answers, and four others follow: no gap, no duplicate, no delay."""
    run("append", log=log, input=b"")
    chance = random.Random(options.seed)
    journal = Journal()
    followers = [start("replay", "--follow", log=log) for _ in range(FOLLOWERS)]
    writers = [start("append", "--format", "json", log=log) for _ in range(WRITERS)]
    count = 40 * options.rounds
    for number in range(count):
        for index, writer in enumerate(writers):
            writer.give(event(journal, f"incident-{chance.randrange(9)}", f"w{index}-{number}"))
        for writer in writers:
            writer.wait_for(lambda: writer.said > number)
        time.sleep(chance.random() * 0.01)
    for writer in writers:
        report.expect(writer.end() == 0 and not writer.complaints, "a writer among others ends well",
                      writer.complaints[:3])
        hear(journal, writer)
    total = WRITERS * count
    acknowledged = {json.loads(text)["position"]: moment for writer in writers for moment, text in writer.answers}
    delays = []
    for index, follower in enumerate(followers):
        follower.wait_for(lambda: len(follower.answers) >= total, 60)
        # Long enough for what is too much to arrive as well.
        time.sleep(0.1)
        follower.kill()
        printed = [(moment, json.loads(text)["position"]) for moment, text in follower.answers]
        if options.lie and index == 1:
            del printed[len(printed) // 2]
        report.expect([position for _, position in printed] == list(range(1, total + 1)),
                      "a follower prints every position once, in order", f"{len(printed)} lines for {total} events")
        delays += [(moment - acknowledged[position]) * 1000 for moment, position in printed if position in acknowledged]
    agrees(report, journal, log, "the log of four writers is as the journal says")
    delays.sort()
    longest = limit(options, 1000)
    report.expect(delays and delays[len(delays) * 99 // 100] < longest, f"99 % of all events are printed within {longest} ms",
                  figures(delays))
    report.say(f"followers: {total} events of {WRITERS} writers, {FOLLOWERS} followers; from acknowledged to printed: "
               f"{figures(delays)}")


# Making a log.


def creation(options, report, log, start):
    """Several processes make the same log at the same moment: one is made, and all of them write to it."""
    failed = report.failed
    for number, crowd in itertools.product(range(options.rounds), (2, 8)):
        if report.failed > failed:
            break
        place = f"{log}-{number}-{crowd}"
        journal = Journal()
        # A shell waits for the end of a pipe before it becomes the program, so that all of them begin at once.
        gate, bolt = os.pipe()
        makers = [
            start("append", "--format", "json", log=place, pass_fds=(gate,),
                  before=("sh", "-c", f'read -r _ <&{gate}; exec "$@"', "sh"))
            for _ in range(crowd)]
        os.close(gate)
        for index, maker in enumerate(makers):
            maker.give(b"".join(event(journal, "made", f"m{index}-{n}") for n in range(3)))
        os.close(bolt)
        for maker in makers:
            code = maker.end()
            report.expect(code == 0 and len(maker.answers) == 3, f"each of {crowd} makers of a log appends its events",
                          (code, [text for _, text in maker.complaints]))
            hear(journal, maker)
        agrees(report, journal, place, f"the log of {crowd} makers is as the journal says")
        report.expect(sorted(os.listdir(place)) == ["data.mdb", "lock.mdb", "sound.mark"], "nothing else is left beside the log",
                      os.listdir(place))
    report.say(f"creation: {options.rounds} logs made by 2 processes at once, {options.rounds} by 8")


# The lock.


def has_turn(child):
    """Whether a process has the turn to write, which is taken before LMDB's lock: a lock on the second byte behind all that
    a file can have. The kernel tells with each descriptor which locks belong to its open file (proc_pid_fdinfo(5))."""
    for path in pathlib.Path(f"/proc/{child.pid}/fdinfo").glob("*"):
        with contextlib.suppress(OSError):  # It may have been closed meanwhile.
            for fields in map(str.split, path.read_text().splitlines()):
                if fields[0] == "lock:" and "OFDLCK" in fields and str((1 << 62) + 1) in fields:
                    return True
    return False


def stop(child):
    """Stops a process, and returns when none of its threads goes on."""
    child.signal(signal.SIGSTOP)
    for path in pathlib.Path(f"/proc/{child.pid}/task").glob("*/stat"):
        with contextlib.suppress(OSError):
            # Stopped, or traced, or dead; what stands before is a name, which may hold anything.
            while path.read_text().rsplit(")", 1)[1].split()[0] not in "TtZX":
                time.sleep(0.001)


def stop_in_lock(child, delay):
    """Stops a process while it holds the lock, some time after it has got it; false where it was too quick."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.process.poll() is None:
        if has_turn(child):
            time.sleep(delay)
            stop(child)
            if has_turn(child):
                return True
            child.signal(signal.SIGCONT)
    return False


def held_lock(options, report, log, start):
    """A writer is stopped in the middle of a large batch: readers do not wait. It is killed: others write at once, and
    nothing of the batch is there. It goes on instead: all of the batch is there."""
    chance = random.Random(options.seed)
    whole = Journal()
    seed_file, batch_file = f"{log}-seed.jsonl", f"{log}-batch.jsonl"
    seeded = file_of(seed_file, 2000)
    run("append", seed_file, log=log)
    whole.offered |= seeded.offered
    failed, held, waits, readings = report.failed, 0, [], []
    for number in range(max(2, options.rounds // 3)):
        # Each failure may have taken its whole time, and the next would do so again.
        if report.failed > failed:
            break
        batch = [(f"batch-{n % 30}", f"h{number}-{n}") for n in range(20_000)]
        with open(batch_file, "wb") as file:
            file.writelines(event(whole, *key) for key in batch)
        whole.offer_together(batch)
        other = start("append", "--format", "json", log=log)
        give_and_wait(other, event(whole, "other", f"before-{number}"))
        holder = start("append", "--atomic", "--format", "json", batch_file, log=log)
        if not stop_in_lock(holder, chance.random() * 0.08):
            holder.end()
            other.end()
            hear(whole, holder)
            hear(whole, other)
            continue
        held += 1
        due = other.said + 1
        other.give(event(whole, "other", f"during-{number}"))
        for arguments in (("replay", "--limit", "5"), ("timeline", "bulk-3"), ("stats",), ("snapshot", "bulk-3")):
            began = time.monotonic()
            try:
                code = run(*arguments, log=log, timeout=60).returncode
            except subprocess.TimeoutExpired:
                code = "no end within 60 s"
            readings.append((time.monotonic() - began) * 1000)
            report.expect(code == 0, f"{arguments[0]} does not wait for a writer that was stopped with the lock", code)
        # The control: without this the holder would not have held anything.
        report.expect(not other.wait_for(lambda: other.said >= due, 0.2), "a writer does wait for who holds the lock")
        is_killed = number % 2 == 0
        began = time.monotonic()
        if is_killed:
            holder.signal(signal.SIGKILL)
        else:
            holder.signal(signal.SIGCONT)
        report.expect(other.wait_for(lambda: other.said >= due),
                      f"a writer goes on after the holder of the lock was {'killed' if is_killed else 'let go on'}")
        if is_killed:
            waits.append((time.monotonic() - began) * 1000)
        code = holder.end()
        if not is_killed:
            report.expect(code == 0 and len(holder.answers) == len(batch), "who was stopped and goes on appends all",
                          (code, len(holder.answers)))
        report.expect(other.end() == 0, "the writer that had waited ends well", other.complaints[:3])
        hear(whole, holder)
        hear(whole, other)
    agrees(report, whole, log, "the log of stopped and killed writers is as the journal says")
    # In the short form chance may not have it so.
    report.expect(held > 0 or options.rounds < 10, "at least one writer was stopped while it held the lock")
    report.say(f"lock: {held} writers stopped while they held it; a read meanwhile: {figures(readings)}; "
               f"a waiting writer after the holder was killed: {figures(waits)}")


# Readers.


def statistics(log):
    return json.loads(run("stats", "--format", "json", log=log).stdout)


def pipe_is_full(child):
    """Whether what a child has said fills its pipe, nearly."""
    waiting = struct.unpack("i", fcntl.ioctl(child.process.stdout, termios.FIONREAD, b"\0" * 4))[0]
    return waiting > fcntl.fcntl(child.process.stdout, fcntl.F_GETPIPE_SZ) - 8192


def all_sleep(child):
    """Whether no thread of a process runs, or would if it had a processor."""
    with contextlib.suppress(OSError):
        paths = pathlib.Path(f"/proc/{child.pid}/task").glob("*/stat")
        return all(path.read_text().rsplit(")", 1)[1].split()[0] == "S" for path in paths)
    return False


def growth(log, journal, name, count, start):
    """Appends events one commit each; gives by how many bytes the part of the file that is in use grows."""
    before = statistics(log)["usedSize"]
    writer = start("append", "--format", "json", log=log)
    for number in range(count):
        give_and_wait(writer, event(journal, f"small-{number % 7}", f"{name}-{number}"))
    writer.end()
    hear(journal, writer)
    return statistics(log)["usedSize"] - before


def stuck_reader(options, report, log, start):
    """A reader whose reader has stopped reading, and that is stopped itself, pins no pages: the file does not grow
    more than without it."""
    count = 100 + 40 * options.rounds
    seed_file = f"{log}-seed.jsonl"
    journal = file_of(seed_file, 20_000, 300)
    run("append", seed_file, log=log)
    free = growth(log, journal, "free", count, start)
    reader = start("replay", log=log, reads=False)
    deadline = time.monotonic() + 60
    while not pipe_is_full(reader) and time.monotonic() < deadline:
        time.sleep(0.01)
    report.expect(pipe_is_full(reader) and reader.process.poll() is None, "the reader is stuck in a full pipe")
    # While it writes it looks at what comes next; only then it waits.
    looks = 0
    while looks < 10 and time.monotonic() < deadline:
        looks = looks + 1 if all_sleep(reader) else 0
        time.sleep(0.01)
    report.expect(looks == 10, "a reader that is stuck has nothing to do")
    stop(reader)
    stuck = growth(log, journal, "stuck", count, start)
    # Every commit copies about ten pages; a reader that pinned them would cost 40 kB a commit.
    report.expect(stuck < 2 * free + (1 << 20), "a stuck reader does not make the file grow",
                  f"{stuck} bytes in {count} commits, {free} without it")
    reader.kill()
    agrees(report, journal, log, "the log beside a stuck reader is as the journal says")
    report.say(f"stuck reader: {count} commits grow the file by {stuck / 1000:.0f} kB, by {free / 1000:.0f} kB without it")


def stop_in_look(reader, log, journal, name, start):
    """Stops a reader while it looks at the log, if that can be hit; gives by how much the file grows beside it."""
    time.sleep(0.02)
    stop(reader)
    return growth(log, journal, name, 100, start)


def killed_readers(options, report, log, start):
    """Readers that are killed leave nothing behind: neither a slot that is counted, nor one that is missing in the end,
    nor pages that cannot be used again. One process stays, so that the table of readers is never made anew."""
    seed_file = f"{log}-seed.jsonl"
    journal = file_of(seed_file, 20_000)
    run("append", seed_file, log=log)
    stays = start("replay", "--follow", "--after", 19_999, log=log)
    stays.wait_for(lambda: stays.said > 0)
    before = statistics(log)["readers"]
    chance = random.Random(options.seed)
    # More than there are slots, in the long form.
    waves = options.rounds
    for _ in range(waves):
        readers = [start("replay", log=log, reads=False) for _ in range(4)] + [
            start("replay", "--follow", log=log, reads=False) for _ in range(6)]
        time.sleep(chance.random() * 0.03)
        for reader in readers:
            reader.kill()
    statistics(log)
    after = statistics(log)["readers"]
    report.expect(after == before, "the slots of killed readers are no longer counted at the next opening",
                  f"{before} readers before, {after} after {10 * waves} were killed")
    report.expect(run("timeline", "bulk-1", log=log).returncode == 0, "there is a slot left after many were killed")
    # A reader that is stopped within its look at the log does pin pages, as LMDB says; that must end with the reader.
    pinned = 0
    for attempt in range(10):
        # It finds nothing to print, so that it looks all the time.
        reader = start("replay", "--text", "is nowhere", log=log, reads=False)
        pinned = stop_in_look(reader, log, journal, f"pinned-{attempt}", start)
        reader.kill()
        if pinned > 1 << 20:
            break
    report.expect(pinned > 1 << 20 or options.rounds < 10, "the control: a reader stopped within its look pins pages", pinned)
    count = 50 + 10 * options.rounds
    grown = growth(log, journal, "later", count, start)
    report.expect(grown < count * 8192 + (1 << 20), "killed readers pin no pages", f"{grown} bytes in {count} commits")
    report.expect(stays.process.poll() is None, "a follower outlives the readers that were killed", stays.complaints)
    agrees(report, journal, log, "the log of killed readers is as the journal says")
    report.say(f"killed readers: {10 * waves}; readers told before {before}, after {after}; "
               f"100 commits beside a reader stopped within its look grow the file by {pinned / 1000:.0f} kB, "
               f"{count} after it was killed by {grown / 1000:.0f} kB")


# A pipe beside a bulk append.


def beside_bulk(options, report, log, start):
    """What a pipe delivers is acknowledged soon, also while another process appends many events."""
    bulk_file = f"{log}-bulk.jsonl"
    count = 4_000 * options.rounds
    journal = file_of(bulk_file, count, 200)
    writer = start("append", "--format", "json", log=log)
    give_and_wait(writer, event(journal, "pipe", "first"))
    bulk = subprocess.Popen(command("append", bulk_file, log=log), stdout=subprocess.DEVNULL)
    delays = []
    try:
        began = time.monotonic()
        while bulk.poll() is None and time.monotonic() - began < 120:
            delay = give_and_wait(writer, event(journal, "pipe", f"p{len(delays)}"))
            if delay is None:
                break
            delays.append(delay)
            time.sleep(0.002)
        took = time.monotonic() - began
        report.expect(bulk.poll() == 0, "the bulk append ends well", bulk.poll())
    finally:
        bulk.kill()
        bulk.wait()
    report.expect(writer.end() == 0 and not writer.complaints, "the pipe ends well", writer.complaints[:3])
    hear(journal, writer)
    agrees(report, journal, log, "the log of a bulk append and a pipe is as the journal says")
    longest = limit(options, 1000)
    report.expect(delays and max(delays) < longest, f"a pipe is answered within {longest} ms beside a bulk append",
                  figures(delays))
    late = sum(delay > 50 for delay in delays)
    report.say(f"pipe: {len(delays)} events beside a bulk append of {count} events in {took:.1f} s, acknowledged after: "
               f"{figures(delays)}; {late} later than 50 ms")


def busy_incident(options, report, log, start):
    """A correction with a relative time, which is decided on all that its incident holds, is taken also while another
    process writes to that incident without a rest."""
    journal = Journal()
    run("append", log=log, input=b"".join(event(journal, "busy", f"s{number}") for number in range(5000)))
    writer, corrector = (start("append", "--format", "json", log=log) for _ in range(2))
    is_over = threading.Event()

    def write():
        number = 0
        while not is_over.is_set() and give_and_wait(writer, event(journal, "busy", f"w{number}")) is not None:
            number += 1

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    # It writes, and does not stop.
    writer.wait_for(lambda: len(writer.answers) >= 3)
    longest = limit(options, 5000) // 1000
    delays = []
    for number in range(3):
        body = json.dumps({"summary": "earlier", "relation": {
            "type": "corrects", "target": f"#{number + 1}", "reason": "a better account"}})
        journal.offer("busy", f"c{number}", body)
        delay = give_and_wait(
            corrector, line("busy", f"c{number}", body, occurred={"after": "#9", "offset": "PT5M"}), longest)
        if not report.expect(delay is not None, f"a correction of a busy incident is answered within {longest} s"):
            break
        delays.append(delay)
    is_over.set()
    thread.join(30)
    report.expect(corrector.end() == 0 and writer.end() == 0, "both writers of a busy incident end well")
    hear(journal, writer)
    hear(journal, corrector)
    agrees(report, journal, log, "the log of a busy incident is as the journal says")
    report.say(f"busy incident: {len(writer.answers)} events beside {len(delays)} corrections with a relative time, "
               f"acknowledged after: {figures(delays)}")
