"""PostgreSQL 15 from Debian, in a directory of its own, spoken to by a Unix socket alone."""
import os
import pwd
import signal
import subprocess
import tempfile

from ..measure import answer, settle
from ..prepare import say
from . import Peer
from .processes import running, socket_directory

PROGRAMS = "/usr/lib/postgresql/15/bin"

# The best for the promise that what is committed is on the disk: fsync, full_page_writes and synchronous_commit stay on.
SETTINGS = {
    "listen_addresses": "", "synchronous_commit": "on", "shared_buffers": "1GB", "max_wal_size": "8GB", "wal_buffers": "64MB",
    "checkpoint_timeout": "1h", "max_connections": "100", "autovacuum": "off", "jit": "off", "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Server(Peer):
    """A cluster that lives as long as the bench. PostgreSQL refuses root, so it runs as its own user there."""

    def start(self, stack):
        self.sockets = socket_directory(stack)
        parent = self.bench.directory
        user = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            if not all(one.stat().st_mode & 0o001 for one in (parent, *parent.parents)):
                say(f"the user postgres cannot reach {parent}, so its files are in /var/tmp")
                parent = None
        self.directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="postgres-", dir=parent or "/var/tmp"))
        if user:
            for path in (self.directory, self.sockets):
                os.chown(path, account.pw_uid, account.pw_gid)
        data = f"{self.directory}/data"
        subprocess.run([f"{PROGRAMS}/initdb", f"--pgdata={data}", "--auth=trust", "--username=bench", "--encoding=UTF8", "--locale=C"],
                       check=True, stdout=subprocess.DEVNULL, cwd=self.directory, **user)
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        ready = [f"{PROGRAMS}/pg_isready", "--quiet", f"--host={self.sockets}", "--username=bench", "--dbname=postgres"]
        # SIGINT asks for a fast stop: whoever is connected is sent away.
        stack.enter_context(running(
            [f"{PROGRAMS}/postgres", "-D", data, "-k", self.sockets, *settings],
            lambda: subprocess.run(ready).returncode == 0, self.bench.directory / "postgres.log", stop=signal.SIGINT,
            cwd=self.directory, **user))

    def measure(self, figure, events, clients, count):
        settle()
        outcome = answer(self.bench.program("postgres"), figure, events,
                         f"host={self.sockets} user=bench dbname=postgres", clients, count)
        return outcome["events"] / outcome["seconds"]

    def bulk(self, events):
        return self.measure("bulk", events, 0, 0)

    def singles(self, events, clients, count):
        return self.measure("clients", events, clients, count)
