"""64 appenders at once, each waiting for the acknowledgement of its one event."""
from ..results import Contender, Figure

CLIENTS = 64


def figures(bench):
    count = min(50_000 if bench.options.quick else 200_000, bench.options.events)
    events = bench.events(bench.options.events)

    flushes = []

    def inside():
        with bench.fresh() as log:
            outcome = bench.measure_inside("writers", log, events, count)
            flushes.append(outcome["flushes"] / outcome["events"])
            return outcome["events"] / outcome["seconds"]

    def server(name, fewer=1):
        return lambda: bench.server(name).singles(events, CLIENTS, count // fewer)

    def contenders():
        yield Contender("Blotter", "in-process: 64 tasks, each awaits the durable commit of its event", inside)
        if bench.has("redis"):
            yield Contender(
                "Redis streams", "XADD to one stream, appendfsync always; 64 connections over a Unix socket, client in C",
                server("redis"))
        if bench.has("postgres"):
            yield Contender(
                "PostgreSQL 15", "prepared INSERT, synchronous_commit=on; 64 connections over a Unix socket, client in C",
                server("postgres", 4))
        if bench.has("umadb"):
            yield Contender(
                "UmaDB", "64 clients, one event an append; gRPC over TCP on loopback, Python clients in 4 processes",
                server("umadb", 8))

    yield Figure(f"{CLIENTS} appenders at once, one event each", "events/s", list(contenders()))
    yield Figure("flushes an acknowledged event, of the same", "flushes", [
        Contender("Blotter", "fsync, fdatasync and writes with O_DSYNC, counted in the process; 2 a commit", lambda: flushes.pop(0))],
        is_rate=False)
