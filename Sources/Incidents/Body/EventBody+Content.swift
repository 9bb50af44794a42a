extension EventBody {
    /// The fields of a body.
    public struct Content: Equatable, Sendable {
        /// Title of the incident; the newest standing one is its headline.
        public var title: String?
        /// What is said, in one line; never blank.
        public var summary: String
        /// What is said, at length.
        public var detail: String?
        /// Language of the texts, a BCP 47 tag.
        public var lang: String?
        /// Who said it.
        public var source: Source?
        /// Where it happened.
        public var place: Place?
        /// CAP 1.2 category.
        public var category: Category?
        /// CAP 1.2 urgency.
        public var urgency: Urgency?
        /// CAP 1.2 severity.
        public var severity: Severity?
        /// CAP 1.2 certainty.
        public var certainty: Certainty?
        /// Numbers that are told: killed, injured, evacuated …
        public var figures: [Figure]
        /// Who claims, denies, attributes or charges what.
        public var claim: Claim?
        /// A unit that acted, and how it stands now.
        public var unit: UnitReport?
        /// How the incident stands from now on.
        public var status: IncidentStatus?
        /// How far the statement has been checked.
        public var verification: Verification?
        /// What this event does to earlier events; at most ``Relation/maximumCount``.
        public var relations: [Relation]
        /// What was decided on what was known then.
        public var decision: Decision?
        /// Who may see it.
        public var audience: Audience
        /// True for a drill: shown as one everywhere.
        public var isExercise: Bool
        /// Pictures, videos, documents.
        public var media: [Media]

        /// Nothing but a summary; the rest is set field by field.
        public init(summary: String) {
            self.summary = summary
            figures = []
            relations = []
            audience = .internal
            isExercise = false
            media = []
        }
    }
}
