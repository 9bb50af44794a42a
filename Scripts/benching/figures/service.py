"""The service under load, from a second process on loopback: appends, reads, followers."""
import collections
import contextlib
import pathlib
import re
import socket
import urllib.request

from ..measure import answer, run
from ..peers.processes import running
from ..results import Contender, Figure
from .cli import story

CONNECTIONS = (1, 16, 64, 256)
FOLLOWERS = 1000


class Service:
    """`blotter serve` on a log, on a port that is free."""

    def __init__(self, bench, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.bench = bench
        self.command = [
            f"{bench.blotter}-serve", "--log", log, "--port", self.port, "--limit", "streams=2000", "--limit",
            "streams-per-token=2000", "--limit", "connections=4096"]

    @contextlib.contextmanager
    def started(self):
        with running(self.command, self.is_ready, self.bench.directory / "service.log") as process:
            self.process = process
            yield self

    def is_ready(self):
        try:
            return self.get("/readyz").status == 200
        except OSError:
            return False

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10)

    def load(self, mode, *words):
        """What the client says, with the memory of the service's own afterwards, in MB."""
        outcome = answer(self.bench.program("service"), mode, self.port, *words)
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return {**outcome, "memory": int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1000}


def figures(bench):
    count = min(20_000 if bench.options.quick else 100_000, bench.options.events)
    events = bench.events(bench.options.events)
    seen = collections.defaultdict(list)

    def remembered(key, outcome, *names):
        for name in names:
            seen[key, name].append(outcome[name])

    def kept(key, name):
        return lambda: seen[key, name].pop(0)

    def append(clients, together, count):
        def measure():
            with bench.fresh() as log, Service(bench, log).started() as service:
                outcome = service.load("append", events, clients, together, count)
                remembered((clients, together), outcome, "p50", "p99", "memory")
                return outcome["events"] / outcome["seconds"]
        return measure

    promise = "HTTP/1.1 on loopback, each connection awaits the durable acknowledgement of its event; client in C"
    singles = [
        Contender(f"Blotter, {clients} connections", promise, append(clients, 1, min(count, 4_000 * clients)))
        for clients in CONNECTIONS]
    yield Figure("`POST /v1/events`, one durable event a request", "events/s", singles, is_growth=True)
    for name, title, unit in (
            ("p50", "time of each, half are faster", "ms"), ("p99", "time of each, 99 of 100 are faster", "ms"),
            ("memory", "memory of the service then", "MB")):
        yield Figure(f"{title}, of the same", unit, [
            Contender(f"Blotter, {clients} connections", promise, kept((clients, 1), name)) for clients in CONNECTIONS],
            is_rate=False, is_growth=True)
    batches = "64 connections, 100 events a request, all of it or none"
    yield Figure("`POST /v1/events`, 100 events a request, 64 connections", "events/s", [
        Contender("Blotter", batches, append(64, 100, min(400_000, bench.options.events)))])

    reading = 5 if bench.options.events >= 1_000_000 else 1
    # A story of 100 entries, and after it others, so that it is the same as of each of many positions.
    log = bench.directory / f"service-{count}"
    run(bench.blotter, "append", "--quiet", "--log", log, story(bench, 100), events)

    def read(path, clients, is_known=False):
        def measure():
            with Service(bench, log).started() as service:
                tag = [service.get(path).headers["ETag"]] if is_known else []
                outcome = service.load("get", path, clients, reading, *tag)
                return outcome["requests"] / outcome["seconds"]
        return measure

    timeline = "/v1/incidents/bench-story/timeline"
    yield Figure("`GET` of a timeline of 100 entries, 16 connections", "answers/s", [
        Contender("Blotter, made anew", "JSON as of another position each time", read(timeline + "?as-of=@{}", 16)),
        Contender("Blotter, kept", "the same each time: answered from what was made before", read(timeline, 16)),
        Contender("Blotter, known", "the same with If-None-Match: 304", read(timeline, 16, is_known=True))], is_growth=True)

    seconds = max(1, min(5 if bench.options.quick else 10, bench.options.events // 500))

    def own():
        with bench.fresh() as log, Service(bench, log).started() as service:
            return service.load("follow", events, FOLLOWERS, 50, seconds)

    def redis():
        return bench.server("redis").follow(events, FOLLOWERS, 50, seconds)

    def followed(who, measure):
        """The first of the figures measures, the others take what it has seen."""
        def first():
            outcome = measure()
            remembered(who, outcome, "p99", "memory")
            return outcome["p50"]
        return first

    told = "from the acknowledgement of an append to its arrival at each follower, 50 appends a second"
    taking_part = [("Blotter", f"server-sent events; {told}", own)]
    if bench.has("redis"):
        taking_part.append(("Redis streams", f"XREAD that blocks, over a Unix socket; {told}", redis))
    for title, unit, name in (
            (f"{FOLLOWERS:,} followers, from acknowledged to told, half are faster", "ms", "p50"),
            ("the same, 99 of 100 are faster", "ms", "p99"), ("memory of the server then", "MB", "memory")):
        yield Figure(title, unit, [
            Contender(who, promise, followed(who, measure) if name == "p50" else kept(who, name))
            for who, promise, measure in taking_part], is_rate=False)
