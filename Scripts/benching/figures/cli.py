"""What a person waits for: whole processes on a long log."""
import json

from ..measure import run
from ..results import Contender, Figure

REPEATS = 10


def figures(bench):
    count = bench.options.events
    log = bench.directory / f"story-{count}"
    if not log.exists():
        run("cp", "-r", bench.log(count), log)
        run(bench.blotter, "append", "--quiet", "--log", log, story(bench, 1000))

    def best_of(*arguments, before=None):
        """The quickest of some runs, in milliseconds: whatever else the machine does only adds."""
        def measure():
            times = []
            for _ in range(REPEATS):
                if before:
                    before()
                times.append(run(bench.blotter, *arguments).seconds * 1000)
            return min(times)
        return measure

    def one_more():
        run(bench.blotter, "append", "--quiet", "--log", log, story(bench, 1))

    promise = f"whole process, the quickest of {REPEATS} runs"
    for title, arguments, before in (
        ("`blotter --version`", ["--version"], None),
        (f"`timeline` of an incident of 1,000 events in a log of {count:,}", ["timeline", "bench-story", "--log", log], None),
        (f"`snapshot` of it", ["snapshot", "bench-story", "--log", log], None),
        (f"`incidents --limit 50` of {max(1, count // 10):,}", ["incidents", "--limit", "50", "--log", log], None),
        ("the same right after an append", ["incidents", "--limit", "50", "--log", log], one_more),
    ):
        yield Figure(title, "ms", [Contender("Blotter", promise, best_of(*arguments, before=before))], is_rate=False)


def story(bench, events):
    """A file with events of one incident, told among others."""
    path = bench.directory / f"story-{events}.jsonl"
    with open(path, "w") as file:
        for number in range(events):
            file.write(json.dumps({
                "incident": "bench-story", "kind": ("reported", "responded", "updated")[number % 3],
                "occurred": f"2024-03-22T{number // 60 % 24:02}:{number % 60:02}Z", "by": "desk-1",
                "body": {"summary": f"Entry {number} of the story", "source": {"name": f"Desk {number % 7}", "grade": "B2"},
                         "figures": [{"measure": "injured", "best": number // 10}]}}) + "\n")
    return path
