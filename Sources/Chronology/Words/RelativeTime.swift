public import EventSourcing

/// A time that hangs on another event and moves when that is corrected: at least 75 minutes after `#3`.
public struct RelativeTime: Hashable, Sendable {
    /// On which side of the anchor.
    public enum Direction: String, Hashable, Sendable {
        /// Later than the anchor.
        case after
        /// Earlier than the anchor.
        case before
    }

    /// How the offset is meant.
    public enum Bound: String, Hashable, Sendable, CaseIterable {
        /// That long.
        case exactly
        /// About that long: the interval of `exactly`, marked as approximate.
        case about
        /// That long or longer.
        case atLeast
        /// That long or shorter.
        case atMost
    }

    /// The event on which it hangs.
    public let anchor: EventReference
    /// On which side.
    public let direction: Direction
    /// How far from it.
    public let offset: ISO8601Duration
    /// How the distance is meant.
    public let bound: Bound

    /// A time that lies `offset` on one side of `anchor`.
    public init(anchor: EventReference, direction: Direction, offset: ISO8601Duration, bound: Bound = .exactly) {
        self.anchor = anchor
        self.direction = direction
        self.offset = offset
        self.bound = bound
    }

    /// The object as JSON text in its one canonical form: no spaces, the anchor first, `bound` left out where it is
    /// `exactly`. Every value is of characters that JSON does not escape.
    public var words: String {
        var text = "{\"\(direction.rawValue)\":\"\(anchor)\",\"offset\":\"\(offset)\""
        if bound != .exactly { text += ",\"bound\":\"\(bound.rawValue)\"" }
        return text + "}"
    }

    /// The interval, given that of the anchor; nil is an end that is open or unknown, and leads to an open end.
    ///
    /// | bound | after | before |
    /// |---|---|---|
    /// | exactly, about | earliest + offset … latest + offset | earliest − offset … latest − offset |
    /// | atLeast | earliest + offset … open | open … latest − offset |
    /// | atMost | earliest … latest + offset | earliest − offset … latest |
    ///
    /// Ends are kept within the range of ``Timestamp``.
    public func resolved(
        against anchor: (earliest: Timestamp?, latest: Timestamp?)
    ) -> (earliest: Timestamp?, latest: Timestamp?) {
        let distance = direction == .after ? offset.microseconds : -offset.microseconds
        let earliest = anchor.earliest?.advanced(byMicroseconds: distance)
        let latest = anchor.latest?.advanced(byMicroseconds: distance)
        switch (bound, direction) {
        case (.exactly, _), (.about, _): return (earliest, latest)
        case (.atLeast, .after): return (earliest, nil)
        case (.atLeast, .before): return (nil, latest)
        case (.atMost, .after): return (anchor.earliest, latest)
        case (.atMost, .before): return (earliest, anchor.latest)
        }
    }
}
