"""What must not grow with the log: conditions, reads by tag, by kind, of one incident."""
from ..results import Contender, Figure
from ..measure import run


def lengths(bench):
    """10,000 events and ten times as many each, up to as many as are appended in bulk."""
    length = 10_000
    while length <= bench.options.events:
        yield length
        length *= 10


def figures(bench):
    for length in lengths(bench) or ():
        log = bench.log(length)
        events = bench.events(length)

        def each(figure, log=log, events=events):
            outcome = bench.measure_inside(figure, log, events, 500)
            return outcome["seconds"] / outcome["events"] * 1e6

        def condition(log=log, count=min(10_000, length)):
            others = bench.events(count, seed=2)
            values = []
            for figure in ("condition", "unconditional"):
                with bench.fresh() as copy:
                    run("cp", "-r", log, copy)
                    outcome = bench.measure_inside(figure, copy, others, count)
                    values.append(outcome["seconds"] / outcome["events"] * 1e6)
            return max(0.0, values[0] - values[1])

        title = f"in a log of {length:,} events: "
        yield Figure(title + "what a condition by tag, kind and incident adds to an append", "µs", [
            Contender("Blotter", "in-process; 1,000 appends handed in together", condition)], is_rate=False)
        for figure, words in (("tag", "by tag, 100 from any place on"), ("kind", "by kind, 100 from any place on"),
                              ("incident", "of one incident, all")):
            yield Figure(title + f"a read {words}", "µs/event", [
                Contender("Blotter", "in-process, of those returned", lambda figure=figure: each(figure))], is_rate=False)
