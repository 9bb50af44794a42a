"""Running programs and keeping what they took."""
import collections
import json
import os
import pathlib
import subprocess
import threading
import time

# `memory` is the greatest size of memory of its own that was seen, in bytes: mapped files do not count.
Run = collections.namedtuple("Run", "seconds output memory")


def run(*command, stdout=subprocess.PIPE, watch=False, environment=None):
    """Runs a program to its end; where it fails, so does the bench."""
    command = [str(word) for word in command]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})})
    watcher = Watcher(process.pid) if watch else None
    output, errors = process.communicate()
    seconds = time.monotonic() - begun
    if process.returncode != 0:
        raise SystemExit(f"bench: {' '.join(command)} ended with {process.returncode}: {errors.decode(errors='replace')[:2000]}")
    return Run(seconds, output, watcher.end() if watcher else 0)


def answer(*command, **more):
    """Runs a program that prints one line of JSON."""
    return json.loads(run(*command, **more).output)


def settle():
    """Lets the disk finish what others left to it, so that nobody is charged for it."""
    os.sync()


class Watcher:
    """Looks every few milliseconds at how much memory of its own a process has: RssAnon of /proc/PID/status."""

    def __init__(self, pid):
        self.path = pathlib.Path(f"/proc/{pid}/status")
        self.greatest = 0
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        while not self.is_over.wait(0.005):
            try:
                for line in self.path.read_text().splitlines():
                    if line.startswith("RssAnon:"):
                        self.greatest = max(self.greatest, int(line.split()[1]) * 1024)
            except OSError:
                return

    def end(self):
        self.is_over.set()
        self.thread.join()
        return self.greatest
