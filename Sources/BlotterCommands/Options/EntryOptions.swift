import ArgumentParser

/// What `report`, `respond` and `update` take: the common fields of an event as flags.
struct EntryOptions: ParsableArguments {
    @Argument(help: "The incident.")
    var incident: String

    @Argument(help: "What happened, in one line.")
    var summary: String

    @OptionGroup var log: LogOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var zone: ZoneOptions

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "When it happened: 20:45, ~20:45, now, -10m, 'yesterday 14:00', 2024-03-22, 20:33..20:45, or RFC 3339.",
            valueName: "time"))
    var at: String?

    @Option(name: .long, help: ArgumentHelp("Who said it.", valueName: "name"))
    var source: String?

    @Option(
        name: .long,
        help: ArgumentHelp("official, agency, outlet, eyewitness, video, social or sensor.", valueName: "kind"))
    var sourceKind: String?

    @Option(name: .long, help: ArgumentHelp("Whom the source quotes.", valueName: "name"))
    var origin: String?

    @Option(name: .long, help: ArgumentHelp("Admiralty grade of source and statement, A1 to F6.", valueName: "grade"))
    var grade: String?

    @Option(name: .long, help: ArgumentHelp("Where the source said it.", valueName: "url"))
    var url: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("When the source said it.", valueName: "time"))
    var published: String?

    @OptionGroup var place: PlaceOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A number that was told: killed=40, injured=40..60, killed=dozens; may be given again.",
            valueName: "measure=n"))
    var figure: [String] = []

    @OptionGroup var claim: ClaimOptions
    @OptionGroup var decision: DecisionOptions

    @OptionGroup var unit: UnitOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How the incident stands: open, active, contained, resolved, closed, reopened. Or how the unit of --unit stands: dispatched, enroute, onscene, transporting, cleared, available, cancelled.",
            valueName: "status"))
    var status: String?

    @OptionGroup var assessment: AssessmentOptions

    @Option(name: .long, help: ArgumentHelp("We had this entry wrong: '#3' or 'other-id#3'.", valueName: "entry"))
    var corrects: String?

    @Option(name: .long, help: ArgumentHelp("The world moved on from this entry.", valueName: "entry"))
    var revises: String?

    @Option(name: .long, help: ArgumentHelp("This entry is taken back.", valueName: "entry"))
    var retracts: String?

    @Option(name: .long, help: ArgumentHelp("This entry is confirmed by another account.", valueName: "entry"))
    var confirms: String?

    @Option(name: .long, help: ArgumentHelp("This entry is disputed by another account.", valueName: "entry"))
    var disputes: String?

    @Option(name: .long, help: ArgumentHelp("This entry says the same.", valueName: "entry"))
    var duplicates: String?

    @Option(name: .long, help: ArgumentHelp("This entry is what is acted upon.", valueName: "entry"))
    var respondsTo: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "This entry belongs to another incident, where it is shown and counts.", valueName: "incident"))
    var belongsTo: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The whole incident is one with another, in which it is shown.", valueName: "incident"))
    var mergesInto: String?

    @Option(
        name: .long, help: ArgumentHelp("Why; required with --corrects, --retracts and --disputes.", valueName: "text"))
    var reason: String?

    @Option(name: .long, help: ArgumentHelp("A mark to find it by, key:value; may be given again.", valueName: "tag"))
    var tag: [String] = []

    @Option(name: .long, help: ArgumentHelp("Title of the incident.", valueName: "text"))
    var title: String?

    @Option(name: .long, help: ArgumentHelp("The long version.", valueName: "text"))
    var detail: String?

    @Option(
        name: .long, help: ArgumentHelp("The language of the texts, such as en or pt-BR (BCP 47).", valueName: "tag"))
    var lang: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A picture, video or document: its address, a blank, and what it shows; may be given again.",
            valueName: "url"))
    var media: [String] = []

    @Flag(name: .long, help: "It may be shown to the public.")
    var `public` = false

    @OptionGroup var once: OnceOptions

    @Flag(name: .long, help: "Refuse to open a new incident.")
    var existing = false

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text
}
