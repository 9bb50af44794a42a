/// The words that the fields of a body have to choose from, ready to be compared with what is written.
enum PlainWords {
    static let categories = ShortNames(Category.self)
    static let urgencies = ShortNames(Urgency.self)
    static let severities = ShortNames(Severity.self)
    static let certainties = ShortNames(Certainty.self)
    static let statuses = ShortNames(IncidentStatus.self)
    static let verifications = ShortNames(Verification.self)
    static let audiences = ShortNames(Audience.self)
    static let sourceKinds = ShortNames(Source.Kind.self)
    static let placePrecisions = ShortNames(Place.Precision.self)
    static let unitStatuses = ShortNames(UnitReport.Status.self)
    static let bases = ShortNames(Figure.Basis.self)
    static let stances = ShortNames(Claim.Stance.self)
    static let relations = ShortNames(Relation.Kind.self)
}
