import Chronology
import EventSourcing
import Incidents

/// A timeline as it reads, the same in every format that people look at: headings, what lies between entries, and the
/// entries themselves, one after the other.
///
/// Nothing is held but the entry at hand, so that whoever prints can let go of what is printed.
struct TimelineOutline {
    /// One thing that is told.
    enum Part {
        /// A new day, month or year begins, with this entry as its first.
        case heading(EntryTime)
        /// For so long nothing is told.
        case gap(String)
        /// From here on the clocks of the zone show another offset.
        case clocks(ZoneOffset)
        /// One of ``Timeline/entries`` with its time and how long it came after the one before (`+4m`, or empty).
        case entry(at: Int, EntryTime?, delta: String)
    }

    let timeline: Timeline
    let times: TimeText

    /// Tells the entries that have a time.
    func forEach<Failure: Error>(_ tell: (Part) throws(Failure) -> Void) throws(Failure) {
        var distances = DistanceCount()
        var heading: Heading?
        var offset: ZoneOffset?
        for index in timeline.entries.indices {
            let time = EntryTime(timeline.entries[index], times: times, in: timeline.incident)
            let distance = distances.next(timeline.entries[index], time)
            if let time {
                let holds = times.zone.offset(at: time.moment)
                if time.heading != heading { try tell(.heading(time)) }
                if let gap = distance.gap { try tell(.gap(gap)) }
                if let offset, offset != holds { try tell(.clocks(holds)) }
                heading = time.heading
                offset = holds
            }
            try tell(.entry(at: index, time, delta: distance.delta))
        }
    }

    /// The moments by which the zone is named that all times are told in.
    var zoneMoments: [Timestamp] {
        let moments = timeline.entries.compactMap { $0.place.earliest ?? $0.place.latest }
        return moments.isEmpty ? [timeline.asOf.moment] : moments
    }

    /// What there is beside that which is shown, each a sentence.
    var notes: [String] {
        var notes: [String] = []
        if timeline.leftOut > 0 {
            let events = timeline.leftOut == 1 ? "event" : "events"
            let are = timeline.leftOut == 1 ? "is" : "are"
            notes.append("\(timeline.leftOut) \(events) \(timeline.asOf.clock.rawValue) later \(are) not shown")
        }
        if timeline.outsideWindow > 0 {
            let entries = timeline.outsideWindow == 1 ? "entry" : "entries"
            let are = timeline.outsideWindow == 1 ? "is" : "are"
            notes.append("\(timeline.outsideWindow) \(entries) outside of the chosen time \(are) not shown")
        }
        if let note = timeline.snapshot.audienceNote { notes.append(note) }
        return notes
    }

    /// What is said where there is no entry; nil where there is one.
    var nothing: String? {
        guard timeline.entries.isEmpty, timeline.undated.isEmpty else { return nil }
        if timeline.knownCount > 0 { return "No entry lies in that time." }
        return timeline.notPublic > 0 ? "Nothing of it is public." : "Nothing was known yet."
    }
}
