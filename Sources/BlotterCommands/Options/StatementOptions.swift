import ArgumentParser

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
