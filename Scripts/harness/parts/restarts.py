"""Ends the service again and again under load, by SIGKILL and by SIGTERM in turns, and starts it on the same log.

A round has four writers of single events, one of whom does not wait for his answers, one of lists and two of lines on the
service, with five followers that were there in all rounds before. When enough was acknowledged the service is ended. Then
the log must be as the journal says, to the position and the byte, and `verify` must find nothing. The service starts again,
everything not acknowledged is given again by its id, and some of what was: each event gets the place that it has, with 200,
or is appended once, with 201. Followers, which go on behind the last id they saw, must have seen each event of the log in
its order, once, in the bytes of `replay`.

Whoever has half sent a request when the service is told to end, or sends lines and rests, is answered or refused; so is
everybody else, and no answer is torn. In some rounds the service is killed while it starts, in some somebody sits there
whose request never comes to its end, and followers who take nothing.

With --lie one acknowledged event and one line of a follower are withheld from the last comparison, which has to fail.
"""
import collections
import json
import random
import signal
import threading
import time

from ..common import Journal, figures, line, replayed, run
from .clients import (
    FOLLOWED, INCIDENTS, HalfwayWriter, HastyWriter, IdleLineWriter, LineWriter, ListWriter, PollFollower, SingleWriter,
    SittingWriter, StreamFollower)
from .http import Connection, request
from .serving import Service

# How many acknowledgements there are before a round is ended, at least.
ACKNOWLEDGED = 40
# What the service gives itself to end, in seconds.
GRACE = 4


class Soak:
    """One log, its followers, and its journal, over all rounds."""

    def __init__(self, log, options, report):
        self.log, self.options, self.report = log, options, report
        self.random = random.Random(options.seed)
        self.whole = Journal()
        self.lines = {}
        self.head = 0
        self.revisions = collections.Counter()
        self.counts = collections.Counter()
        self.ends, self.held_ends = [], []
        self.followers = [
            StreamFollower("stream"), StreamFollower("stream of one", FOLLOWED), StreamFollower("other stream"),
            PollFollower("poll"), PollFollower("poll of one", FOLLOWED)]
        self.clients = []
        self.service = None

    def start(self):
        """Starts the service, and lets the followers go on."""
        self.service = Service(self.log, stop_seconds=GRACE)
        self.service.is_killed, self.service.is_ending = False, threading.Event()
        self.clients = [follower.following(self.service) for follower in self.followers]
        for client in self.clients:
            client.thread.start()

    def round(self, name, is_killed, is_held):
        service = self.service
        seed = self.random.randrange(1 << 30)
        kinds = [SingleWriter, SingleWriter, SingleWriter, HastyWriter, ListWriter, LineWriter, LineWriter]
        if not is_killed:
            kinds += [HalfwayWriter, IdleLineWriter] + [SittingWriter] * is_held
        writers = [kind(f"{name}-{kind.__name__}{index}", seed + index, service) for index, kind in enumerate(kinds)]
        for writer in writers:
            writer.thread.start()
        self.wait_for_answers(writers)
        stuck = [self.stuck() for _ in range(3 * is_held)]
        time.sleep(self.random.random() * self.options.longest)
        service.is_killed = is_killed
        service.tell(signal.SIGKILL if is_killed else signal.SIGTERM)
        time.sleep(self.random.random() * 0.02)
        service.is_ending.set()
        code, took = service.end()
        for one in stuck:
            one.close()
        if not is_killed:
            self.report.expect(code == 0, f"{name}: SIGTERM ends the service with 0", code)
            (self.held_ends if is_held else self.ends).append(took)
            # Those who sit there are waited for; without them a busy machine may still take its time.
            longest = GRACE + 2
            self.report.expect(took < longest, f"{name}: SIGTERM ends the service within {longest} s", f"{took:.1f} s")
        recent = self.take(writers)
        self.compare(recent, f"{name}, after the end")
        outcome = run("verify", log=self.log)
        self.report.expect(outcome.returncode == 0, f"{name}: verify finds nothing", outcome.stdout + outcome.stderr)
        if self.random.randrange(8) == 0:
            self.stillborn()
        self.start()
        self.again(recent, name)

    def wait_for_answers(self, writers):
        deadline = time.monotonic() + 60
        while sum(len(writer.answers) for writer in writers) < ACKNOWLEDGED or not all(
                writer.answers for writer in writers if isinstance(writer, SingleWriter)):
            if time.monotonic() > deadline or not self.service.is_running:
                break  # The comparison tells what is wrong.
            time.sleep(0.002)

    def stuck(self):
        """A follower that takes nothing of all there is."""
        connection = Connection(self.service.port, window=4096)
        connection.send(request("GET", "/v1/events/stream?after=0"))
        return connection

    def stillborn(self):
        """Services that are killed while they start."""
        for _ in range(4):
            service = Service(self.log, waits=False)
            time.sleep(self.random.random() * 0.1)
            service.tell(signal.SIGKILL)
            service.end()
            self.counts["killed at the start"] += 1

    def take(self, writers):
        """Writes into the journal what the writers of a round have offered and been answered."""
        recent = Journal()
        for client in writers + self.clients:
            client.thread.join(60)
            self.report.expect(not client.thread.is_alive(), f"{client.name} ends with the service")
            self.report.expect(not client.faults, f"{client.name} meets nothing that may not be", client.faults[:3])
        for writer in writers:
            self.lines |= recent.take(writer)
            self.counts[type(writer).__name__] += len(writer.answers)
            self.counts["refused"] += writer.refused
            self.counts["killed off" if self.service.is_killed else "cut off"] += writer.unanswered
        self.whole.add(recent)
        return recent

    def compare(self, recent, name):
        """Compares what the log has beyond the last round with the journal of this one; gives it."""
        events = replayed(self.log, self.head)
        faults = recent.faults + recent.compare(events, self.head, self.revisions)
        self.report.expect(not faults, f"{name}: the log is as the journal says", faults[:5])
        return events

    def again(self, recent, name):
        """Gives everything again that was not acknowledged, and some of what was, and waits for the followers."""
        there = {(event["incident"], event["id"]) for event in replayed(self.log, self.head)}
        together = [keys for keys in recent.batches if keys[0] not in recent.acks]
        apart = {key for keys in recent.batches for key in keys}
        single = [key for key in recent.offered if key not in recent.acks and key not in apart]
        self.counts["given again"] += len(single) + sum(map(len, together))
        self.counts["given again, there"] += sum(key in there for keys in [single, *together] for key in keys)
        single += self.random.sample(list(recent.acks), min(len(recent.acks), 20))
        with Connection(self.service.port) as connection:
            for keys in [[key] for key in single] + together:
                texts = [self.lines[key] for key in keys]
                body = texts[0] if len(keys) == 1 else b"[" + b",".join(texts) + b"]"
                answer = connection.ask("POST", "/v1/events", body)
                wanted = 200 if all(key in there for key in keys) else 201
                self.report.expect(answer.status == wanted, f"{name}: what is given again is answered with {wanted}",
                                   (answer.status, answer.body[:200]))
                told = json.loads(answer.body)
                for one in told if isinstance(told, list) else [told]:
                    recent.acknowledge(one)
                    self.whole.acknowledge(one)
        events = self.compare(recent, f"{name}, given again")
        self.report.expect(len(events) == len(recent.offered), f"{name}: everything is there in the end",
                           f"{len(events)} of {len(recent.offered)}")
        self.head += len(events)
        self.revisions.update(event["incident"] for event in events)
        self.lines.clear()
        self.wait_for_followers(name)

    def seed(self):
        """One event of each incident, since nobody may follow what does not exist."""
        seeded = Journal()
        for incident in INCIDENTS:
            seeded.offer(incident, "first", '{"summary":"first"}')
        text = b"".join(line(incident, "first", body) for (incident, _), body in seeded.offered.items())
        for answer in run("append", "--format", "json", log=self.log, input=text).stdout.splitlines():
            seeded.acknowledge(answer)
        self.whole.offered |= seeded.offered
        self.whole.acks |= seeded.acks
        self.head = len(self.compare(seeded, "the first events"))
        self.revisions.update(incident for incident, _ in seeded.offered)

    def wait_for_followers(self, name):
        deadline = time.monotonic() + 60
        for follower in self.followers:
            wanted = self.revisions[follower.incident] if follower.incident else self.head
            while len(follower.lines) < wanted and time.monotonic() < deadline:
                time.sleep(0.002)
            self.report.expect(len(follower.lines) == wanted, f"{name}: the follower '{follower.name}' has seen all there is",
                               f"{len(follower.lines)} of {wanted}")

    def end(self):
        """The last look at everything."""
        code, _ = self.service.stop()
        self.report.expect(code == 0, "SIGTERM ends the last service with 0", code)
        self.take([])
        events = replayed(self.log)
        texts = run("replay", log=self.log).stdout.decode().splitlines()
        if self.options.lie:
            del events[len(events) // 2], self.followers[0].lines[self.head // 3]
        faults = self.whole.faults + self.whole.compare(events)
        self.report.expect(not faults, "at the end all of the log is as the journal says", faults[:5])
        for follower in self.followers:
            wanted = [text for text in texts if follower.incident in (None, json.loads(text)["incident"])]
            self.report.expect(
                follower.lines == wanted, f"the follower '{follower.name}' saw each event once and in its order",
                f"{len(follower.lines)} lines, {len(wanted)} events")


def restarts(options, report, directory):
    """All rounds."""
    began, failed = time.monotonic(), report.failed
    soak = Soak(f"{directory}/log", options, report)
    soak.seed()
    soak.start()
    try:
        for number in range(options.rounds):
            # SIGTERM first, so that each sort is there in the shortest form, and those who sit there too.
            soak.round(f"r{number}", is_killed=number % 2 == 1, is_held=number % 8 == 4)
            if report.failed > failed:
                report.say(f"restarts: stopped after round {number}, since what comes after a failure tells nothing")
                break
        soak.end()
    finally:
        soak.service.kill()
    counts = soak.counts
    acknowledged = sum(count for name, count in counts.items() if name.endswith("Writer"))
    least = ACKNOWLEDGED * options.rounds
    report.expect(acknowledged >= least or report.failed > failed,
                  f"there are at least {least} acknowledgements in {options.rounds} rounds", acknowledged)
    singles, lines = counts["SingleWriter"] + counts["HastyWriter"], counts["LineWriter"] + counts["IdleLineWriter"]
    report.say(
        f"restarts: {options.rounds} rounds; {acknowledged} acknowledgements ({singles} of single events, "
        f"{counts['ListWriter']} in lists, {lines} of lines), of which none may be lost; clients without an answer: "
        f"{counts['killed off']} at a SIGKILL, {counts['cut off']} at a SIGTERM, which refused {counts['refused']}; "
        f"{counts['given again']} events given again, {counts['given again, there']} of them there all the same; "
        f"{counts['killed at the start']} starts killed; {soak.head} events, seen by {len(soak.followers)} followers; "
        f"{time.monotonic() - began:.0f} s")
    for ends, name in (soak.ends, ""), (soak.held_ends, " where somebody sits there"):
        report.say(f"restarts: from SIGTERM to the end{name}: {figures([1000 * took for took in ends])}")
