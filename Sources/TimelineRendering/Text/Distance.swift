import EventSourcing
import Incidents

/// How far an entry lies behind what is told before it: as a few letters beside its time, or where that is long, as a
/// line in front of its own.
struct Distance {
    /// `+4m`, or empty.
    var delta = ""
    /// `32 min`, where the line stands before this entry.
    var gap: String?
}

/// Counts the distances of entries in the order in which they stand, with their times.
///
/// Short distances are counted between entries of which the world at most moved on: nothing is measured from or to what
/// was wrong, was taken back or is told elsewhere.
/// A long one ends at the first line that lies beyond it, struck or not, and what follows is counted from there;
/// else the line that tells of it would stand among lines that lie behind it. Where a heading stands between two
/// entries, that bridges the distance.
struct DistanceCount {
    private var before: (start: Timestamp, hasSeconds: Bool, part: Int)?
    /// Which part, from one heading to the next, is told.
    private var part = 0
    private var heading: Heading?

    /// From this distance on a line of its own says how long nothing is told.
    private static let gap = 30 * 60 * Timestamp.perSecond

    /// The distance of the next entry.
    mutating func next(_ entry: TimelineEntry, _ when: EntryTime?) -> Distance {
        guard let when else { return Distance() }
        if when.heading != heading { part += 1 }
        heading = when.heading
        guard let start = when.start else { return Distance() }
        let this = (start, when.hasSeconds, part)
        guard let last = before else {
            if entry.happened { before = this }
            return Distance()
        }
        let distance = start.microseconds - last.start.microseconds
        if distance >= Self.gap {
            before = this
            return Distance(gap: last.part == part ? DurationText.words(distance) : nil)
        }
        guard entry.happened else { return Distance() }
        before = this
        let least = when.hasSeconds && last.hasSeconds ? Timestamp.perSecond : 60 * Timestamp.perSecond
        return Distance(delta: distance < least ? "" : DurationText.delta(distance))
    }
}

extension TimelineEntry {
    /// Whether what it tells happened here and then as far as anybody says; what the world moved on from did.
    fileprivate var happened: Bool { movedTo == nil && state != .corrected && state != .retracted }
}
