"""Kills eight writers and a reader at random moments, and looks for every acknowledged event.

A round starts five writers that give `append` line after line, one that gives it many at once, two that append batches
with `--atomic`, and a `replay --follow`, all on one log, and kills them with SIGKILL: all of them, some of them, or one
after the other. Then everything acknowledged has to be where it was acknowledged, byte for byte, and nothing else may be
there but what was offered, once, and no half of a batch. Everything not acknowledged is then given again, and some of
what was: each line has to get the place that it has, or be appended once. The log lives on over the rounds; every
eighth round has a new one, so that some are killed while they make it.

With --lie one acknowledged event is withheld from the last comparison, which then has to fail. Every run also
compares three tampered copies of its last replay, and fails where the journal does not object to each of them.
"""
import collections
import json
import os
import random
import signal
import threading
import time

from .common import Journal, children, line, replayed, run, scratch

# How many acknowledgements there are before the first kill of a round, at least, but for rounds of a hurry.
ACKNOWLEDGED = 20
INCIDENTS = [f"incident-{number}" for number in range(12)]


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--longest", type=float, default=0.4, help="seconds until the first kill, at most")
    parser.add_argument("--lie", action="store_true", help="withhold one event from the last comparison")


class Writer:
    """One writer: offers events until it is told to stop or its program is gone."""

    def __init__(self, name, seed):
        self.name = name
        self.random = random.Random(seed)
        self.offered = []  # lists of (incident, id, body, line); more than one where they belong together
        self.answers = []
        self.faults = []
        self.count = 0
        self.is_stopped = False
        self.child = None
        self.thread = threading.Thread(target=self.work, daemon=True)

    def event(self):
        self.count += 1
        id = f"{self.name}-{self.count}"
        incident = self.random.choice(INCIDENTS)
        words = "é☃ \\\"" * self.random.choice((0, 0, 1, 3)) + "x" * self.random.choice((0, 10, 60, 60, 200, 2000))
        # Blanks that a printer of its own would lose.
        body = '{"summary":"' + id + '",  "detail" : "' + words + '"}'
        return incident, id, body, line(incident, id, body)

    def finish(self):
        """After its program has ended: what it had been told, and what was said that is no answer."""
        self.thread.join(60)
        self.collect()

    def collect(self):
        self.answers += [text for _, text in self.child.answers]
        self.faults += [f"{self.name} said: {text.decode(errors='replace').strip()}" for _, text in self.child.complaints]


class LineWriter(Writer):
    """Gives lines to one `append`, a few ahead of its answers; or many at once."""

    def __init__(self, name, seed, log, start, block):
        super().__init__(name, seed)
        self.block = block
        self.ahead = 4 * block if block > 1 else self.random.choice((1, 1, 4, 32))
        self.child = start("append", "--format", "json", log=log)

    def work(self):
        while not self.is_stopped and len(self.offered) < 30 * self.block + 1500:
            if not self.child.wait_for(lambda: self.is_stopped or len(self.offered) - self.child.said < self.ahead):
                return
            events = [self.event() for _ in range(self.block)]
            self.offered += [[event] for event in events]
            if not self.child.give(b"".join(text for *_, text in events)):
                return
            if self.block > 1:
                time.sleep(self.random.random() * 0.01)


class BatchWriter(Writer):
    """Runs `append --atomic`, one batch after the other."""

    def __init__(self, name, seed, log, start):
        super().__init__(name, seed)
        self.start = lambda: start("append", "--atomic", "--format", "json", log=log)
        self.child = self.start()

    def work(self):
        while True:
            batch = [self.event() for _ in range(self.random.choice((2, 7, 40, 300)))]
            self.offered.append(batch)
            if not self.child.give(b"".join(text for *_, text in batch)) or self.child.end() != 0 or self.is_stopped:
                return
            self.collect()
            self.child = self.start()


class Soak:
    """One log over its rounds."""

    def __init__(self, log, options, report, chance):
        self.log, self.options, self.report, self.random = log, options, report, chance
        self.whole = Journal()
        self.head = 0
        self.revisions = collections.Counter()
        self.counts = collections.Counter()
        self.waited = 0  # how many rounds have waited for acknowledgements before they killed
        self.lines = {}  # (incident, id) -> the line it was offered as, of this round and of `old`
        self.old = []    # a few keys of every round before, to be given again for ever
        self.batches = []

    def round(self, name, hurry):
        """Writers, kills, comparison, everything once more, comparison."""
        with children() as start:
            seed = self.random.randrange(1 << 30)
            stillborn = self.stillborn(name, seed, start) if hurry else []
            # Where there is no log yet it ends at once, and has seen nothing.
            follower = start("replay", "--follow", "--after", self.head, log=self.log)
            writers = [LineWriter(f"{name}-line{n}", seed + n, self.log, start, 1) for n in range(5)]
            writers.append(LineWriter(f"{name}-bulk", seed + 5, self.log, start, 60))
            writers += [BatchWriter(f"{name}-batch{n}", seed + 6 + n, self.log, start) for n in range(2)]
            for writer in writers:
                writer.thread.start()
            if not hurry:
                self.wait_for_answers(writers)
            time.sleep(self.random.random() * (0.03 if hurry else self.options.longest))
            self.kill(self.random.choice(("all", "some", "in turn")), writers, follower)
            for writer in writers:
                writer.finish()
            follower.kill()
            recent = self.take(stillborn + writers)
            self.compare(recent, f"{name}, after the kill", [text for _, text in follower.answers])
        self.again(recent, name)

    def wait_for_answers(self, writers):
        """Waits until something has been acknowledged that a kill could take away: how long that takes depends on the
        machine. Those who are killed before are in the rounds of a hurry."""
        self.waited += 1
        deadline = time.monotonic() + 60
        # Those of line writers alone, each of which has one child for the whole round.
        while sum(len(writer.child.answers) for writer in writers if isinstance(writer, LineWriter)) < ACKNOWLEDGED:
            if time.monotonic() > deadline or not any(writer.thread.is_alive() for writer in writers):
                break  # The comparison tells what is wrong.
            time.sleep(0.002)

    def stillborn(self, name, seed, start):
        """Writers that are killed one by one while they open the log, or make it."""
        writers = []
        for number in range(8):
            writer = LineWriter(f"{name}-early{number}", seed + 10 + number, self.log, start, 1)
            writers.append(writer)
            writer.thread.start()
            time.sleep(self.random.random() * 0.012)
            writer.is_stopped = True
            writer.child.signal(signal.SIGKILL)
            writer.finish()
            self.counts["kills"] += 1
        return writers

    def kill(self, way, writers, follower):
        victims = list(writers)
        self.random.shuffle(victims)
        if way == "some":
            victims = victims[:self.random.randrange(1, len(victims))]
        for writer in victims:
            # Before the signal, so that a writer of batches starts no other one; what is under way is killed.
            writer.is_stopped = True
            writer.child.signal(signal.SIGKILL)
            self.counts["kills"] += 1
            if way == "in turn":
                time.sleep(self.random.random() * 0.03)
        if way == "all" or self.random.random() < 0.5:
            follower.signal(signal.SIGKILL)
            self.counts["kills"] += 1
        if way == "some":
            time.sleep(self.random.random() * 0.1)
            for writer in writers:
                if writer not in victims:
                    writer.is_stopped = True
                    self.survive(writer)
        # A batch may have been started between the look at the writer and the signal.
        for writer in victims:
            while writer.thread.is_alive():
                writer.child.signal(signal.SIGKILL)
                writer.thread.join(0.01)
            writer.child.kill()

    def survive(self, writer):
        """Who was not killed goes on as if nothing had been: it answers everything, and ends well."""
        writer.thread.join(60)
        code = writer.child.end()
        self.report.expect(code == 0, f"{writer.name} outlives the others", f"it ended with {code}")
        answered, offered = len(writer.child.answers), len(writer.offered)
        if isinstance(writer, LineWriter):
            self.report.expect(answered == offered, f"{writer.name} answers everything", f"{answered} of {offered}")

    def take(self, writers):
        """Writes into the journal what the writers of a round have offered and been answered."""
        recent = Journal()
        for writer in writers:
            self.lines |= recent.take(writer)
            self.counts["lines" if isinstance(writer, LineWriter) and writer.block == 1 else
                        "bulk" if isinstance(writer, LineWriter) else "batched"] += len(writer.answers)
            # A run that made the log may say nothing else than answers either.
            self.report.expect(not writer.faults, f"{writer.name} is told of no error", writer.faults[:3])
        self.batches[:] = recent.batches
        self.whole.add(recent)
        return recent

    def compare(self, recent, name, followed=()):
        """Compares what the log has beyond the last round with the journal of this one; gives it by key."""
        events = replayed(self.log, self.head)
        faults = recent.faults + recent.compare(events, self.head, self.revisions)
        places = [(event["position"], event["incident"], event["id"]) for event in events]
        seen = [(event["position"], event["incident"], event["id"]) for event in map(json.loads, followed)]
        if seen != places[:len(seen)]:
            faults.append("the follower saw something else than what is there")
        self.report.expect(not faults, f"{name}: the log is as the journal says", faults[:5])
        return events

    def again(self, recent, name):
        """Gives everything again that was not acknowledged, and some of what was."""
        there = {(event["incident"], event["id"]): event["position"] for event in replayed(self.log, self.head)}
        self.counts["unanswered, there"] += len(there) - len(recent.acks)
        self.counts["unanswered"] += len(recent.offered) - len(recent.acks)
        open_batches = [keys for keys in self.batches if not all(key in recent.acks for key in keys)]
        together = {key for keys in open_batches for key in keys}
        single = [key for key in recent.offered if key not in recent.acks and key not in together]
        known = list(recent.acks)
        single += self.random.sample(known, min(len(known), 40))
        single += self.old
        self.random.shuffle(single)
        there |= {key: self.whole.acks[key].position for key in self.old}
        kept = self.random.sample(known, min(len(known), 3))
        for arguments, keys in [((), single)] + [(("--atomic",), keys) for keys in open_batches]:
            if not keys:
                continue
            outcome = run("append", *arguments, "--format", "json", log=self.log,
                          input=b"".join(self.lines[key] for key in keys))
            answers = [json.loads(text) for text in outcome.stdout.splitlines()]
            wrong = [answer for answer, key in zip(answers, keys)
                     if (answer["incident"], answer["id"]) != key or answer["appended"] == (key in there)
                     or there.get(key, answer["position"]) != answer["position"]]
            self.report.expect(
                outcome.returncode == 0 and len(answers) == len(keys) and not wrong,
                f"{name}: what is given again gets its place, or is appended once",
                (outcome.returncode, len(answers), len(keys), wrong[:3], outcome.stderr[:300]))
            for answer in answers:
                if (answer["incident"], answer["id"]) in recent.offered:
                    recent.acknowledge(answer)
                self.whole.acknowledge(answer)
            self.counts["given again"] += len(answers)
        events = self.compare(recent, f"{name}, given again")
        self.report.expect(
            len(events) == len(recent.offered), f"{name}: everything is there in the end",
            f"{len(events)} of {len(recent.offered)}")
        self.head += len(events)
        self.revisions.update(event["incident"] for event in events)
        self.old += kept
        self.lines = {key: self.lines[key] for key in self.old}


def attack(options, report):
    chance = random.Random(options.seed)
    began = time.monotonic()
    failed = report.failed
    counts = collections.Counter()
    with scratch() as directory:
        soak = Soak(f"{directory}/log", options, report, chance)
        for number in range(options.rounds):
            if number % 8 == 2:
                fresh = Soak(f"{directory}/fresh-{number}", options, report, chance)
                fresh.round(f"r{number}", hurry=True)
                counts += fresh.counts
                # What somebody who was killed had made aside may stay; it is no part of the log.
                left = os.listdir(fresh.log) if os.path.isdir(fresh.log) else []
                counts["left aside"] += sum(name not in ("data.mdb", "lock.mdb", "sound.mark") for name in left)
            else:
                soak.round(f"r{number}", hurry=chance.random() < 0.1)
            if report.failed > failed:
                report.say(f"kill: stopped after round {number}, since what comes after a failure tells nothing")
                break
        counts += soak.counts
        events = replayed(soak.log)
        for name, tamper in TAMPERINGS.items():
            report.expect(soak.whole.compare(tamper(events)), f"the journal notices {name}")
        if options.lie:
            events = TAMPERINGS["a lost event"](events)
        faults = soak.whole.faults + soak.whole.compare(events)
        report.expect(not faults, "at the end all of the log is as the journal says", faults[:5])
        acknowledged = sum(counts[name] for name in ("lines", "bulk", "batched"))
        # Where hardly anything was acknowledged, hardly anything was shown. How much it is in the short form, which may
        # run on a busy machine, is up to `wait_for_answers`.
        least = 200 * options.rounds if options.rounds >= 20 else ACKNOWLEDGED * soak.waited
        report.expect(acknowledged >= least or report.failed > failed,
                      f"there are at least {least} acknowledgements in {options.rounds} rounds", acknowledged)
        report.say(
            f"kill: {counts['kills']} kills in {options.rounds} rounds; {acknowledged} acknowledgements before a kill "
            f"({counts['lines']} line by line, {counts['bulk']} in bulk, {counts['batched']} in batches), of which none "
            f"may be lost; {counts['unanswered']} events not acknowledged, {counts['unanswered, there']} of them there "
            f"all the same; {counts['given again']} given again; {counts['left aside']} files left by killed makers of "
            f"logs; {len(events)} events in the log; {time.monotonic() - began:.0f} s")


def without_one(events):
    return events[:len(events) // 2] + events[len(events) // 2 + 1:]


def other_body(events):
    return events[:-1] + [events[-1] | {"bodyText": events[-1]["bodyText"] + " "}]


def moved(events):
    """The last two events have changed places, each with the numbers of the other."""
    first, second = events[-2:]
    numbers = [{name: event[name] for name in ("position", "revision")} for event in (first, second)]
    return events[:-2] + [second | numbers[0], first | numbers[1]]


TAMPERINGS = {"a lost event": without_one, "another body": other_body, "two events that changed places": moved}
