import EventSourcing

/// What became, between two moments, of an entry that was known at the earlier one.
public struct EntryDiff: Equatable, Sendable {
    /// What can become of an entry, in the order in which it matters.
    public enum Kind: String, CaseIterable, Sendable {
        /// It was taken back.
        case retracted
        /// It turned out to be wrong.
        case corrected
        /// The world moved on from it.
        case revised
        /// What had taken it back, corrected, revised or disputed it was taken back itself.
        case restored
        /// Another account says otherwise.
        case disputed
        /// Another account says the same.
        case confirmed
        /// What had confirmed it was taken back.
        case unconfirmed
        /// What it tells is known to have happened at another time.
        case retimed
        /// It is told in another incident, or is back from there.
        case moved
    }

    /// The entry as it stands at the later moment.
    public let entry: TimelineEntry
    /// How it stood at the earlier one.
    public let before: EntryState
    /// What became of it: at least one kind, each once, in the order in which it matters.
    public let kinds: [Kind]
    /// The changes that came to stand.
    public let news: [EntryChange]
    /// The changes that stood and no longer do.
    public let gone: [EntryChange]
    /// Its effective time, where that is another one.
    public let time: Shift<TimeSpan>?

    /// Compares an entry at two moments; nil where nothing became of it. Answers and repeats change nothing.
    init?(from old: TimelineEntry, to new: TimelineEntry) {
        func standing(_ entry: TimelineEntry) -> [EntryChange] {
            entry.changes.filter { $0.stands && $0.kind.changesState }
        }
        let (before, after) = (standing(old), standing(new))
        news = Self.difference(after, before)
        gone = Self.difference(before, after)
        time = Shift(from: old.effective, to: new.effective)
        entry = new
        self.before = old.state
        var kinds = Set(news.compactMap { Self.kind($0.kind) })
        for change in gone { kinds.insert(change.kind == .confirms ? .unconfirmed : .restored) }
        if time != nil { kinds.insert(.retimed) }
        if old.movedTo != new.movedTo { kinds.insert(.moved) }
        self.kinds = Kind.allCases.filter(kinds.contains)
        if kinds.isEmpty { return nil }
    }

    private static func difference(_ left: [EntryChange], _ right: [EntryChange]) -> [EntryChange] {
        struct Key: Hashable {
            let kind: Relation.Kind
            let position: Position
        }
        let known = Set(right.map { Key(kind: $0.kind, position: $0.event.position) })
        return left.filter { !known.contains(Key(kind: $0.kind, position: $0.event.position)) }
    }

    private static func kind(_ relation: Relation.Kind) -> Kind? {
        switch relation {
        case .corrects: .corrected
        case .revises: .revised
        case .retracts: .retracted
        case .confirms: .confirmed
        case .disputes: .disputed
        case .respondsTo, .duplicates, .belongsTo, .mergesInto: nil
        }
    }
}
