public import Chronology
public import EventSourcing

/// One event as it stands in a timeline, with what was later said about it.
public struct TimelineEntry: Equatable, Sendable {
    @usableFromInline let known: KnownEvent
    /// Where the entry stands in the order. A correction does not move it; the anchor of a relative time does.
    public let place: TimeSpan
    /// What now holds as the time of what it tells: its own, or that of the newest standing correction.
    public let effective: TimeSpan
    /// How the entry stands, by the newest change to it that stands.
    public let state: EntryState
    /// What later events did to it, in log order; those that were retracted themselves included.
    public let changes: [EntryChange]
    /// True where its time hangs on an entry that was retracted: it keeps its last interval.
    public let hangsOnRetracted: Bool
    /// The entry at which it stands, where it is a change without a time of its own.
    public let shownAt: Reference?
    /// The incident to which it belongs and in which it counts, where that is not the one whose timeline this is.
    public let movedTo: StreamID?

    /// An entry with these parts.
    public init(
        event: RecordedEvent, body: EventBody?, expression: TimeExpression?, place: TimeSpan, effective: TimeSpan,
        state: EntryState, changes: [EntryChange], hangsOnRetracted: Bool, shownAt: Reference? = nil,
        movedTo: StreamID? = nil
    ) {
        var relative: RelativeTime?
        if case .relative(let time)? = expression { relative = time }
        self.init(
            KnownEvent(event: event, body: body, relative: relative), place: place, effective: effective,
            state: state, changes: changes, hangsOnRetracted: hangsOnRetracted, shownAt: shownAt, movedTo: movedTo)
    }

    init(
        _ known: KnownEvent, place: TimeSpan, effective: TimeSpan, state: EntryState, changes: [EntryChange],
        hangsOnRetracted: Bool, shownAt: Reference?, movedTo: StreamID?
    ) {
        self.known = known
        self.place = place
        self.effective = effective
        self.state = state
        self.changes = changes
        self.hangsOnRetracted = hangsOnRetracted
        self.shownAt = shownAt
        self.movedTo = movedTo
    }

    // What is kept elsewhere is lent and not copied: most who ask look at one part of it.

    /// The event as the log keeps it.
    @inlinable
    public var event: RecordedEvent { _read { yield known.event } }

    /// What it says; nil where its body was redacted or cannot be read.
    @inlinable
    public var body: EventBody? { known.body }

    /// The words of `occurred`, read; nil where they say nothing. They are read each time that this is asked for.
    public var expression: TimeExpression? { relative.map { .relative($0) } ?? event.occurred.expression }

    /// The event on which its time hangs, and how; nil where it has a time of its own, or none.
    public var relative: RelativeTime? { known.relative }

    /// Whether both say the same, and so of the same event.
    public static func == (left: TimelineEntry, right: TimelineEntry) -> Bool {
        left.place == right.place && left.effective == right.effective && left.state == right.state
            && left.changes == right.changes && left.hangsOnRetracted == right.hangsOnRetracted
            && left.shownAt == right.shownAt && left.movedTo == right.movedTo && left.event == right.event
            && left.body == right.body && left.relative == right.relative
    }

    /// Whether it no longer holds where it stands: struck by what changed it, or told in another incident.
    public var isStruck: Bool { state.isStruck || movedTo != nil }
}

/// How an entry stands.
public enum EntryState: String, CaseIterable, Sendable {
    /// Nothing has changed it, or what did was taken back, or it was disputed and then confirmed.
    case current
    /// We had it wrong.
    case corrected
    /// The world moved on.
    case revised
    /// It was taken back.
    case retracted
    /// Another account says otherwise.
    case disputed
    /// Its body was taken out.
    case redacted

    /// Whether what the entry says no longer holds, so that it is struck through.
    public var isStruck: Bool { self == .corrected || self == .revised || self == .retracted }
}

/// What a later event did to an entry.
public struct EntryChange: Equatable, Sendable {
    /// What it did.
    public let kind: Relation.Kind
    /// The event that did it.
    public let event: RecordedEvent
    /// Why.
    public let reason: String?
    /// What that event says, in one line.
    public let summary: String
    /// Whom it names as its source.
    public let source: String?
    /// False where the change was retracted itself.
    public let stands: Bool

    /// A change with these parts.
    public init(
        kind: Relation.Kind, event: RecordedEvent, reason: String?, summary: String, source: String? = nil, stands: Bool
    ) {
        self.kind = kind
        self.event = event
        self.reason = reason
        self.summary = summary
        self.source = source
        self.stands = stands
    }
}

/// An interval in the world, maybe open at an end or unknown.
public struct TimeSpan: Equatable, Sendable {
    /// The first microsecond; nil where unknown or open.
    public let earliest: Timestamp?
    /// The last microsecond, included; nil where unknown or open.
    public let latest: Timestamp?

    /// An interval with these ends.
    public init(earliest: Timestamp?, latest: Timestamp?) {
        self.earliest = earliest
        self.latest = latest
    }

    /// Nothing is known.
    public static let unknown = TimeSpan(earliest: nil, latest: nil)

    /// True where neither end is known.
    public var isUnknown: Bool { earliest == nil && latest == nil }

    /// Whether it and another interval may share a moment; an unknown end is open.
    public func overlaps(from: Timestamp?, to: Timestamp?) -> Bool {
        if let latest, let from, latest < from { return false }
        if let earliest, let to, earliest > to { return false }
        return true
    }

    /// The order of a timeline: earliest, else latest; then latest, else the end of time.
    public static func comesBefore(_ left: TimeSpan, _ right: TimeSpan) -> Bool? {
        let leftStart = left.earliest ?? left.latest ?? .maximum
        let rightStart = right.earliest ?? right.latest ?? .maximum
        if leftStart != rightStart { return leftStart < rightStart }
        let leftEnd = left.latest ?? .maximum
        let rightEnd = right.latest ?? .maximum
        return leftEnd == rightEnd ? nil : leftEnd < rightEnd
    }
}
