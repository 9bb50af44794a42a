import ArgumentParser
import Incidents

/// For whom an incident is told.
struct AudienceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "internal: everything. public: only what is public, and how much else there is.", valueName: "audience"))
    var audience: Audience = .internal
}

/// For whom an incident is told, and how its figures are headed.
struct TellingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Which number heads a series: latest-official, highest-graded (Admiralty code), conservative (the lowest of the newest of each origin), latest.",
            valueName: "policy"))
    var figures: FigureSeries.Policy = .latestOfficial

    @OptionGroup var audience: AudienceOptions

    /// The same as the domain takes it.
    var chosen: TimelineOptions { TimelineOptions(figures: figures, audience: audience.audience) }
}
