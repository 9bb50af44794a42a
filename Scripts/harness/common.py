"""What every attack needs: the program, a directory of its own, the journal of acknowledgements, and the report.

The journal is the oracle. It is kept by whoever attacks, never by the program: an event stands in it as soon as the
program has acknowledged it, with its position, its revision and the bytes of its body. `check` compares a log with it.
"""
import collections
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("BLOTTER") or str(ROOT / ".build/release/blotter")


class Report:
    """Counts what held and what did not, and says so."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def expect(self, holds, claim, detail=""):
        """One claim: it holds, or it is a failure that is printed at once."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {claim}" + (f": {detail}" if detail != "" else ""), flush=True)
        return holds

    def say(self, line):
        print(line, flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


@contextlib.contextmanager
def scratch(parent=None):
    """A directory that is removed at the end, unless SOAK_KEEP is set."""
    path = tempfile.mkdtemp(prefix="blotter-soak-", dir=parent)
    try:
        yield path
    finally:
        if os.environ.get("SOAK_KEEP"):
            print(f"kept {path}", flush=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


def command(*arguments, log=None):
    """The command line of a run on a log."""
    return [PROGRAM, *map(str, arguments), *(["--log", log] if log else [])]


def run(*arguments, log=None, input=None, timeout=120, **more):
    """Runs the program to its end; output and errors as bytes."""
    return subprocess.run(
        command(*arguments, log=log), input=input, capture_output=True, timeout=timeout,
        **({"stdin": subprocess.DEVNULL} if input is None else {}), **more)


def line(incident, id, body, **more):
    """One event as a line for `append`; `body` is the text of the JSON object, kept byte for byte."""
    envelope = json.dumps({"incident": incident, "id": id, **{"kind": "reported", **more}})
    return f'{envelope[:-1]},"body":{body}}}\n'.encode()


def replayed(log):
    """All events of a log in its order, each with the bytes of its body under `bodyText`."""
    outcome = run("replay", log=log)
    if outcome.returncode == 66 and b"is empty" in outcome.stderr:
        return []
    if outcome.returncode != 0:
        raise AssertionError(f"replay ended with {outcome.returncode}: {outcome.stderr.decode(errors='replace')}")
    events = []
    for text in outcome.stdout.decode().splitlines():
        event = json.loads(text)
        # `body` is the last member of a replayed line.
        event["bodyText"] = text[text.index(',"body":') + len(',"body":'):-1]
        events.append(event)
    return events


class Journal:
    """What was offered to the program and what it acknowledged."""

    Ack = collections.namedtuple("Ack", "position revision")

    def __init__(self):
        self.offered = {}  # (incident, id) -> body text
        self.batches = []  # lists of (incident, id) that were offered all or nothing
        self.acks = {}     # (incident, id) -> Ack
        self.faults = []

    def offer(self, incident, id, body):
        self.offered[incident, id] = body

    def offer_together(self, keys):
        self.batches.append(list(keys))

    def acknowledge(self, answer):
        """Takes one answer of `append --format json` (a dict or a line). A repeat must get the same place."""
        answer = answer if isinstance(answer, dict) else json.loads(answer)
        key = answer["incident"], answer["id"]
        ack = self.Ack(answer["position"], answer["revision"])
        if self.acks.setdefault(key, ack) != ack:
            self.faults.append(f"{key} was acknowledged at {self.acks[key]} and at {ack}")

    def check(self, log):
        """Compares a log with the journal; gives the faults, each a sentence."""
        faults = list(self.faults)
        try:
            events = replayed(log)
        except (AssertionError, ValueError) as error:
            return faults + [str(error)]
        seen = {}
        revisions = collections.Counter()
        for index, event in enumerate(events):
            key = event["incident"], event["id"]
            if event["position"] != index + 1:
                faults.append(f"line {index + 1} of the replay has position {event['position']}")
            revisions[event["incident"]] += 1
            if event["revision"] != revisions[event["incident"]]:
                faults.append(f"{key} has revision {event['revision']}, not {revisions[event['incident']]}")
            if key in seen:
                faults.append(f"{key} is there twice")
            seen[key] = event
            if key not in self.offered:
                faults.append(f"{key} was never offered")
            elif event["bodyText"] != self.offered[key]:
                faults.append(f"the body of {key} is not as it was given")
        for key, ack in self.acks.items():
            event = seen.get(key)
            if event is None:
                faults.append(f"{key} was acknowledged at {ack} and is not there")
            elif (event["position"], event["revision"]) != ack:
                faults.append(f"{key} was acknowledged at {ack} and stands at {event['position']}, {event['revision']}")
        for batch in self.batches:
            there = sum(key in seen for key in batch)
            if there not in (0, len(batch)):
                faults.append(f"of a batch of {len(batch)} events {there} are there")
        return faults
