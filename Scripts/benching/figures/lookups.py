"""What must not grow with the log: conditions, reads by tag, by kind, of one incident."""
from ..measure import run
from ..results import Contender, Figure


def lengths(bench):
    """10,000 events and ten times as many each, up to as many as are appended in bulk."""
    found = [length for length in (10 ** power for power in range(4, 9)) if length <= bench.options.events]
    return found or [bench.options.events]


def figures(bench):
    def look_up(figure, length):
        def measure():
            outcome = bench.measure_inside(figure, bench.log(length), bench.events(length), 1000)
            return outcome["seconds"] / outcome["events"] * 1e6
        return measure

    def condition(length):
        """What 10,000 conditional appends take beyond as many without a condition, each of them."""
        def measure():
            others = bench.events(10_000, seed=2)
            times = []
            for figure in ("condition", "unconditional"):
                with bench.fresh() as copy:
                    run("cp", "-r", bench.log(length), copy)
                    outcome = bench.measure_inside(figure, copy, others, 10_000)
                    times.append(outcome["seconds"] / outcome["events"] * 1e6)
            return max(0.0, times[0] - times[1])
        return measure

    def over_lengths(title, unit, promise, measure):
        contenders = []
        for length in lengths(bench):
            contenders.append(Contender(f"Blotter, {length:,} events", promise, measure(length)))
        return Figure(title, unit, contenders, is_rate=False, is_growth=True)

    yield over_lengths(
        "what a condition by tag, kind and incident adds to an append", "µs",
        "in-process, the log's events are the writer's past; 1,000 appends handed in together", condition)
    for figure, title in (("tag", "read by tag, 100 events from any place on"),
                          ("kind", "read by kind, 100 events from any place on"), ("incident", "read of one incident, all of it")):
        yield over_lengths(
            title, "µs/event", "in-process, of those returned", lambda length, figure=figure: look_up(figure, length))
