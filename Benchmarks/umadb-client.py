"""Appends to a UmaDB server, or reads it whole: umadb-client.py append|scan URL EVENTS CLIENTS TOGETHER COUNT

Events are made before the clock starts. The clients are threads in up to 4 processes, so that Python's lock does not hold them up.
"""
import json
import multiprocessing
import multiprocessing.connection
import sys
import threading
import time


def lines(path, count):
    """The first events of a file: kind, the line, the incident, the tags."""
    with open(path, "rb") as file:
        for _, line in zip(range(count), file):
            yield json.loads(line), line.rstrip(b"\n")


def work(url, path, count, process, processes, threads, together, barrier):
    """One process: its share of the requests, spread over its threads."""
    import umadb

    events = [
        umadb.Event(event["kind"], line, [f"incident:{event['incident']}", *event["tags"]])
        for index, (event, line) in enumerate(lines(path, count)) if index // together % processes == process]
    requests = [events[begin:begin + together] for begin in range(0, len(events), together)]

    def client(number):
        mine = umadb.Client(url)
        mine.head()
        begin.wait()
        for request in requests[number::threads]:
            mine.append(request)

    begin = threading.Barrier(threads + 1)
    running = [threading.Thread(target=client, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    barrier.wait(600)
    begin.wait()
    for thread in running:
        thread.join()
    barrier.wait(600)


def append(url, path, clients, together, count):
    processes = min(4, clients)
    barrier = multiprocessing.Barrier(processes + 1)
    children = [
        multiprocessing.Process(target=work, args=(url, path, count, process, processes, clients // processes, together, barrier))
        for process in range(processes)]
    for child in children:
        child.start()
    # Where one of them fails before it has begun, the others and this one must not wait for it.
    threading.Thread(target=abort_on_failure, args=(children, barrier), daemon=True).start()
    barrier.wait(600)
    begun = time.monotonic()
    barrier.wait(600)
    seconds = time.monotonic() - begun
    for child in children:
        child.join()
    return seconds


def abort_on_failure(children, barrier):
    while multiprocessing.connection.wait([child.sentinel for child in children if child.exitcode is None]):
        if any(child.exitcode for child in children):
            barrier.abort()


def main():
    figure, url, path, clients, together, count = sys.argv[1:4] + [int(word) for word in sys.argv[4:7]]
    seconds = append(url, path, clients, together, count)
    import umadb

    client = umadb.Client(url, batch_size=1000)
    if client.head() != count:
        raise SystemExit(f"the server holds {client.head()} events, not {count}")
    if figure == "scan":
        begun = time.monotonic()
        found = sum(1 for _ in client.read())
        seconds = time.monotonic() - begun
        if found != count:
            raise SystemExit(f"{found} events were read, not {count}")
    print(json.dumps({"events": count, "seconds": seconds}))


main()
