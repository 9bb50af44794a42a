public import EventSourcing

/// What changed in what is known of an incident between two moments on one clock.
///
/// Everything is compared by the timelines of both moments, so it holds what they show and nothing else: what was new and
/// was taken back again in between is a new entry that is struck through.
public struct IncidentDiff: Equatable, Sendable {
    /// How much a difference matters to who takes over, the most first.
    public enum Weight: Int, Comparable, Sendable {
        /// Nothing of the incident was known before.
        case new
        /// It stands differently.
        case status
        /// Something that was known turned out otherwise.
        case corrections
        /// Numbers moved.
        case figures
        /// Something else of it as a whole changed: title, place, units, claims, what is one with it.
        case incident
        /// There are new entries, or something less.
        case entries

        /// What matters more comes first.
        public static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
    }

    /// The incident that was asked for; it may be told in another one at either moment.
    public let asked: StreamID
    /// How it stood at the earlier moment.
    public let before: IncidentSnapshot
    /// How it stands at the later moment; its incident is the one in which it is told then.
    public let after: IncidentSnapshot
    /// The merges by which the incident that was asked for leads to that one at the later moment.
    public let way: [IncidentMerge]
    /// How many events of it were not known even at the later moment.
    public let leftOut: Int
    /// Whether nothing of it was known at the earlier moment.
    public let isNew: Bool
    /// The place in the log of the newest event that is told.
    public let lastPosition: Position
    /// Entries that became known, as they stand at the later moment, in the order of the timeline.
    public let added: [TimelineEntry]
    /// Entries that were known already and are told in this incident since.
    public let joined: [TimelineEntry]
    /// Entries that are no longer told in this incident, as they stood at the earlier moment.
    public let left: [TimelineEntry]
    /// Entries that were known, and of which something became; in log order.
    public let changed: [EntryDiff]
    /// How the incident stands.
    public let status: Shift<IncidentStatus>?
    /// Its title.
    public let title: Shift<String>?
    /// Its place.
    public let place: Shift<Place>?
    /// Numbers that moved.
    public let figures: [FigureDiff]
    /// Units that stand differently.
    public let units: [UnitDiff]
    /// Claims that stand since.
    public let claims: [ToldClaim]
    /// Claims that no longer stand.
    public let claimsGone: [ToldClaim]
    /// The merges that count since, but for those between incidents that were one before too.
    public let merged: [IncidentLink]
    /// The merges that no longer count, but for those between incidents that are one all the same.
    public let unmerged: [IncidentLink]
    /// Incidents that turned out not to be one with it, in the order of the merges that said so.
    public let parted: [StreamID]

    /// Compares the timelines of an incident, whole ones, at two moments of which the first is not the later one.
    public init(of asked: StreamID, from before: Timeline, to after: Timeline) {
        self.asked = asked
        self.before = before.snapshot
        self.after = after.snapshot
        way = after.way
        leftOut = after.leftOut
        let earlier = before.entries + before.undated
        let old = Dictionary(earlier.map { ($0.event.position, $0) }) { first, _ in first }
        let new = after.entries + after.undated
        lastPosition = new.lazy.map(\.event.position).max() ?? .beforeFirst
        let told = Set(new.map(\.event.position))
        let fresh = new.filter { old[$0.event.position] == nil }
        added = fresh.filter { !before.asOf.includes($0.event) }
        joined = fresh.filter { before.asOf.includes($0.event) }
        isNew = earlier.isEmpty && joined.isEmpty && !added.isEmpty
        left = earlier.filter { !told.contains($0.event.position) }
        changed = new.sorted { $0.event.position < $1.event.position }.compactMap { entry in
            old[entry.event.position].flatMap { EntryDiff(from: $0, to: entry) }
        }
        let (from, to) = (self.before, self.after)
        status = Shift(from: from.status, to: to.status)
        title = Shift(from: from.title, to: to.title)
        place = Shift(from: from.place, to: to.place)
        figures = FigureDiff.between(from.figures, to.figures)
        units = UnitDiff.between(from.units, to.units)
        claims = Self.difference(to.claims.filter(\.holds), from.claims.filter(\.holds), by: \.reference)
        claimsGone = Self.difference(from.claims.filter(\.holds), to.claims.filter(\.holds), by: \.reference)
        let (wereOne, areOne) = (from.together, to.together)
        func merges(_ snapshot: IncidentSnapshot) -> [IncidentLink] { snapshot.links.filter { $0.kind == .mergesInto } }
        func tells(_ link: IncidentLink) -> Bool {
            ![link.reference.stream, link.into].allSatisfy { wereOne.contains($0) && areOne.contains($0) }
        }
        merged = Self.difference(merges(to), merges(from), by: \.reference).filter(tells)
        unmerged = Self.difference(merges(from), merges(to), by: \.reference).filter(tells)
        var named = areOne
        parted = unmerged.flatMap { [$0.reference.stream, $0.into] }.filter { named.insert($0).inserted }
    }

    /// The incident in whose timeline it is told at the later moment.
    public var incident: StreamID { after.incident }

    /// Whether nothing changed.
    public var isEmpty: Bool {
        added.isEmpty && joined.isEmpty && left.isEmpty && changed.isEmpty && status == nil && title == nil
            && place == nil && figures.isEmpty && units.isEmpty && claims.isEmpty && claimsGone.isEmpty
            && merged.isEmpty && unmerged.isEmpty
    }

    /// How much it matters.
    public var weight: Weight {
        if isNew { return .new }
        if status != nil { return .status }
        if changed.contains(where: { $0.kinds.contains { $0 != .confirmed } }) { return .corrections }
        if !figures.isEmpty { return .figures }
        let isQuiet =
            title == nil && place == nil && units.isEmpty && claims.isEmpty && claimsGone.isEmpty && merged.isEmpty
            && unmerged.isEmpty
        return isQuiet ? .entries : .incident
    }

    private static func difference<Element, Key: Hashable>(
        _ left: [Element], _ right: [Element], by key: (Element) -> Key
    ) -> [Element] {
        let known = Set(right.map(key))
        return left.filter { !known.contains(key($0)) }
    }
}

extension IncidentSnapshot {
    /// The incidents that are one with it, and itself.
    fileprivate var together: Set<StreamID> {
        links.reduce(into: [incident]) { all, link in
            if link.kind == .mergesInto { all.formUnion([link.reference.stream, link.into]) }
        }
    }
}
