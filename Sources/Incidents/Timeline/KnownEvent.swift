import Chronology
public import EventSourcing

/// An event with its body and its time, read. It is large, and many hold it: so it is kept once and never copied.
@usableFromInline
final class KnownEvent: Sendable {
    @usableFromInline let event: RecordedEvent
    /// Nil where it was redacted or cannot be read.
    @usableFromInline let body: EventBody?
    /// The event on which its time hangs, and how; nil where it has a time of its own, or none.
    let relative: RelativeTime?

    init(event: RecordedEvent, body: EventBody?, relative: RelativeTime?) {
        self.event = event
        self.body = body
        self.relative = relative
    }

    /// Reads the body of an event, and its time as far as it hangs on another: of all others the log knows what they mean.
    convenience init(reading event: RecordedEvent) {
        var relative: RelativeTime?
        if event.occurred.form == .relative, case .relative(let time)? = event.occurred.expression { relative = time }
        self.init(event: event, body: EventBody.read(event), relative: relative)
    }

    /// From how many events on their bodies are read on two cores.
    private static var manyEvents: Int { 256 }

    /// Reads events. That takes long; of many, two cores read one half each.
    static func reading(_ events: consuming [RecordedEvent]) async -> [KnownEvent] {
        guard events.count >= manyEvents else { return readingInTurn(events) }
        let half = events.count / 2
        let (earlier, later) = (Array(events[..<half]), Array(events[half...]))
        async let second = readingInTurn(later)
        return readingInTurn(earlier) + (await second)
    }

    private static func readingInTurn(_ events: consuming [RecordedEvent]) -> [KnownEvent] {
        var known: [KnownEvent] = []
        known.reserveCapacity(events.count)
        // Taken from the end one by one: so none is copied where nobody else holds them.
        while let event = events.popLast() { known.append(KnownEvent(reading: event)) }
        known.reverse()
        return known
    }
}

extension Occurrence {
    /// The words, read; nil where they say nothing.
    var expression: TimeExpression? { form == .undated ? nil : try? TimeExpression(words: words) }
}
