public import EventSourcing

/// One entry whole: how it stands at a moment, everything that was done to it and how it came to stand so, what it does to
/// others, and of a decision what was known when it was taken.
public struct EntryHistory: Equatable, Sendable {
    /// One thing that was done to the entry, or to something that was done to it.
    public struct Step: Equatable, Sendable {
        /// What was done.
        public let kind: Relation.Kind
        /// The event that did it.
        public let event: RecordedEvent
        /// To which event: the entry itself, or one that changed it.
        public let target: Reference
        /// Why.
        public let reason: String?
        /// What that event says, in one line.
        public let summary: String
        /// Whom it names as its source.
        public let source: String?
        /// What took it back, where it no longer stands.
        public let takenBackBy: RecordedEvent?
        /// How the entry stood from then on; nil where so much was taken back and forth that it is not told for each step.
        public let state: EntryState?

        /// Whether it stands.
        public var stands: Bool { takenBackBy == nil }
    }

    /// What the entry does to another event.
    public struct Deed: Equatable, Sendable {
        /// What it does, to which event or incident, and why.
        public let relation: Relation
        /// The other event as it stands; nil where it is a whole incident, was not known, or is not for the
        /// audience.
        public let target: TimelineEntry?
    }

    /// What was known when a decision was written down, and what became of that.
    public struct Basis: Equatable, Sendable {
        /// How the incident stood right before.
        public let snapshot: IncidentSnapshot
        /// What was known then and turned out otherwise since, in log order; confirmations left out.
        public let changed: [EntryDiff]
        /// How many entries became known since, the decision left out.
        public let added: Int
    }

    /// As of when.
    public let asOf: AsOf
    /// For whom it is told: for the public from public events alone.
    public let audience: Audience
    /// The entry as it stands.
    public let entry: TimelineEntry
    /// The incident in whose timeline it is told and counts.
    public let incident: StreamID
    /// The merges by which its own incident leads there.
    public let way: [IncidentMerge]
    /// What was done to it, in log order.
    public let steps: [Step]
    /// What it does to others.
    public let deeds: [Deed]
    /// The event on which its time hangs, as it stands; nil where it hangs on none that was known.
    public let anchor: TimelineEntry?
    /// The events whose times hang on it, in log order.
    public let hanging: [Reference]
    /// Of a decision, what was known then.
    public let basis: Basis?
    /// How many events of its incident were not known.
    public let leftOut: Int
    /// True where its incident is a drill.
    public let isExercise: Bool
}
