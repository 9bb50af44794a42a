"""The service while it runs."""
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import time

from ..common import command, first_line

# How long a start may take, and an end beyond the time that the service gives itself.
PATIENCE = 60


class Service:
    """`blotter serve` on a log, on a port that is free, with limits given by their names (`stop_seconds=4`).

    Where `waits` is false it may still be about to start, or to make its log."""

    def __init__(self, log, waits=True, **limits):
        words = [word for name, value in limits.items() for word in ("--limit", f"{name.replace('_', '-')}={value}")]
        self.said = open(f"{log}-service.log", "ab")
        self.process = subprocess.Popen(
            command("serve", "--port", "0", *words, log=log), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self.said)
        self.told = None  # when it was told to end
        if waits:
            line = first_line(self.process.stdout, PATIENCE).decode()
            if not re.fullmatch(r"http://127\.0\.0\.1:\d+\n", line):
                self.process.kill()
                raise AssertionError(f"the service does not start: {pathlib.Path(self.said.name).read_text()[-500:]}")
            self.port = int(line.rsplit(":", 1)[1])

    def tell(self, number):
        """Sends it a signal."""
        self.told = time.monotonic()
        self.process.send_signal(number)

    def end(self):
        """Waits for its end; gives the exit code, None where it had to be killed, and the seconds since it was told."""
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            code = None
        took = time.monotonic() - (self.told or 0)
        self.kill()
        return code, took

    def kill(self):
        """Ends it at once, if it has not ended."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.said.close()

    def stop(self):
        """Ends it as whoever keeps it does; gives the same as `end`."""
        self.tell(signal.SIGTERM)
        return self.end()

    @property
    def is_running(self):
        return self.process.poll() is None

    def memory(self):
        """How much memory of its own it has, in MB: mapped files do not count."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1000

    def descriptors(self):
        """How many it holds, but for timers: the runtime makes one when somebody first waits for a time, and keeps it."""
        links = []
        for place in pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                links.append(os.readlink(place))
        return sum(link != "anon_inode:[timerfd]" for link in links)
