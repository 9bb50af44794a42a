"""Single durable appends, each when the one before is acknowledged."""
from ..measure import answer
from ..results import Contender, Figure


def figures(bench):
    count = min(500 if bench.options.quick else 2000, bench.options.events)
    events = bench.events(bench.options.events)

    def microseconds(outcome):
        return outcome["seconds"] / outcome["events"] * 1e6

    def inside():
        with bench.fresh() as log:
            return microseconds(bench.measure_inside("singles", log, events, count))

    def program(name, figure, *more):
        def measure():
            with bench.fresh() as path:
                return microseconds(answer(bench.program(name), figure, events, path, count, *more))
        return measure

    def server(name):
        return lambda: 1e6 / bench.server(name).singles(events, 1, count)

    def contenders():
        yield Contender("Blotter", "in-process, `append` of one event awaited, then the next; on the caller's thread, two flushes a commit", inside)
        if bench.has("lmdb"):
            yield Contender(
                "raw LMDB", "the limit: the same keys into the same databases, one durable commit each",
                program("lmdb", "singles"))
            yield Contender(
                "raw LMDB, one flush", "what one flush instead of two would give: MDB_NOMETASYNC, by itself not durable",
                program("lmdb", "singles", "one-flush"))
        if bench.has("file"):
            yield Contender("plain file", "the limit: append of the line, then fdatasync", program("file", "singles"))
            yield Contender(
                "plain file, over itself", "a flush alone: over blocks that are there already", program("file", "flushes"))
        if bench.has("sqlite"):
            yield Contender(
                "SQLite", "WAL, synchronous=FULL, one transaction each, prepared statements", program("sqlite", "singles"))
        if bench.has("postgres"):
            yield Contender(
                "PostgreSQL 15", "prepared INSERT, synchronous_commit=on; one client, Unix socket", server("postgres"))
        if bench.has("redis"):
            yield Contender("Redis streams", "XADD, appendfsync always; one client, Unix socket", server("redis"))
        if bench.has("umadb"):
            yield Contender("UmaDB", "one client, one event an append; gRPC over TCP on loopback", server("umadb"))
        if bench.has("eventsourcing"):
            yield Contender(
                "eventsourcing (Python)", "SQLite recorder (WAL, synchronous=FULL), one event an insert", server("eventsourcing"))

    yield Figure("durable appends one after another, time of each", "µs", list(contenders()), is_rate=False)
