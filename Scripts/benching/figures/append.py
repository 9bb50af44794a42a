"""Bulk append: all events of a file into a new log, durable, everything indexed."""
from ..measure import answer, run
from ..results import Contender, Figure

SPLIT = "members taken from known places of the line, no JSON parsed"


def figures(bench):
    count = bench.options.events
    yield Figure(
        f"bulk append of {count:,} events, some 200 of {max(1, count // 10):,} incidents active", "events/s",
        list(contenders(bench, bench.events(count), count, 8192)))
    yield Figure(
        f"bulk append, each event of any of {max(1, count // 10):,} incidents", "events/s",
        # Each commit touches pages all over the indexes: only larger ones make it cheaper.
        [one for one in contenders(bench, bench.events(count, active=0), count, 65536)
         if one.name in ("Blotter", "SQLite", "raw LMDB")])


def contenders(bench, events, count, together):
    def blotter():
        with bench.fresh() as log:
            outcome = run(bench.blotter, "append", "--quiet", "--log", log, events)
            bench.expect(log, count)
            return count / outcome.seconds

    def program(name, *more):
        def measure():
            with bench.fresh() as path:
                outcome = answer(bench.program(name), "bulk", events, path, *more)
                return outcome["events"] / outcome["seconds"]
        return measure

    def server(name):
        return lambda: bench.server(name).bulk(events)

    yield Contender(
        "Blotter", "whole process `blotter append`: JSON parsed and checked, SHA-256 and checksums, all indexes; "
        "durable commits of some thousand events", blotter)
    if bench.has("sqlite"):
        yield Contender(
            "SQLite", "WAL, synchronous=FULL, one transaction, prepared statements, one table with the same unique keys and "
            f"indexes, revisions known beforehand, 8 KiB pages, 2 GB cache, no checkpoint charged; {SPLIT}", program("sqlite", 0))
    if bench.has("postgres"):
        yield Contender(
            "PostgreSQL 15", "COPY in one transaction into the same table with the same keys, synchronous_commit=on, "
            f"shared_buffers=1GB, max_wal_size=8GB; Unix socket; {SPLIT}", server("postgres"))
    if bench.has("redis"):
        yield Contender(
            "Redis streams", "XADD to one stream, 64 connections with 100 in flight each, appendfsync always, no snapshots; Unix socket; no unique keys, "
            f"no index by incident or tag; {SPLIT}", server("redis"))
    if bench.has("umadb"):
        yield Contender(
            "UmaDB", "4 clients, 1,000 events an append, each with the tags of its incident and unit; gRPC over TCP on loopback, "
            "Python client, events made beforehand; at most 200,000 events", server("umadb"))
    if bench.has("eventsourcing"):
        yield Contender(
            "eventsourcing (Python)", "SQLite recorder (WAL, synchronous=FULL), 1,000 events an insert, events made beforehand; "
            "at most 100,000 events", server("eventsourcing"))
    if bench.has("lmdb"):
        yield Contender(
            "raw LMDB", f"the limit: same tables, keys and record sizes, {together:,} events a durable commit, each table in the "
            f"order of its keys; no hashing, no checks; {SPLIT}", program("lmdb", together))
    if bench.has("file"):
        yield Contender("plain file", "the limit: the lines as they are, fdatasync after every 8,192", program("file", 8192))
