"""Reading the whole log: as JSON lines, as events, with a filter, with SHA-256."""
import subprocess
import time

from ..measure import answer, run, settle
from ..results import Contender, Figure


def piped(count, *command):
    """Events a second of a program that writes into a pipe, which `wc` reads."""
    begun = time.monotonic()
    writer = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    reader = subprocess.Popen(["wc", "-c"], stdin=writer.stdout, stdout=subprocess.PIPE)
    writer.stdout.close()
    size = int(reader.communicate()[0])
    if writer.wait() != 0 or size == 0:
        raise SystemExit(f"bench: {' '.join(map(str, command))} ended with {writer.returncode}")
    return count / (time.monotonic() - begun)


def figures(bench):
    count = bench.options.events
    log = bench.log(count)
    lines = bench.directory / "replayed.jsonl"
    if not lines.exists():
        with open(lines, "wb") as file:
            run(bench.blotter, "replay", "--log", log, stdout=file)
    yield Figure("`replay` as JSON lines through a pipe into `wc`, warm", "events/s", [
        Contender("Blotter", "whole process; every checksum verified", lambda: piped(count, bench.blotter, "replay", "--log", log)),
        Contender("cat", "the limit: the same bytes from a file into the same reader", lambda: piped(count, "cat", lines)),
    ])

    def inside(figure):
        outcome = bench.measure_inside(figure, log, bench.events(count), 1)
        return outcome["events"] / outcome["seconds"]

    scans = [
        Contender("Blotter", "in-process, as projections read: shown where it lies; both checksums of every record verified",
                  lambda: inside("scan")),
        Contender("Blotter, with all words", "the same as `replay` reads: ids and times written out too", lambda: inside("visit"))]
    if bench.has("sqlite"):
        database = bench.directory / "scan.sqlite"
        if not database.exists():
            answer(bench.program("sqlite"), "bulk", bench.events(count), database, 0)
        scans.append(Contender(
            "SQLite", "every row, the body's bytes touched; nothing verified",
            lambda: count / answer(bench.program("sqlite"), "scan", "-", database, 1)["seconds"]))
    if bench.has("umadb"):
        scans.append(Contender(
            "UmaDB", "one client reads all; gRPC over TCP on loopback, Python client",
            lambda: bench.server("umadb").scan(bench.events(count), min(count, 200_000))))
    if bench.has("lmdb"):
        directory = bench.directory / "scan.lmdb"
        if not directory.exists():
            answer(bench.program("lmdb"), "bulk", bench.events(count), directory, 8192)
        scans.append(Contender(
            "raw LMDB", "the limit: a cursor over the records, every byte touched",
            lambda: count / answer(bench.program("lmdb"), "scan", "-", directory, 1)["seconds"]))
    yield Figure("scan of every event", "events/s", scans)
    yield Figure("scan with a filter on headers that rejects", "events/s", [
        Contender("Blotter", "in-process, for streams that the log does not have, as each half of a fold on two cores passes over the other's",
                  lambda: inside("headers"))])
    yield Figure("a filter that rejects what it looks at: two tags that no event has together", "events/s", [
        Contender("Blotter", "in-process; the tags' indexes lead to every event, its envelope's checksum is verified, no body is read",
                  lambda: inside("reject"))])
    yield Figure("`replay --text`, a word that no event has", "events/s", [
        Contender("Blotter", "whole process; the bytes of every event looked through, every checksum verified",
                  lambda: count / run(bench.blotter, "replay", "--text", "zeppelin", "--log", log).seconds)])
    yield Figure("`verify`: records, SHA-256, every index entry, every page", "events/s", [
        Contender("Blotter", "whole process", lambda: count / run(bench.blotter, "verify", "--log", log).seconds)])
    yield Figure("`rebuild --indexes`", "events/s", [Contender("Blotter", "whole process, durable", lambda: rebuild(bench, count))])
    yield Figure("`rebuild`: all projections made anew", "events/s", [
        Contender("Blotter", "whole process, durable; every checksum verified",
                  lambda: count / run(bench.blotter, "rebuild", "--log", log).seconds)])


def rebuild(bench, count):
    with bench.fresh() as log:
        run("cp", "-r", bench.log(count), log)
        # The first question to the indexes of a file that was copied walks all of its pages.
        run(bench.blotter, "replay", "--incident", "inc-0000000", "--log", log)
        settle()
        return count / run(bench.blotter, "rebuild", "--indexes", "--log", log).seconds
