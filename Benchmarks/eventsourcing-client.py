"""Appends to a recorder of the library eventsourcing on SQLite: eventsourcing-client.py DATABASE EVENTS TOGETHER COUNT"""
import collections
import json
import sys
import time
import uuid

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore


def main():
    database, path, together, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(database))
    recorder.create_table()
    versions = collections.Counter()
    events = []
    with open(path, "rb") as file:
        for _, line in zip(range(count), file):
            event = json.loads(line)
            incident = uuid.uuid5(uuid.NAMESPACE_OID, event["incident"])
            versions[incident] += 1
            events.append(StoredEvent(incident, versions[incident], event["kind"], line))
    begun = time.monotonic()
    for begin in range(0, len(events), together):
        recorder.insert_events(events[begin:begin + together])
    seconds = time.monotonic() - begun
    if recorder.max_notification_id() != len(events):
        raise SystemExit("the recorder does not hold what it acknowledged")
    print(json.dumps({"events": len(events), "seconds": seconds}))


main()
