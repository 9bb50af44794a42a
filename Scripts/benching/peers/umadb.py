"""UmaDB from PyPI, whose package brings the server; it is spoken to over TCP on the loopback, which is its only way."""
import socket

from ..measure import answer, settle
from ..prepare import BUILD, SOURCES
from . import Peer
from .processes import answers, running

CLIENT = SOURCES / "umadb-client.py"


class Server(Peer):
    """Starts a server on an empty database for each measurement."""

    def measure(self, figure, events, clients, together, count):
        with self.bench.fresh() as directory:
            directory.mkdir()
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            settle()
            with running([BUILD / "venv/bin/umadb", "--listen", f"127.0.0.1:{port}", "--db-path", directory],
                         lambda: answers(port), self.bench.directory / "umadb.log"):
                outcome = answer(BUILD / "venv/bin/python", CLIENT, figure, f"http://127.0.0.1:{port}", events, clients, together, count)
        return outcome["events"] / outcome["seconds"]

    def bulk(self, events):
        return self.measure("append", events, 4, 1000, min(self.bench.options.events, 200_000))

    def singles(self, events, clients, count):
        return self.measure("append", events, clients, 1, count)

    def batches(self, events, clients, together, count):
        return self.measure("append", events, clients, together, count)

    def scan(self, events, count):
        return self.measure("scan", events, 4, 1000, count)
