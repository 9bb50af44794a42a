"""How the cost of an event, memory and the file grow with the log."""
import json
import os

from ..measure import run
from ..results import Contender, Figure
from .lookups import lengths
from .reads import piped


def figures(bench):
    for length in lengths(bench):
        events = bench.events(length)
        seen = {"memory": [], "file": []}

        def append(length=length, events=events, seen=seen):
            with bench.fresh() as log:
                outcome = run(bench.blotter, "append", "--quiet", "--log", log, events, watch=True)
                seen["memory"].append(outcome.memory / 1e6)
                seen["file"].append(used_size(bench, log) / os.path.getsize(events))
                return outcome.seconds / length * 1e6

        title = f"{length:,} events: "
        yield Figure(title + "append", "µs/event", [Contender("Blotter", "whole process, into a new log", append)], is_rate=False)
        yield Figure(title + "`replay` through a pipe", "µs/event", [Contender(
            "Blotter", "whole process",
            lambda length=length: 1e6 / piped(length, bench.blotter, "replay", "--log", bench.log(length)))], is_rate=False)
        for key, words, unit, promise in (
                ("memory", "peak memory of the append", "MB", "of its own (RssAnon), the mapped file not counted"),
                ("file", "data file over JSON lines", "×", "up to the last page in use, what is set aside not counted")):
            yield Figure(title + words, unit, [
                Contender("Blotter", promise, lambda key=key, seen=seen: seen[key].pop(0))], is_rate=False)


def used_size(bench, log):
    """Bytes of the data file up to the last page in use."""
    return json.loads(run(bench.blotter, "stats", "--format", "json", "--log", log).output)["usedSize"]
