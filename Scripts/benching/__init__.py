"""What Scripts/bench is made of: `figures`, one module each, `peers`, one module each, and what they share."""
import collections

# What can be measured, in the order of the report; each is a module of `figures` with `figures(bench)`.
FIGURES = {
    "append": "bulk append of JSON lines",
    "singles": "durable appends one after another",
    "writers": "64 appenders at once, one event each",
    "batches": "4 writers, 1,000 events an append",
    "reads": "replay, scan, verify, filter",
    "lookups": "conditions and reads by tag, kind and incident, in logs of several lengths",
    "service": "the service: appends, timelines and followers over HTTP",
    "cli": "what a person waits for: start-up, timeline, incidents",
    "growth": "cost an event, memory and file, from 10,000 events on",
}

# `packages`: of Debian; `wheels`: of PyPI, into an environment of the bench's own.
Peer = collections.namedtuple("Peer", "title packages wheels is_server")

PEERS = {
    "lmdb": Peer("raw LMDB", ["liblmdb-dev"], [], False),
    "file": Peer("plain file", [], [], False),
    "sqlite": Peer("SQLite", ["libsqlite3-dev"], [], False),
    "postgres": Peer("PostgreSQL 15", ["postgresql-15", "libpq-dev"], [], True),
    "redis": Peer("Redis streams", ["redis-server"], [], True),
    "nats": Peer("NATS JetStream", ["nats-server"], [], True),
    "umadb": Peer("UmaDB", ["python3-venv"], ["umadb"], True),
    "eventsourcing": Peer("eventsourcing (Python)", ["python3-venv"], ["eventsourcing"], False),
}
