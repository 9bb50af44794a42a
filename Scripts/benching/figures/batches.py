"""4 writers at once, 1,000 events an append, all of it or none."""
from ..results import Contender, Figure


def figures(bench):
    count = min(400_000, bench.options.events)
    events = bench.events(bench.options.events)

    def inside():
        with bench.fresh() as log:
            outcome = bench.measure_inside("batches", log, events, count)
            return outcome["events"] / outcome["seconds"]

    def contenders():
        yield Contender("Blotter", "in-process: 4 tasks, 1,000 events an append", inside)
        if bench.has("umadb"):
            yield Contender(
                "UmaDB", "4 clients in a process each, 1,000 events an append; gRPC over TCP on loopback, events made beforehand",
                lambda: bench.server("umadb").batches(events, 4, 1000, count))

    yield Figure("4 writers at once, 1,000 events an append", "events/s", list(contenders()))
