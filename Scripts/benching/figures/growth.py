"""How the cost of an event, memory and the file grow with the log."""
import collections
import os

from ..measure import run
from ..results import Contender, Figure
from .lookups import lengths
from .reads import piped


def figures(bench):
    # What an append shows beside its time, by the number of events, taken by the figures after it.
    seen = collections.defaultdict(list)

    def append(length):
        def measure():
            events = bench.events(length)
            with bench.fresh() as log:
                outcome = run(bench.blotter, "append", "--quiet", "--log", log, events, watch=True)
                seen["memory", length].append(outcome.memory / 1e6)
                seen["file", length].append(bench.expect(log, length)["usedSize"] / os.path.getsize(events))
                return outcome.seconds / length * 1e6
        return measure

    def replay(length):
        return lambda: 1e6 / piped(length, bench.blotter, "replay", "--log", bench.log(length))

    def kept(key):
        return lambda length: lambda: seen[key, length].pop(0)

    for title, unit, promise, measure in (
            ("append, by the number of events", "µs/event", "whole process, into a new log, durable", append),
            ("`replay` through a pipe, by the number of events", "µs/event", "whole process, warm", replay),
            ("peak memory of the append", "MB", "its own (RssAnon), the mapped file not counted", kept("memory")),
            ("data file over the JSON lines", "×", "up to the last page in use; what is set aside is not counted", kept("file"))):
        contenders = []
        for length in lengths(bench):
            contenders.append(Contender(f"Blotter, {length:,} events", promise, measure(length)))
        yield Figure(title, unit, contenders, is_rate=False, is_growth=True)
