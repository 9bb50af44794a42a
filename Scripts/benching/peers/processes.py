"""Servers as child processes, ended by their own numbers."""
import contextlib
import pathlib
import signal
import socket
import subprocess
import tempfile
import time


def socket_directory(stack):
    """A directory for sockets, whose paths may have some hundred bytes only."""
    return pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp")))


def answers(port):
    """Whether something listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(command, is_ready, log, stop=signal.SIGTERM, **more):
    """Runs a server until the end of the block; waits first until it answers."""
    with open(log, "wb") as file:
        process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=file, stderr=file, **more)
    try:
        deadline = time.monotonic() + 30
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"bench: {command[0]} does not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
