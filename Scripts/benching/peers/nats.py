"""NATS JetStream from Debian, spoken to over TCP on the loopback, which is its only way."""
import pathlib
import re
import shutil
import socket

from ..measure import answer, settle
from . import Peer
from .processes import answers, running

# Where Debian puts it, which is not on the path of everybody.
PROGRAM = shutil.which("nats-server") or "/usr/sbin/nats-server"

# Debian's 2.9.10 refuses `sync_interval`: it acknowledges what it has written and flushes every two minutes, and knows of
# nothing else. So there are no settings for the promise of the others.
SETTINGS = """listen: "127.0.0.1:{port}"
jetstream {{ store_dir: "{directory}" }}
"""


class Server(Peer):
    """Starts a server on an empty store for each measurement."""

    def measure(self, mode, events, *words):
        """What the client says, with the memory of the server's own afterwards, in MB."""
        with self.bench.fresh() as directory:
            directory.mkdir()
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            settings = directory / "nats.conf"
            settings.write_text(SETTINGS.format(port=port, directory=directory))
            settle()
            with running([PROGRAM, "--config", settings], lambda: answers(port), self.bench.directory / "nats.log") as process:
                outcome = answer(self.bench.program("nats"), mode, port, events, *words)
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        return {**outcome, "memory": int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1000}

    def singles(self, events, clients, count):
        outcome = self.measure("append", events, clients, count)
        return outcome["events"] / outcome["seconds"]

    def follow(self, events, followers, rate, seconds):
        """Times from the acknowledgement to the arrival, in milliseconds, and the memory of the server."""
        return self.measure("follow", events, followers, rate, seconds)
