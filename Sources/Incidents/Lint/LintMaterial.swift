import EventSourcing

/// A timeline as the rules look at it.
struct LintMaterial {
    let timeline: Timeline
    let limits: LintLimits
    /// The entries that stand, in log order, without those that say again what another one says that stands,
    /// and those that count in another incident.
    let standing: [TimelineEntry]
    /// The same by when what they tell was so; without those that have no time.
    let inTime: [TimelineEntry]
    private let entries: [Reference: TimelineEntry]

    init(_ timeline: Timeline, limits: LintLimits) {
        self.timeline = timeline
        self.limits = limits
        let all = (timeline.entries + timeline.undated).sorted { $0.event.position < $1.event.position }
        let entries = Dictionary(all.map { ($0.event.reference, $0) }) { first, _ in first }
        self.entries = entries
        standing = all.filter { entry in
            let isRepeat = entry.body?.relations.contains { relation in
                relation.kind == .duplicates && entries[relation.target]?.stands ?? false
            }
            return entry.movedTo == nil && entry.stands && isRepeat != true
        }
        inTime = standing.filter { !$0.effective.isUnknown }.sorted { left, right in
            TimeSpan.comesBefore(left.effective, right.effective) ?? (left.event.position < right.event.position)
        }
    }

    /// An entry of the timeline.
    func entry(_ reference: Reference) -> TimelineEntry? { entries[reference] }
}

extension TimelineEntry {
    /// Whether what it says holds in some form: it can be read, was not taken back and is not wrong. A correction that
    /// stands counts whatever came after it.
    var stands: Bool {
        body != nil && state != .retracted && state != .redacted
            && !changes.contains { $0.kind == .corrects && $0.stands }
    }

    /// Whether its time is its own, not that of what it changes.
    var hasOwnTime: Bool { event.occurred.form != .undated }

    /// Whether its source says when it said so. Where nothing was given, the log took the moment of recording.
    var tellsWhenPublished: Bool { event.published != event.recorded }

    /// Whether another entry that stands confirms it.
    var isConfirmed: Bool { changes.contains { $0.kind == .confirms && $0.stands } }

    /// Whether it does anything to an entry.
    func changes(_ reference: Reference) -> Bool {
        body?.relations.contains { $0.target == reference && ($0.kind.changesState || $0.kind == .duplicates) } ?? false
    }

    /// Whether it tells that the incident is over.
    var endsIncident: Bool { body?.status == .resolved || body?.status == .closed }
}

extension Source {
    /// Where what it says comes from, in a form to compare as origins of figures are: whom it quotes, else its own name.
    var originKey: [UInt8]? { Self.key(origin) ?? nameKey }

    /// Its own name in a form to compare.
    var nameKey: [UInt8]? { Self.key(name) }

    private static func key(_ text: String?) -> [UInt8]? {
        let words = text.map(OriginKey.folded) ?? []
        return words.isEmpty ? nil : words
    }
}
