import EventSourcing
import Incidents

/// Events as desks write them, the same ones in every run.
enum Sample {
    /// The moment at which the first event of a sample is recorded: 22 March 2024, 18:01 UTC.
    static let beginning = Timestamp(microseconds: 1_711_130_460_000_000)

    /// Who enters them.
    static func author() throws -> Author { try Author("desk-2") }

    /// Lines of about 300 bytes, in turn of so many incidents.
    static func lines(_ count: Int, incidents: Int, from first: Int = 0) -> [[UInt8]] {
        (first..<first + count).map { number in
            let minute = "\(10 + number % 50)"
            let line = """
                {"incident":"incident-\(number % incidents)","kind":"\(["reported", "responded", "updated"][number % 3])",\
                "id":"line-\(number)","occurred":"2024-03-22T20:\(minute)+03:00~","by":"desk-\(number % 7)",\
                "tags":["unit:E\(number % 100)","source:wire"],"body":{"summary":"Entry \(number) of many, é as well",\
                "source":{"name":"Agency \(number % 9)","grade":"B2"},"figures":[{"measure":"injured","best":\(number % 90)}],\
                "detail":"What is known so far, in a sentence of some length."}}
                """
            return Array(line.utf8)
        }
    }

    /// The events of such lines.
    static func events(_ count: Int, incidents: Int, from first: Int = 0) throws -> [NewEvent] {
        try lines(count, incidents: incidents, from: first).map { try EventLine(parsing: $0).event }
    }

    /// The same, as a log holds them.
    static func recorded(_ count: Int, incidents: Int) throws -> [RecordedEvent] {
        let author = try author()
        return try events(count, incidents: incidents).enumerated().map { index, event in
            RecordedEvent(
                event, position: Position(UInt64(index + 1)), revision: Revision(UInt64(index / incidents + 1)),
                recorded: beginning.advanced(byMicroseconds: Int64(index) * Timestamp.perSecond),
                id: try event.id ?? EventID("event-\(index)"), author: author)
        }
    }

    /// The events of one incident, every tenth of which corrects the one before it.
    static func story(_ count: Int) throws -> [RecordedEvent] {
        let author = try author()
        return try (0..<count).map { index in
            let relation =
                index % 10 == 9
                ? ##","relation":{"type":"corrects","target":"#\##(index)","reason":"a better account"}"## : ""
            let line = """
                {"incident":"fire","kind":"\(["reported", "responded"][index % 2])",\
                "occurred":"2024-03-22T\(10 + index / 60 % 14):\(10 + index % 50)Z","body":{"summary":"Entry \(index) of many",\
                "source":{"name":"Agency \(index % 9)","grade":"B2"},"unit":{"id":"E\(index % 12)","status":"onscene"},\
                "figures":[{"measure":"injured","best":\(index % 90)}]\(relation)}}
                """
            return RecordedEvent(
                try EventLine(parsing: Array(line.utf8)).event, position: Position(UInt64(index + 1)),
                revision: Revision(UInt64(index + 1)),
                recorded: beginning.advanced(byMicroseconds: Int64(index) * Timestamp.perSecond),
                id: try EventID("event-\(index)"), author: author)
        }
    }
}
