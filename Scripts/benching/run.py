"""Runs the figures in turns and tells what came of them."""
import contextlib
import importlib
import os
import pathlib
import platform
import tempfile
import time

from . import FIGURES, report
from .measure import answer, run as start, settle
from .prepare import BUILD, ROOT, SOURCES, build, compile_programs, install, say

# Between these the README has its table.
BEGIN, END = "<!-- from here Scripts/bench --publish -->", "<!-- to here -->"


class Bench:
    """What a figure works with: the options, the programs, the events, and directories that do not stay."""

    def __init__(self, options, directory, stack):
        self.options = options
        self.directory = pathlib.Path(directory)
        self.stack = stack
        self.servers = {}
        # $BLOTTER as for Scripts/soak; the program that measures from inside stands beside it.
        self.blotter = pathlib.Path(os.environ.get("BLOTTER") or ROOT / ".build/release/blotter")
        self.inside = self.blotter.parent / "blotter-bench"

    def has(self, peer):
        return peer in self.options.peers

    def program(self, name):
        """A program in C."""
        return BUILD / name

    def events(self, count, active=200, seed=1):
        """A file of events, of which ten belong to one incident on average; 0 active: to any of them. Made once."""
        path = self.directory / f"events-{count}-{active}-{seed}.jsonl"
        if not path.exists():
            with open(path, "wb") as file:
                start(self.program("events"), count, max(1, count // 10), active, seed, stdout=file)
        return path

    @contextlib.contextmanager
    def fresh(self):
        """A path at which nothing stands, for a log or a database; what is there at the end is removed."""
        with tempfile.TemporaryDirectory(dir=self.directory) as parent:
            settle()
            yield pathlib.Path(parent) / "new"

    def log(self, count, active=200):
        """A log that holds that many events, for figures that read. Made once."""
        path = self.directory / f"log-{count}-{active}"
        if not path.exists():
            start(self.blotter, "append", "--quiet", "--log", path, self.events(count, active))
            settle()
        return path

    def expect(self, log, count):
        """Insists that a log holds that many events; gives what `stats` says of it."""
        found = answer(self.blotter, "stats", "--format", "json", "--log", log)
        if found["events"] != count:
            raise SystemExit(f"bench: the log holds {found['events']} events, not {count}")
        return found

    def server(self, name):
        """A peer's server; started when it is asked for first, stopped at the end of the bench."""
        if name not in self.servers:
            module = importlib.import_module(f"benching.peers.{name}")
            self.servers[name] = self.stack.enter_context(module.Server(self))
        return self.servers[name]

    def measure_inside(self, figure, log, events, count):
        """What `blotter-bench` measures; `flushes` is how often it flushed in all."""
        counted = self.directory / "flushes"
        outcome = answer(
            self.inside, figure, log, events, count,
            environment={"LD_PRELOAD": str(self.program("flushes.so")), "BENCH_FLUSHES": str(counted)})
        return {**outcome, "flushes": int(counted.read_text())}


def run(options):
    """Everything that `Scripts/bench` does; gives its exit code."""
    if options.no_build:
        compile_programs(options.peers)
    else:
        install(options.peers)
        build(options.peers)
    directory = pathlib.Path(options.directory or BUILD)
    directory.mkdir(parents=True, exist_ok=True)
    figures = []
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="run-", dir=directory))
        os.chmod(scratch, 0o755)
        bench = Bench(options, scratch, stack)
        begun = Moment()
        for name in options.figures or FIGURES:
            say(f"{name}: {FIGURES[name]}")
            for figure in importlib.import_module(f"benching.figures.{name}").figures(bench):
                take_turns(figure, options.rounds)
                figures.append(figure)
    # By now every server has ended, so that what it took is known.
    said = conditions(options, begun, Moment())
    print(report.text(figures))
    path = pathlib.Path(options.report)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report.markdown(figures, said))
    say(f"the table with the settings of each is in {path}")
    if options.publish:
        publish(figures, said)
    return 0


def publish(figures, said):
    """Puts the whole table into `Benchmarks/RESULTS.md` and the short one into the README, between its two marks."""
    (SOURCES / "RESULTS.md").write_text("# What Scripts/bench measured\n\n" + report.markdown(figures, said))
    readme = ROOT / "README.md"
    before, rest = readme.read_text().split(BEGIN)
    _, after = rest.split(END)
    readme.write_text(f"{before}{BEGIN}\n{report.summary(figures, said)}{END}{after}")


def take_turns(figure, rounds):
    """Round by round everybody once, each round beginning with another, so that nobody is always the first."""
    for turn in range(rounds):
        contenders = figure.contenders
        for contender in contenders[turn % len(contenders):] + contenders[:turn % len(contenders)]:
            value = contender.measure()
            contender.values.append(value)
            say(f"  {turn + 1}/{rounds}  {figure.title}, {contender.name}: {report.number(value)} {figure.unit}")


class Moment:
    """A moment, with the seconds that all processors have been at work by then, and those that this program had them be."""

    def __init__(self):
        self.time = time.monotonic()
        numbers = [int(word) for word in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
        # All but idling and waiting for the disk.
        self.all = (sum(numbers) - numbers[3] - numbers[4]) / os.sysconf("SC_CLK_TCK")
        self.own = sum(os.times()[:4])


def conditions(options, begun, ended):
    """On what it was measured, as a sentence."""
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    seconds = ended.time - begun.time
    others = ((ended.all - begun.all) - (ended.own - begun.own)) / seconds / os.cpu_count()
    return (f"{options.events:,} events in bulk, {options.rounds} rounds in turns, {seconds:.0f} s in all; "
            f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Linux {platform.release().split('-')[0]}."
            + (f" Other programs took {others:.0%} of the processor, so that all of it is slower than it could be."
               if others > 0.1 else ""))
