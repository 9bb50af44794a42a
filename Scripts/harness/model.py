"""Checks every answer that eight concurrent writers get against a simple model that does one thing after the other.

Each writer gives lines to an `append` of its own, one or a few at a time, and now and then runs `report --expect` or
`append --atomic`: with the right, a stale or a future expected revision; with an id that is new, or known with the same
or with other content; on one incident or several; with relations to entries that are there and that are not.

The operations overlap, so the order in which they took effect is read from the final log: an event that was appended
took effect at its position, and everything else at some length of the log that was possible between its call and its
answer. The answers are right if there is a length for each of them, none less than that of what was answered before it
was called, at which the model gives the same answer, down to the numbers in a refusal.

With --lie one answer is changed before the comparison, which then has to fail. Every run also compares three
copies with a changed answer, and fails where one of them is found possible.
"""
import bisect
import collections
import copy
import json
import random
import re
import threading
import time

from .common import Journal, children, figures, line, replayed, scratch

HOT = [f"hot-{number}" for number in range(8)]
# An incident whose entries are corrected to times that hang on others. Only the first ten are ever corrected, and only
# the second ten hung on, so that no circle can come of it; the program has to look for one all the same, and to look
# again when somebody appends in between.
ANCHORED = "anchored"


def arguments(parser):
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--lie", action="store_true", help="change one answer before the comparison")


class Event:
    """One event as a writer offers it."""

    def __init__(self, incident, id, summary, kind="reported"):
        self.incident, self.id, self.summary, self.kind = incident, id, summary, kind
        self.relation = self.anchor = self.expected = None
        self.tags = ()

    @property
    def body(self):
        body = {"summary": self.summary}
        if self.relation:
            body["relation"] = {"type": "confirms", "target": self.target()}
            if self.anchor:
                body["relation"] |= {"type": "corrects", "reason": "a better account"}
        # As `report` writes it, whose events may be given again by `append`.
        return json.dumps(body, separators=(",", ":"))

    @property
    def occurred(self):
        return {"after": f"#{self.anchor}", "offset": "PT5M"} if self.anchor else None

    def target(self):
        incident, revision = self.relation
        return f"#{revision}" if incident == self.incident else f"{incident}#{revision}"

    def content(self):
        """What has to be the same for an id to mean the same event."""
        return self.kind, self.tags, self.occurred, self.body

    def line(self):
        more = {"kind": self.kind, "occurred": self.occurred}
        if self.tags:
            more["tags"] = list(self.tags)
        if self.expected is not None:
            more["expectedRevision"] = self.expected
        return line(self.incident, self.id, self.body, **more)


class Operation:
    """Events that are appended together, when that was asked and answered, and what the answer was: a tuple of
    (position, revision, appended) for each event, or of what a refusal says."""

    def __init__(self, client, events):
        self.client, self.events = client, events
        self.called = self.answered = self.answer = None

    @property
    def is_refused(self):
        return isinstance(self.answer[0], str)

    @property
    def new(self):
        """The positions at which it says that something was appended."""
        return [] if self.is_refused else [position for position, _, is_new in self.answer if is_new]

    def __str__(self):
        asked = [(event.incident, event.id, event.expected, event.relation) for event in self.events]
        return f"client {self.client} asked {asked} and was told {self.answer}"


# What refusals say. Whatever else is said is no answer at all.
REFUSALS = {
    "stale": re.compile(r"(?P<incident>\S+) (?:is at #(?P<at>\d+) now|does not exist yet), "
                        r"not at the expected revision (?P<told>\d+)[;,]"),
    "conflict": re.compile(r"(?P<incident>\S+) already has an event with the id '(?P<told>[^']+)' and other content, "
                           r"at #(?P<at>\d+);"),
    "missing": re.compile(r"(?P<incident>\S+)#(?P<told>\d+) does not exist: "
                          r"(?:there is no incident '\S+'|\S+ ends at #(?P<at>\d+));"),
}


def refusal(text):
    for name, pattern in REFUSALS.items():
        if found := pattern.search(text):
            return name, found["incident"], found["told"], int(found["at"] or 0)
    return "unknown", text


def success(texts):
    answers = map(json.loads, texts)
    return tuple((answer["position"], answer["revision"], answer["appended"]) for answer in answers)


# The writers.


class Clients:
    """What the writers know together: enough to ask things that are right, nearly right and wrong."""

    def __init__(self, options, log, start):
        self.options, self.log, self.start = options, log, start
        self.lock = threading.Lock()
        self.known = collections.Counter()  # incident -> a revision that it has had
        self.events = []                    # events that somebody has offered
        self.names = 0
        self.left = options.operations
        self.operations = []
        self.faults = []

    def prepare(self):
        """The entries that are corrected and hung on: the first operation of all."""
        events = [Event(ANCHORED, f"a{number}", f"entry {number}") for number in range(20)]
        self.learn([self.together(Operation(-1, events))])

    def event(self, chance, batch=()):
        """An event at random; in a batch, it may speak of those before it."""
        with self.lock:
            self.names += 1
            number = self.names
            if self.events and chance.random() < 0.15:
                # The writers choose among the newest, so that the first attempt is often still under way.
                old = copy.copy(chance.choice(self.events[-chance.choice((8, 300)):]))
                if chance.random() < 0.4:
                    change = chance.choice(("summary", "kind", "tags"))
                    setattr(old, change, {"summary": "other", "kind": "updated", "tags": ("unit:other",)}[change])
                if not any((one.incident, one.id) == (old.incident, old.id) for one in batch):
                    old.expected = chance.choice((old.expected, None, 0, self.known[old.incident]))
                    return old
            incident = f"new-{number // 3}" if chance.random() < 0.03 else chance.choice(HOT)
            if chance.random() < 0.05:
                incident = ANCHORED
            ahead = sum(one.incident == incident for one in batch)
            event = Event(incident, f"e{number}", f"event {number}", chance.choice(("reported", "responded", "updated")))
            if chance.random() < 0.4:
                event.expected = max(0, self.known[incident] + ahead + chance.choice((0, 0, 0, 0, -1, -3, 1, 5)))
            if incident == ANCHORED:
                event.relation, event.anchor = (ANCHORED, chance.randrange(1, 11)), chance.randrange(11, 21)
            elif chance.random() < 0.2:
                other = chance.choice((incident, chance.choice(HOT), "nowhere"))
                event.relation = other, max(1, self.known[other] + chance.choice((-2, 0, 0, 1, 1, 2, 40)))
            if chance.random() < 0.2:
                event.tags = (f"unit:E{chance.randrange(5)}",)
            self.events.append(event)
            return event

    def take(self, count):
        """How many operations may still be done, at most so many."""
        with self.lock:
            count = min(count, self.left)
            self.left -= count
            return count

    def learn(self, operations):
        with self.lock:
            self.operations += operations
            for operation in operations:
                if operation.answer[0] == "unknown":
                    self.faults.append(str(operation))
                elif not operation.is_refused:
                    for event, (_, revision, _) in zip(operation.events, operation.answer):
                        self.known[event.incident] = max(self.known[event.incident], revision)

    def work(self, client, seed):
        """One writer, until all operations are done."""
        chance = random.Random(seed)
        child, lines = self.start("append", "--format", "json", log=self.log), 0
        try:
            while True:
                way = chance.random()
                if way < 0.05:
                    if not self.take(1):
                        break
                    self.learn([self.report(client, chance)])
                elif way < 0.12:
                    if not self.take(1):
                        break
                    self.learn([self.batch(client, chance)])
                else:
                    count = self.take(chance.choice((1, 1, 1, 1, 2, 5)))
                    if not count:
                        break
                    operations = [Operation(client, [self.event(chance)]) for _ in range(count)]
                    self.ask(child, operations, lines)
                    self.learn(operations)
                    lines += count
            code = child.end()
            if code not in (0, 65, 75):
                self.faults.append(f"client {client} ended with {code}")
        except Exception as error:  # Whatever it is, the attack has to fail with it, not hang without it.
            self.faults.append(f"client {client}: {error!r}")

    def ask(self, child, operations, lines):
        """Gives lines to an `append` at once, and finds out which answer belongs to which: those that were refused are
        named by the number of their line, and the others are answered in order."""
        answers, complaints = len(child.answers), len(child.complaints)
        due = child.said + len(operations)
        called = time.monotonic()
        child.give(b"".join(operation.events[0].line() for operation in operations))
        if not child.wait_for(lambda: child.said >= due):
            raise AssertionError(f"no answer to {operations[0]}")
        refused = {}
        for moment, text in child.complaints[complaints:]:
            found = re.match(r"standard input:(\d+): (.*)", text.decode())
            if not found:
                raise AssertionError(f"no answer: {text}")
            refused[int(found[1]) - lines - 1] = moment, refusal(found[2])
        given = iter(child.answers[answers:])
        for index, operation in enumerate(operations):
            operation.called = called
            if index in refused:
                operation.answered, operation.answer = refused[index]
            else:
                operation.answered, text = next(given)
                answer = json.loads(text)
                if (answer["incident"], answer["id"]) != (operation.events[0].incident, operation.events[0].id):
                    raise AssertionError(f"{operation} was answered for another event: {text}")
                operation.answer = success([text])

    def run(self, operation, *arguments, input=b""):
        """Does an operation by a run of its own."""
        operation.called = time.monotonic()
        child = self.start(*arguments, "--format", "json", log=self.log)
        child.give(input)
        code = child.end()
        operation.answered = time.monotonic()
        answers = [text for _, text in child.answers]
        said = b"".join(text for _, text in child.complaints).decode()
        if code == 0 and len(answers) == len(operation.events):
            operation.answer = success(answers)
        else:
            operation.answer = refusal(said)
            if code != (65 if operation.answer[0] == "missing" else 75) or answers:
                operation.answer = "unknown", f"{code}: {said}"
        return operation

    def report(self, client, chance):
        event = self.event(chance)
        while event.anchor:  # Flags cannot say a relative time.
            event = self.event(chance)
        if event.expected is None:
            event.expected = self.known[event.incident]
        verb = {"reported": "report", "responded": "respond", "updated": "update"}[event.kind]
        flags = ["--id", event.id, "--expect", event.expected]
        for tag in event.tags:
            flags += ["--tag", tag]
        if event.relation:
            flags += ["--confirms", event.target()]
        return self.run(Operation(client, [event]), verb, event.incident, event.summary, *flags)

    def batch(self, client, chance):
        events = []
        for _ in range(chance.choice((2, 3, 6))):
            events.append(self.event(chance, events))
        return self.together(Operation(client, events))

    def together(self, operation):
        return self.run(operation, "append", "--atomic", input=b"".join(event.line() for event in operation.events))


# The model.


class Model:
    """The final log, and what would have been answered when it had had some length."""

    def __init__(self, events):
        self.length = len(events)
        self.places = collections.defaultdict(list)  # incident -> positions, in order
        self.ids = {}                                # (incident, id) -> (position, revision, content)
        for event in events:
            self.places[event["incident"]].append(event["position"])
            content = event["kind"], tuple(event.get("tags", ())), event.get("occurred"), event["bodyText"]
            self.ids[event["incident"], event["id"]] = event["position"], event["revision"], content

    def revision(self, incident, length):
        return bisect.bisect_right(self.places.get(incident, ()), length)

    def answer(self, events, length):
        """Ids first, then the expected revision, then what an event refers to, event by event; all or nothing."""
        answers, added = [], collections.Counter()
        for event in events:
            position, revision, content = self.ids.get((event.incident, event.id), (None, None, None))
            if position is not None and position <= length:
                if content != event.content():
                    return "conflict", event.incident, event.id, revision
                answers.append((position, revision, False))
                continue
            at = self.revision(event.incident, length) + added[event.incident]
            if event.expected is not None and event.expected != at:
                return "stale", event.incident, str(event.expected), at
            if event.relation:
                incident, target = event.relation
                there = self.revision(incident, length) + added[incident]
                if target > there:
                    return "missing", incident, str(target), there
            added[event.incident] += 1
            answers.append((length + sum(added.values()), at + 1, True))
        return tuple(answers)

    def check(self, operations):
        """Looks for an order of all operations; gives the faults, and how much freedom there was."""
        faults, freedom = [], []
        operations = sorted(operations, key=lambda one: one.called)
        # What was called after an answer was appended after it: so long can the log have been at most.
        latest = [self.length] * (len(operations) + 1)
        for index in range(len(operations) - 1, -1, -1):
            latest[index] = min([latest[index + 1]] + [position - 1 for position in operations[index].new])
        calls = [one.called for one in operations]
        # The least lengths that are possible, of the operations answered so far and of each client.
        ended, least, before = [], 0, collections.Counter()
        pending = sorted(range(len(operations)), key=lambda index: operations[index].answered)
        done = {}
        reached = 0
        for index, one in enumerate(operations):
            while reached < len(pending) and operations[pending[reached]].answered < one.called:
                least = max(least, done.get(pending[reached], 0))
                reached += 1
            lowest = max(least, before[one.client])
            highest = latest[bisect.bisect_right(calls, one.answered)]
            if one.new:
                # It took effect where its first new event stands; the log was one shorter then.
                place = min(one.new) - 1
                possible = [place] if lowest <= place and max(one.new) <= highest else []
            else:
                possible = range(lowest, highest + 1)
            freedom.append(len(possible))
            length = next((length for length in possible if self.answer(one.events, length) == one.answer), None)
            if length is None:
                faults.append(f"{one}, which is possible at no length from {lowest} to {highest}; "
                              f"at the first the answer is {self.answer(one.events, lowest)}")
                length = lowest
            done[index] = before[one.client] = max([length] + one.new)
        return faults, freedom


# Answers that were not given, to see that they are noticed.


def one_further(operation):
    return tuple((position, revision + 1, new) for position, revision, new in operation.answer)


def no_conflict(operation):
    return "stale", operation.events[0].incident, "0", 10**6


LIES = {
    "another revision": (one_further, lambda one: one.new),
    "another refusal": (no_conflict, lambda one: one.answer[0] == "conflict"),
    "a refusal with another number": (
        lambda one: one.answer[:3] + (one.answer[3] + 10**6,), lambda one: one.answer[0] == "stale"),
}


def lied(operations, lie, chance):
    """The same operations, the answer to one of them changed; None where there is none of that kind."""
    change, is_fit = LIES[lie]
    fit = [index for index, one in enumerate(operations) if is_fit(one)]
    if not fit:
        return None
    changed = list(operations)
    index = chance.choice(fit)
    changed[index] = copy.copy(operations[index])
    changed[index].answer = change(operations[index])
    return changed


def attack(options, report):
    chance = random.Random(options.seed)
    began = time.monotonic()
    with scratch() as directory, children() as start:
        log = f"{directory}/log"
        clients = Clients(options, log, start)
        clients.prepare()
        threads = [threading.Thread(target=clients.work, args=(number, chance.random()), daemon=True)
                   for number in range(options.clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(1, began + 400 - time.monotonic()))
        report.expect(not any(thread.is_alive() for thread in threads), "all writers come to an end")
        took = time.monotonic() - began
        events = replayed(log)
    operations = clients.operations
    report.expect(not clients.faults, "every answer is one that the model knows", clients.faults[:5])
    report.expect(len(operations) == options.operations + 1, "every operation is answered", len(operations))
    operations = [one for one in operations if one.answer[0] != "unknown"]

    journal = Journal()
    for one in operations:
        for event, answer in zip(one.events, () if one.is_refused else one.answer):
            # Only what was taken: what was refused may not be there.
            journal.offer(event.incident, event.id, event.body)
            journal.acknowledge({"incident": event.incident, "id": event.id, "position": answer[0], "revision": answer[1]})
        if not one.is_refused and len(one.events) > 1:
            journal.offer_together([(event.incident, event.id) for event in one.events])
    faults = journal.faults + journal.compare(events)
    report.expect(not faults, "the log holds what was acknowledged, and nothing that was refused", faults[:5])
    claimed = sorted(position for one in operations for position in one.new)
    report.expect(claimed == list(range(1, len(events) + 1)), "each event was appended by exactly one operation")

    model = Model(events)
    if options.lie:
        operations = lied(operations, "another revision", chance)
    faults, freedom = model.check(operations)
    report.expect(not faults, "there is an order of all operations in which every answer is right",
                  f"{len(faults)} faults: " + "\n  ".join(faults[:5]))
    for lie in LIES:
        changed = lied(operations, lie, chance)
        if changed:
            report.expect(model.check(changed)[0], f"the model notices {lie}")
    kinds = collections.Counter(
        one.answer[0] if one.is_refused else "appended" if one.new else "repeated" for one in operations)
    report.say(
        f"model: {len(operations)} operations of {options.clients} writers ({sum(len(one.events) > 1 for one in operations)} "
        f"batches) in {took:.0f} s: {', '.join(f'{count} {kind}' for kind, count in kinds.most_common())}; "
        f"{len(events)} events; lengths at which an answer that appended nothing was possible: "
        f"{figures([free for free, one in zip(freedom, operations) if free > 1], 'lengths')}")
