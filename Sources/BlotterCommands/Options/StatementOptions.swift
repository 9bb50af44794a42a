import ArgumentParser

/// Where something happened.
struct PlaceOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Where it happened.", valueName: "name"))
    var place: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Latitude in degrees, with --lon.", valueName: "degrees"))
    var lat: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Longitude in degrees, with --lat.", valueName: "degrees"))
    var lon: String?

    @Option(name: .long, help: ArgumentHelp("How far from there it may have been.", valueName: "metres"))
    var radius: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How exactly that is known: exact, vicinity, locality, region or country.", valueName: "precision"))
    var precision: String?
}

/// How grave something is, how sure, and whether it was real.
struct AssessmentOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("CAP severity: Extreme, Severe, Moderate, Minor or Unknown.", valueName: "severity"))
    var severity: String?

    @Option(
        name: .long,
        help: ArgumentHelp("CAP urgency: Immediate, Expected, Future, Past or Unknown.", valueName: "urgency"))
    var urgency: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "CAP certainty: Observed, Likely, Possible, Unlikely or Unknown.", valueName: "certainty"))
    var certainty: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "CAP category: Geo, Met, Safety, Security, Rescue, Fire, Health, Env, Transport, Infra, CBRNE or Other.",
            valueName: "category"))
    var category: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How far it was checked: unverified, corroborated, verified, disputed or false.", valueName: "state"))
    var verification: String?

    @Flag(name: .long, help: "It is a drill, and is shown as one everywhere.")
    var exercise = false
}

/// Who acts, and how that stands.
struct UnitOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The unit that acts; --status may say how it stands.", valueName: "id"))
    var unit: String?

    @Option(name: .long, help: ArgumentHelp("What the unit is: engine, ambulance …", valueName: "kind"))
    var unitKind: String?

    @Option(name: .long, help: ArgumentHelp("To whom the unit belongs.", valueName: "name"))
    var agency: String?

    @Option(name: .long, help: ArgumentHelp("What the unit does.", valueName: "text"))
    var action: String?
}

/// What is claimed, and by whom.
struct ClaimOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("What is claimed: attribution, motive …", valueName: "what"))
    var claim: String?

    @Option(name: .long, help: ArgumentHelp("How: claimed, denied, attributed or charged.", valueName: "stance"))
    var stance: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Of whom it is claimed, or who claims it of themselves.", valueName: "name"))
    var claimedBy: String?
}

/// What was decided, and why.
struct DecisionOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("What was decided.", valueName: "text"))
    var decision: String?

    @Option(name: .long, help: ArgumentHelp("What was possible; may be given again.", valueName: "text"))
    var option: [String] = []

    @Option(name: .long, help: ArgumentHelp("Why it was decided so.", valueName: "text"))
    var grounds: String?

    @Option(name: .long, help: ArgumentHelp("Who decided.", valueName: "name"))
    var decidedBy: String?
}
