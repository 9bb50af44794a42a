"""The service under load, from a second process on loopback: appends, reads, followers.

Beside it stand servers that take single events and tell followers of them. PostgreSQL with PostgREST would be closest to
it; it is not compared with that.
"""
import collections
import contextlib
import functools
import pathlib
import re
import socket
import urllib.request

from .. import PEERS
from ..measure import answer, run
from ..peers.processes import running
from ..results import Contender, Figure
from .cli import story

CONNECTIONS = (1, 16, 64, 256)
FOLLOWERS = 1000

REDIS_APPENDS = "XADD, appendfsync always; each connection awaits its acknowledgement, over a Unix socket; client in C"
# Nothing makes this version flush before it acknowledges: see `peers/nats.py`.
NOT_DURABLE = "the acknowledgement comes before the flush, which Debian's 2.9.10 does every two minutes and cannot be told otherwise"
NATS_APPENDS = f"a stream on file, each connection awaits its acknowledgement, TCP on loopback; {NOT_DURABLE}; client in C"


# What a measurement of requests tells beside their rate.
BESIDE = (("p50", "time of each, half are faster", "ms"), ("p99", "time of each, 99 of 100 are faster", "ms"),
          ("memory", "memory of the service then", "MB"))


def connections(count):
    return f"{count} connection" + "s" * (count > 1)


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

    def beside(what, names):
        """The rest of what measurements told that are known by names."""
        for told, title, unit in BESIDE:
            yield Figure(f"{title}, of the {what}", unit, [
                Contender(f"Blotter, {name}", promise, kept(name, told)) for name, promise in names], is_rate=False, is_growth=True)

    def append(name, clients, together, count):
        def measure():
            with bench.fresh() as log, Service(bench, log).started() as service:
                outcome = service.load("append", events, clients, together, count)
                remembered(name, outcome, "p50", "p99", "memory")
                return outcome["events"] / outcome["seconds"]
        return measure

    def nothing(clients):
        """Answers that ask nothing of the log: what HTTP alone costs, both ends of it on this machine."""
        def measure():
            with bench.fresh() as log, Service(bench, log).started() as service:
                outcome = service.load("get", "/healthz", clients, 2)
                return outcome["requests"] / outcome["seconds"]
        return measure

    promise = "HTTP/1.1 on loopback, each connection awaits the durable acknowledgement of its event; client in C"
    for clients in CONNECTIONS:
        wanted = min(count, 4_000 * clients)
        contenders = [Contender("Blotter", promise, append(connections(clients), clients, 1, wanted))]
        contenders.append(Contender(
            "HTTP alone", "the limit: `GET /healthz` from the same client, which has no body and writes nothing", nothing(clients)))
        contenders += [
            Contender(PEERS[peer].title, theirs, functools.partial(bench.server(peer).singles, events, clients, wanted))
            for peer, theirs in (("redis", REDIS_APPENDS), ("nats", NATS_APPENDS)) if bench.has(peer)]
        yield Figure(f"`POST /v1/events`, one durable event a request, {connections(clients)}", "events/s", contenders)
    yield from beside("appends", [(connections(clients), promise) for clients in CONNECTIONS])
    yield Figure("`POST /v1/events`, 100 events a request, 64 connections", "events/s", [
        Contender("Blotter", "all of the 100 or none", append("lists", 64, 100, min(400_000, bench.options.events)))])
    yield from beside("lists", [("lists", "64 connections, 100 events a request")])

    reading = 5 if bench.options.events >= 1_000_000 else 1
    # A story of 100 entries, and after it others, so that it is the same as of each of many positions.
    log = bench.directory / f"service-{count}"
    run(bench.blotter, "append", "--quiet", "--log", log, story(bench, 100), events)

    def read(name, path, is_known=False):
        def measure():
            with Service(bench, log).started() as service:
                tag = [service.get(path).headers["ETag"]] if is_known else []
                outcome = service.load("get", path, 16, reading, *tag)
                remembered(name, outcome, "p50", "p99", "memory")
                return outcome["requests"] / outcome["seconds"]
        return measure

    timeline = "/v1/incidents/bench-story/timeline"
    readings = [
        ("made anew", "JSON as of another position each time", timeline + "?as-of=@{}"),
        ("kept", "the same each time: answered from what was made before", timeline),
        ("known", "the same with If-None-Match: 304", timeline)]
    yield Figure("`GET` of a timeline of 100 entries, 16 connections", "answers/s", [
        Contender(f"Blotter, {name}", how, read(name, path, is_known=name == "known")) for name, how, path in readings],
        is_growth=True)
    yield from beside("timelines", [(name, how) for name, how, _ in readings])

    seconds = max(1, min(5 if bench.options.quick else 10, bench.options.events // 500))

    def own():
        with bench.fresh() as log, Service(bench, log).started() as service:
            return service.load("follow", events, FOLLOWERS, 50, seconds)

    def theirs(peer):
        return lambda: bench.server(peer).follow(events, FOLLOWERS, 50, seconds)

    def followed(who, measure):
        """The first of the figures measures, the others take what it has seen."""
        def first():
            outcome = measure()
            remembered(who, outcome, "p99", "memory")
            return outcome["p50"]
        return first

    told = "from the acknowledgement of an append to its arrival at each follower, 50 appends a second"
    taking_part = [("Blotter", f"server-sent events; {told}", own)]
    for peer, promise in (
            ("redis", "XREAD that blocks, over a Unix socket; followers are answered in the same turn as the writer, "
                      "half of them before him"),
            ("nats", f"a push consumer each, without acknowledgements, TCP on loopback; {NOT_DURABLE}")):
        if bench.has(peer):
            taking_part.append((PEERS[peer].title, f"{promise}; {told}", theirs(peer)))
    for title, unit, name in (
            (f"{FOLLOWERS:,} followers, from acknowledged to told, half are faster", "ms", "p50"),
            ("the same, 99 of 100 are faster", "ms", "p99"), ("memory of the server then", "MB", "memory")):
        yield Figure(title, unit, [
            Contender(who, promise, followed(who, measure) if name == "p50" else kept(who, name))
            for who, promise, measure in taking_part], is_rate=False)
