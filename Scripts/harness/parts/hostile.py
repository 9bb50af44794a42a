"""Lets crowds of hostile clients loose on the service, one kind after the other and all at once, while a good client works.

The good client appends and reads, and 99 of 100 of its requests must be answered in time. The service's own memory must stay
under a limit, nobody may end it, what the good client was acknowledged must be there, and when the crowd has gone so have
its connections. Where a time is not held it is measured again; where it is held never, the attack fails, unless other
programs took so much of the processors each time that nothing can be told.

The control is a service whose limits are off: a header may take an hour, and there are no more places than the crowd takes.
"""
import contextlib
import json
import os
import pathlib
import random
import subprocess
import sys
import threading
import time

from ..common import figures, first_line, line, replayed, run
from .crowd import PATIENCE
from .http import Connection, Gone
from .serving import Service

# What hostile clients do, and how many do it at once.
CROWDS = {
    "slow_header": 300, "endless_header": 8, "endless_body": 8, "held_body": 100, "held_line": 300, "bomb": 8,
    "deaf_follower": 500, "deaf_view": 200, "deaf_reader": 100, "slow_reader": 200, "garbage": 20, "half_closed": 50,
    "fickle_follower": 50,
}
# 99 of 100 requests of the good client are answered within so many milliseconds.
SLOWEST = 100
# How much memory of its own the service may have, in MB, whatever is done to it: a half more than was seen on a machine that
# was busy with other things, where everything waits longer. On its own it was 600.
MEMORY = 1500
# Which share of the processors others may take where a time that is not held is held against the service.
OTHERS = 0.2
# How often the times are measured where they are not held.
TRIES = 4


class Crowd:
    """A process of hostile clients of one kind."""

    def __init__(self, service, seed, kind, count):
        words = [sys.executable, str(pathlib.Path(__file__).with_name("crowd.py")), service.port, seed, kind, count]
        self.kind = kind
        self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def wait(self):
        """Until all of them are at it."""
        return first_line(self.process.stdout, 2 * PATIENCE) == b"ready\n"

    def end(self):
        """Ends it; gives what its clients have met, nothing where it does not say so in time."""
        try:
            said = self.process.communicate(timeout=60)[0].splitlines()
            return json.loads(said[-1]) if said and said[-1].startswith(b"{") else {}
        except subprocess.TimeoutExpired:
            return {}
        finally:
            self.process.kill()
            self.process.wait()


def ticks(pid):
    """How much of the processors a process has taken, in ticks of the system's clock."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


class Processors:
    """How much others take of the processors while something is measured."""

    def __init__(self, processes):
        self.processes = processes
        self.begun = self._taken()

    def _taken(self):
        user, nice, system = map(int, pathlib.Path("/proc/stat").read_text().split()[1:4])
        # What interrupts take is no program's, and the good client and this program are children of it, or itself.
        own = sum(map(ticks, self.processes)) + sum(os.times()[:4]) * os.sysconf("SC_CLK_TCK")
        return user + nice + system - own, time.monotonic()

    def others(self):
        """The share that others have taken since it was made."""
        (begun, start), (ended, now) = self.begun, self._taken()
        return max(0, (ended - begun) / os.sysconf("SC_CLK_TCK") / (now - start) / os.cpu_count())


class Watch:
    """Looks all the time at how much memory of its own the service has."""

    def __init__(self, service):
        self.service, self.most = service, 0
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        while not self.is_over.wait(0.02):
            with contextlib.suppress(OSError, TypeError):
                self.most = max(self.most, self.service.memory())

    def end(self):
        self.is_over.set()
        self.thread.join()
        return self.most


class Attack:
    def __init__(self, options, report, log):
        self.options, self.report, self.log = options, report, log
        self.random = random.Random(options.seed)
        self.acknowledged = []
        self.names = 0
        self.service = None
        # After how many seconds without an answer the good client gives up.
        self.patience = 5 if options.lie else 60
        # The short form runs beside everything else, and only notices what hangs.
        self.slowest = SLOWEST if options.seconds >= 10 else 60_000

    def start(self, **limits):
        self.service = Service(self.log, **limits)
        self.watch = Watch(self.service)

    def good(self):
        """What the good client took for its requests, in milliseconds, and what went wrong."""
        self.names += 1
        outcome = subprocess.run(
            [sys.executable, pathlib.Path(__file__).with_name("good.py"), str(self.service.port), str(self.options.seconds),
             str(self.patience), f"good-{self.names}"], stdout=subprocess.PIPE, timeout=600, check=True)
        taken = json.loads(outcome.stdout)
        self.acknowledged += taken["acknowledged"]
        return taken

    def withstand(self, kinds):
        """One attack by some kinds at once."""
        name = " and ".join(kinds) if len(kinds) < 3 else "all at once"
        before = self.service.descriptors()
        crowds = [Crowd(self.service, self.random.randrange(1 << 30), kind, count) for kind, count in kinds.items()]
        try:
            self.report.expect(all(crowd.wait() for crowd in crowds), f"{name}: the crowd is there")
            tries = []
            while len(tries) < TRIES:
                processors = Processors([self.service.process.pid, *(crowd.process.pid for crowd in crowds)])
                taken = self.good()
                others = processors.others()
                times = sorted(taken["appends"] + taken["timelines"])
                tries.append((times[len(times) * 99 // 100] if times else 1e9, others, times, taken))
                # What is refused or unanswered is no noise.
                if tries[-1][0] < self.slowest or taken["faults"]:
                    break
            slowest, _, times, taken = min(tries, key=lambda one: one[0])
            others = min(one[1] for one in tries)
        finally:
            met = {}
            for crowd in crowds:
                for what, count in crowd.end().items():
                    met[what] = met.get(what, 0) + count
        self.report.expect(not taken["faults"], f"{name}: the good client is served", taken["faults"][:3])
        if slowest >= self.slowest and others > OTHERS and times:
            self.report.say(f"  {name}: other programs took {others:.0%} of the processors and more, so the next cannot be judged")
        elif times:
            self.report.expect(
                slowest < self.slowest, f"{name}: 99 of 100 answers to the good client within {self.slowest} ms", figures(times))
        if not self.report.expect(self.service.is_running, f"{name}: the service lives"):
            return False
        self.report.expect(self.is_free(before), f"{name}: its connections have gone with it",
                           f"{self.service.descriptors()} descriptors, {before} before")
        again = f", at the {len(tries)}th time" if len(tries) > 1 else ""
        self.report.say(f"  {name}: the good client's answers{again}: {figures(times)}; {self.watch.most:.0f} MB at most by "
                        f"then, {self.service.memory():.0f} after it; the crowd met: "
                        + ", ".join(f"{what} {count}" for what, count in sorted(met.items())))
        return True

    def is_free(self, before):
        """Waits until the service has no more descriptors than before."""
        deadline = time.monotonic() + 60
        while self.service.descriptors() > before and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.service.descriptors() <= before

    def end(self):
        most = self.watch.end()
        self.report.expect(most < MEMORY, f"the service has less than {MEMORY} MB of memory of its own", f"{most:.0f} MB")
        code, took = self.service.stop()
        self.report.expect(code == 0, "the service ends with 0 after all that", code)
        there = {(event["incident"], event["id"]): event["position"] for event in replayed(self.log)}
        lost = [one for one in self.acknowledged if there.get((one[0], one[1])) != one[2]]
        self.report.expect(not lost, "what the good client was acknowledged is there", lost[:5])
        return most


def prepare(log, options):
    """Events enough to fill whatever takes them without being read."""
    text = b"".join(
        line(f"old-{number % 40}", f"o{number}", json.dumps({"summary": f"{number}", "detail": "x" * 2000}))
        for number in range(options.events))
    run("append", "--quiet", log=log, input=text, timeout=600)


def hostile(options, report, directory):
    """All kinds, one after the other and together."""
    began = time.monotonic()
    log = f"{directory}/log"
    prepare(log, options)
    attack = Attack(options, report, log)
    counts = {kind: max(2, int(CROWDS[kind] * options.crowd)) for kind in (["slow_header"] if options.lie else options.kinds)}
    # Without the limits one kind is enough.
    attack.start(**({"header_seconds": 3600, "connections": counts["slow_header"]} if options.lie else {}))
    try:
        taken = attack.good()
        report.say(f"  the good client alone: {figures(taken['appends'] + taken['timelines'])}")
        chosen = [{kind: count} for kind, count in counts.items()] if not options.together else []
        if len(counts) > 1:
            chosen.append(counts)
        for crowds in chosen:
            if not attack.withstand(crowds):
                break
        most = attack.end()
    finally:
        attack.service.kill()
    report.say(f"hostile: {len(chosen)} attacks, {len(attack.acknowledged)} events of the good client; the service had "
               f"{most:.0f} MB of its own at most; {time.monotonic() - began:.0f} s")
