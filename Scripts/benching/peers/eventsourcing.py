"""The Python library eventsourcing, with its recorder on SQLite; it runs in the client's own process."""
from ..measure import answer
from ..prepare import BUILD, SOURCES
from . import Peer

CLIENT = SOURCES / "eventsourcing-client.py"


class Server(Peer):
    """No server: a program for each measurement."""

    def measure(self, events, together, count):
        with self.bench.fresh() as path:
            outcome = answer(BUILD / "venv/bin/python", CLIENT, path, events, together, count)
            return outcome["events"] / outcome["seconds"]

    def bulk(self, events):
        return self.measure(events, 1000, min(100_000, self.bench.options.events))

    def singles(self, events, clients, count):
        return self.measure(events, 1, count)
