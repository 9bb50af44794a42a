"""A service on a log of its own, on a free port of the loopback address."""
import json
import pathlib
import shlex
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Service:
    def __init__(self, program, command):
        self.program, self.command = program, command
        self.directory = tempfile.TemporaryDirectory(prefix="blotter-browse-")
        self.log = f"{self.directory.name}/log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        words = [word.format(program=self.program, log=self.log, port=self.port) for word in shlex.split(self.command)]
        self.output = open(f"{self.directory.name}/serve.log", "ab")
        self.process = subprocess.Popen(words, stdout=self.output, stderr=self.output, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(self.address + "/", timeout=5).read()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    said = pathlib.Path(self.directory.name, "serve.log").read_text(errors="replace")[-2000:]
                    raise SystemExit(f"the service did not start: {said}")
                time.sleep(0.05)

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def close(self):
        self.stop()
        self.directory.cleanup()

    def append(self, *events):
        """Appends through the command line, as another process does; gives the revision of each."""
        lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
        done = subprocess.run(
            [self.program, "append", "--log", self.log, "--format", "json", "-"], input=lines.encode(),
            capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line)["revision"] for line in done.stdout.splitlines()]

    def token(self, *flags):
        """Makes a token; gives its text."""
        done = subprocess.run([self.program, "token", "create", "--log", self.log, *flags], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[0]

    def append_story(self, name):
        subprocess.run(
            [self.program, "append", "--log", self.log, "--quiet", str(ROOT / "seeds" / f"{name}.jsonl")], check=True)


def event(incident, summary, kind="reported", **rest):
    """One event as a line of JSON; what is no field of the envelope stands in the body."""
    envelope = {"incident": incident, "kind": kind}
    body = {"summary": summary}
    for name, value in rest.items():
        (envelope if name in ("occurred", "published", "tags", "id", "by") else body)[name] = value
    return envelope | {"body": body}
