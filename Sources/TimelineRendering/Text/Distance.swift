import EventSourcing
import Incidents

/// How far an entry lies behind what is told before it: as a few letters beside its time, or where that is long, as a
/// line in front of its own.
struct Distance {
    /// `+4m`, or empty.
    private(set) var delta = ""
    /// `32 min`, where the line stands before this entry.
    private(set) var gap: String?

    /// From this distance on a line of its own says how long nothing is told.
    private static let gap = 30 * 60 * Timestamp.perSecond

    /// The distances of entries in the order in which they stand, with their times.
    ///
    /// Short distances are counted between entries that hold: nothing is measured from or to what did not happen then.
    /// A long one ends at the first line that lies beyond it, struck or not, and what follows is counted from there;
    /// else the line that tells of it would stand among lines that lie behind it. Where a heading stands between two
    /// entries, that bridges the distance.
    static func between(_ entries: [TimelineEntry], _ whens: [EntryTime?]) -> [Distance] {
        var before: (start: Timestamp, hasSeconds: Bool, part: Int)?
        // Which part, from one heading to the next, is told.
        var part = 0
        var heading: Heading?
        return entries.indices.map { index in
            guard let when = whens[index] else { return Distance() }
            if when.heading != heading { part += 1 }
            heading = when.heading
            guard let start = when.start else { return Distance() }
            let this = (start, when.hasSeconds, part)
            guard let last = before else {
                if !entries[index].isStruck { before = this }
                return Distance()
            }
            let distance = start.microseconds - last.start.microseconds
            if distance >= gap {
                before = this
                return Distance(gap: last.part == part ? DurationText.words(distance) : nil)
            }
            guard !entries[index].isStruck else { return Distance() }
            before = this
            let least = when.hasSeconds && last.hasSeconds ? Timestamp.perSecond : 60 * Timestamp.perSecond
            return Distance(delta: distance < least ? "" : DurationText.delta(distance))
        }
    }
}
