public import EventSourcing

extension FigureSeries {
    /// One figure as one event told it.
    public struct Point: Equatable, Sendable {
        // Many points are held and sorted: what their events tell is kept with these.
        @usableFromInline let known: KnownEvent
        /// The figure.
        public let figure: Figure
        /// When what it tells was so; of a change without a time of its own that of what it changes.
        public let occurred: TimeSpan
        /// How the entry stands that tells it.
        public let state: EntryState
        /// Whether it may be the headline and belongs to what was told: false where it was taken back or is wrong,
        /// also where the entry was disputed or revised after it had been corrected.
        public let counts: Bool

        /// A figure told by an event.
        init(_ figure: Figure, of input: SnapshotInput) {
            known = input.known
            self.figure = figure
            occurred = input.told
            state = input.state
            counts = input.holds
        }

        /// Who told it.
        @inlinable public var source: Source? { known.body?.source }
        /// The event.
        @inlinable public var reference: Reference { known.event.reference }
        /// When the source said it.
        @inlinable public var published: Timestamp { known.event.published }
        /// When it was written down.
        @inlinable public var recorded: Timestamp { known.event.recorded }
        /// The reason that its event gives for changing an earlier one.
        public var reason: String? { known.body?.relations.first { $0.kind.changesState && $0.reason != nil }?.reason }
        /// The entries that its event revises: the numbers that it takes the place of.
        public var revises: [Reference] { known.revises }

        /// Whether both tell the same.
        public static func == (left: Point, right: Point) -> Bool {
            left.figure == right.figure && left.source == right.source && left.reference == right.reference
                && left.published == right.published && left.recorded == right.recorded
                && left.occurred == right.occurred && left.state == right.state && left.counts == right.counts
                && left.reason == right.reason && left.revises == right.revises
        }

        /// The number to show for it: what was told, else what its words are read as; nil where they cannot be read.
        public var number: Int64? { figure.headline ?? figure.reading }
        /// Whether the number was not told but read from words such as "dozens".
        public var isRead: Bool { figure.headline == nil && figure.reading != nil }
        /// The least that it may mean, words read.
        public var least: Int64? { figure.least ?? figure.reading }
        /// The most that it may mean, words read.
        public var most: Int64? { figure.most ?? figure.reading }
        /// Whether an authority told it, speaking for itself.
        public var isOfficial: Bool { known.isOfficial }
        /// Whether it still stands as the word of who told it: it counts and the world has not moved on from it.
        public var stands: Bool { counts && state != .revised }
    }
}

// What is asked of every point is asked of its event, so that no point is copied for it.

extension KnownEvent {
    /// The entries that the event revises.
    var revises: [Reference] {
        guard let relations = body?.relations, !relations.isEmpty else { return [] }
        return relations.filter { $0.kind == .revises }.map(\.target)
    }

    /// Whether an authority tells it, speaking for itself.
    var isOfficial: Bool {
        guard let said = body?.kept, said.content.source?.kind == .official else { return false }
        return !(said.content.source?.quotesAnother ?? false)
    }

    /// The name of whom its source quotes, else that of its source.
    var nameOfOrigin: String? {
        guard let said = body?.kept else { return nil }
        return said.content.source?.origin ?? said.content.source?.name
    }

    /// What sort of source its source is.
    var kindOfSource: Source.Kind? { body?.kept.content.source?.kind }

    /// Whether its source quotes somebody.
    var quotesSomebody: Bool { body?.kept.content.source?.origin != nil }
}
