"""A client that means well, as a process of its own, so that nothing else takes its time: `good.py PORT SECONDS PATIENCE NAME`.

Appends an event of a kilobyte, and after every fourth reads the timeline of its incident, with a short rest between two
requests. Prints a line of JSON: how many milliseconds each append and each timeline took, and what went wrong.
"""
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent))
sys.dont_write_bytecode = True

from harness.parts.http import Connection, Gone, Torn  # noqa: E402

REST = 0.004


def main():
    port, seconds, patience, name = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    taken = {"appends": [], "timelines": [], "acknowledged": [], "faults": []}
    try:
        with Connection(port, timeout=patience) as connection:
            work(connection, time.monotonic() + seconds, name, taken)
    except (Gone, Torn, OSError) as fault:
        taken["faults"].append(repr(fault))
    print(json.dumps(taken))


def work(connection, end, name, taken):
    number = 0
    while time.monotonic() < end:
        # A timeline of at most 50 entries, however long this goes on.
        incident = f"{name}-{number // 50}"
        event = json.dumps({"incident": incident, "id": f"e{number}", "kind": "reported",
                            "body": {"summary": f"Smoke over quay {number}", "detail": "x" * 900}}).encode()
        asks = [("appends", "POST", "/v1/events", event)]
        if number % 4 == 3:
            asks.append(("timelines", "GET", f"/v1/incidents/{incident}/timeline", None))
        for kind, method, path, body in asks:
            begun = time.monotonic()
            answer = connection.ask(method, path, body)
            taken[kind].append(1000 * (time.monotonic() - begun))
            if answer.status != (201 if body else 200):
                taken["faults"].append(f"{method} {path}: {answer.status} {answer.body[:200]!r}")
            elif body:
                taken["acknowledged"].append([incident, f"e{number}", json.loads(answer.body)["position"]])
            time.sleep(REST)
        number += 1


if __name__ == "__main__":
    main()
