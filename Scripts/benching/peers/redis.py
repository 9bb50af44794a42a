"""Redis from Debian, with every append flushed, spoken to by a Unix socket alone."""
import subprocess
import tempfile

from ..measure import answer, settle
from . import Peer
from .processes import running, socket_directory

SETTINGS = {"port": "0", "appendonly": "yes", "appendfsync": "always", "save": "", "auto-aof-rewrite-percentage": "0",
            "daemonize": "no", "stream-node-max-entries": "100", "io-threads": "1"}


class Server(Peer):
    """A server that lives as long as the bench, and is emptied before each measurement."""

    def start(self, stack):
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="redis-", dir=self.bench.directory))
        self.socket = socket_directory(stack) / "redis"
        settings = [word for name, value in SETTINGS.items() for word in (f"--{name}", value)]
        stack.enter_context(running(
            ["redis-server", "--unixsocket", self.socket, "--dir", directory, *settings],
            lambda: self.ask("PING") == "PONG", self.bench.directory / "redis.log"))

    def ask(self, *words):
        return subprocess.run(["redis-cli", "-s", self.socket, *words], capture_output=True, text=True).stdout.strip()

    def measure(self, events, clients, in_flight, count):
        self.ask("FLUSHALL", "SYNC")
        settle()
        outcome = answer(self.bench.program("redis"), self.socket, events, clients, in_flight, count)
        if self.ask("XLEN", "events") != str(outcome["events"]):
            raise SystemExit("bench: Redis does not hold what it acknowledged")
        return outcome["events"] / outcome["seconds"]

    def bulk(self, events):
        # Redis reads 16 KiB of a connection at a time and flushes after each round, so many connections share a flush.
        return self.measure(events, 64, 100, 1 << 60)

    def follow(self, events, followers, rate, seconds):
        """Times from the acknowledgement to the arrival, in milliseconds, and the memory of the server."""
        self.ask("FLUSHALL", "SYNC")
        settle()
        outcome = answer(self.bench.program("redis"), "follow", self.socket, events, followers, rate, seconds)
        memory = next(line for line in self.ask("INFO", "memory").splitlines() if line.startswith("used_memory_rss:"))
        return {**outcome, "memory": int(memory.split(":")[1]) / 1e6}

    def singles(self, events, clients, count):
        return self.measure(events, clients, 1, count)
