"""Clients of the service that mean well: writers, which keep what they were answered, and followers, which come back
and go on behind what they have seen, whatever ended the service in between."""
import json
import random
import threading

from ..common import line
from .http import Connection, Gone, Torn, chunk, request

INCIDENTS = [f"incident-{number}" for number in range(12)]
# The one that some followers follow alone.
FOLLOWED = INCIDENTS[3]
# For how many seconds the service may not have looked at what was sent to it, on a machine that is busy with other things.
UNREAD = 5


class Client:
    """One client of one run of the service. What it met is in `faults` where it may not be."""

    def __init__(self, name, seed, service):
        self.name, self.service = name, service
        self.random = random.Random(seed)
        self.faults = []
        self.connection = None
        # Writers end when they are told, or the service is.
        self.is_stopped = False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        try:
            with Connection(self.service.port) as self.connection:
                self.work()
        except (Gone, Torn) as end:
            self.ended(end)
        except Exception as fault:
            self.faults.append(f"{self.name}: {fault!r}")

    def ended(self, end):
        """The service has gone: that may only be where it was told to, and torn is nothing where it could end in peace."""
        if self.service.told is None:
            self.faults.append(f"{self.name}: the service has gone: {end!r}")
        elif self.service.is_killed:
            return
        elif isinstance(end, Torn):
            self.faults.append(f"{self.name}: an answer is torn: {end}")
        elif self.connection and self.connection.sent < self.service.told - UNREAD:
            self.faults.append(f"{self.name}: what was asked before the end has no answer: {end!r}")


class Refused(Exception):
    """The service takes nothing more since it is about to end."""


class Writer(Client):
    """Offers events, and keeps which were acknowledged."""

    def __init__(self, name, seed, service):
        super().__init__(name, seed, service)
        self.offered = []  # lists of (incident, id, body, line); more than one where they belong together
        self.answers = []
        self.refused = self.unanswered = 0
        self.is_ended = False

    def event(self):
        id = f"{self.name}-{len(self.offered)}-{self.random.randrange(1 << 30)}"
        incident = self.random.choice(INCIDENTS)
        words = "é☃ \\\"" * self.random.choice((0, 0, 1, 3)) + "x" * self.random.choice((0, 10, 60, 60, 200, 2000))
        # Blanks that a printer of its own would lose.
        body = '{"summary":"' + id + '",  "detail" : "' + words + '"}'
        return incident, id, body, line(incident, id, body).rstrip(b"\n")

    def events(self, count):
        events = [self.event() for _ in range(count)]
        self.offered.append(events)
        return events

    def work(self):
        while not self.is_stopped:
            try:
                self.write()
            except Refused:
                self.refused += 1
                return

    def ended(self, end):
        super().ended(end)
        self.unanswered += 1

    def take(self, answer):
        """Takes the answer to an append of one event or of a list."""
        # Then what was sent behind its request is not read (RFC 9112, 9.6).
        self.is_ended = answer.headers.get("connection") == "close"
        self.is_stopped |= self.is_ended
        if answer.status == 503 and self.service.told:
            raise Refused
        if answer.status not in (200, 201):
            raise AssertionError(f"answered with {answer.status} {answer.body[:300]}")
        told = json.loads(answer.body)
        self.answers += told if isinstance(told, list) else [told]


class SingleWriter(Writer):
    """Appends one event a request."""

    def write(self):
        self.take(self.connection.ask("POST", "/v1/events", self.events(1)[0][-1]))


class ListWriter(Writer):
    """Appends lists, of which all is taken or nothing."""

    def write(self):
        events = self.events(self.random.choice((2, 7, 40, 300)))
        self.take(self.connection.ask("POST", "/v1/events", b"[" + b",".join(text for *_, text in events) + b"]"))


class HastyWriter(Writer):
    """Appends one event a request, and does not wait for an answer before it sends the next few."""

    def write(self):
        for *_, text in self.events(4):
            self.connection.send(request("POST", "/v1/events", text))
        # Each stands for itself.
        self.offered[-1:] = [[event] for event in self.offered[-1]]
        for _ in range(4):
            self.take(self.connection.answer())
            if self.is_ended:
                return


LINES = request("POST", "/v1/events", Content_Type="application/x-ndjson", Transfer_Encoding="chunked")


class LineWriter(Writer):
    """Sends lines without end, some ahead of their answers, each of which is a line."""

    def work(self):
        self.connection.send(LINES)
        ahead = self.random.choice((1, 4, 32))
        count, rest = 0, b""
        answer = None
        while True:
            while not self.is_stopped and count - len(self.answers) < ahead:
                self.connection.send(chunk(self.events(1)[0][-1] + b"\n"))
                count += 1
            if self.is_stopped and answer is None:
                self.connection.send(b"0\r\n\r\n")
            if answer is None:
                answer = self.connection.begin()
                assert answer.status == 200, f"lines are answered with {answer.status}"
            part = self.connection.part()
            if part is None:
                break
            *lines, rest = (rest + part).split(b"\n")
            self.hear(map(json.loads, lines))
        assert not rest, f"the last answer is no line: {rest[:80]}"
        assert self.refused or count == len(self.answers), f"{count} lines have {len(self.answers)} answers"

    def hear(self, answers):
        for answer in answers:
            if "status" not in answer:
                self.answers.append(answer)
            elif answer["status"] == 503 and self.service.told:
                self.refused += 1
                self.is_stopped = True
            else:
                raise AssertionError(f"a line is answered with {answer}")


class IdleLineWriter(LineWriter):
    """Sends a few lines, and then waits with more to come: it must not hold up the end of the service."""

    def work(self):
        self.is_stopped = False
        self.connection.send(LINES)
        for _ in range(3):
            self.connection.send(chunk(self.events(1)[0][-1] + b"\n"))
        self.connection.begin()
        rest = b""
        while (part := self.connection.part()) is not None:
            *lines, rest = (rest + part).split(b"\n")
            self.hear(map(json.loads, lines))
        assert not rest and self.refused == 1, f"it ends with {rest[:80]} and {self.refused} refusals"


class HalfwayWriter(Writer):
    """Has sent half a request when the service is told to end, and sends the rest then, or never: the service knows of
    the request, so it owes an answer."""

    sends_rest = True

    def work(self):
        (*_, text), = self.events(1)
        whole = request("POST", "/v1/events", text)
        half = len(whole) - len(text) // 2
        self.connection.send(whole[:half])
        self.service.is_ending.wait()
        if self.sends_rest:
            self.connection.send(whole[half:])
        try:
            self.take(self.connection.answer())
        except Refused:
            self.refused += 1

    def ended(self, end):
        super().ended(end)
        if not self.service.is_killed:
            self.faults.append(f"{self.name}: a request that was underway has no answer: {end!r}")


class SittingWriter(HalfwayWriter):
    """The same, and the rest never comes."""

    sends_rest = False


class Follower:
    """Whoever follows over all runs of the service: the lines that it has seen, and where it goes on."""

    def __init__(self, name, incident=None):
        self.name = name
        self.where = f"incident={incident}&" if incident else ""
        self.incident = incident
        self.lines = []
        self.position = 0
        self.words = 0  # how often a stream ended with a word

    def saw(self, text):
        self.lines.append(text)

    def following(self, service):
        """It as a client of a run of the service."""
        return self.Run(self, service)

    class Run(Client):
        def __init__(self, follower, service):
            super().__init__(follower.name, 0, service)
            self.follower = follower


class StreamFollower(Follower):
    """By server-sent events, with Last-Event-ID."""

    class Run(Follower.Run):
        def work(self):
            follower = self.follower
            self.connection.send(request(
                "GET", f"/v1/events/stream?{follower.where}after=0", Last_Event_ID=follower.position))
            answer = self.connection.begin()
            if answer.status == 503 and self.service.told:
                return
            assert answer.status == 200, f"a stream is answered with {answer.status}"
            rest, kind = b"", None
            while (part := self.connection.part()) is not None:
                # What has no empty line behind it was not said (WHATWG HTML, 9.2.6).
                *blocks, rest = (rest + part).split(b"\n\n")
                for block in blocks:
                    kind = self.take(block)
            assert kind == b"end" and not rest, f"a stream ends with {kind} and {rest[:80]}"
            follower.words += 1

        def take(self, block):
            fields = dict(text.split(b": ", 1) if b": " in text else (text.rstrip(b":"), b"") for text in block.split(b"\n"))
            if b"id" in fields:
                self.follower.position = int(fields[b"id"])
            if fields.get(b"event") == b"event":
                self.follower.saw(fields[b"data"].decode())
            return fields.get(b"event")


class PollFollower(Follower):
    """By pages for which it waits."""

    class Run(Follower.Run):
        def work(self):
            follower = self.follower
            while True:
                answer = self.connection.ask("GET", f"/v1/events?{follower.where}after={follower.position}&wait=20&limit=200")
                if answer.status == 503 and self.service.told:
                    return
                assert answer.status == 200, f"a page is answered with {answer.status}: {answer.body[:200]}"
                for text in answer.body.decode().splitlines():
                    follower.saw(text)
                follower.position = int(answer.headers["blotter-position"])
