import ArgumentParser
import Incidents

// These commands know only --help: the -h of a summary that begins with a hyphen by mistake could pass for a wish for
// help. Alone behind the command it is taken as one (``Invocation``).

/// `blotter report`: someone says that something happened.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write down that someone says something happened.",
        discussion: """
            Prints the entry's place, such as harbour-fire#7 at position 1234.

              blotter report harbour-fire 'Smoke over the north quay' \\
                --at ~20:41 --source 'Harbour police' --grade B2
              blotter report harbour-fire 'Many hurt' --figure injured=dozens \\
                --source 'A docker' --source-kind eyewitness
              blotter report harbour-fire 'All workers are out' \\
                --at 20:50..21:10 --zone Europe/Oslo
            """,
        helpNames: .long)

    @OptionGroup var entry: EntryOptions

    func run() async throws { try await entry.append(.reported) }
}

/// `blotter respond`: someone acted.
struct RespondCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract: "Write down that someone acted.",
        discussion: """
              blotter respond harbour-fire 'Engine 12 dispatched' \\
                --unit E12 --status dispatched --at 20:44
              blotter respond harbour-fire 'Engine 12 on scene' \\
                --unit E12 --status onscene --at 20:52
              blotter respond harbour-fire 'North quay evacuated' \\
                --responds-to '#3' --figure evacuated=120
              blotter respond harbour-fire 'Crews leave the building' \\
                --decision 'Fight the fire from outside' --decided-by BC2 \\
                --option 'Go on inside' --grounds 'The roof is bending'
            """,
        helpNames: .long)

    @OptionGroup var entry: EntryOptions

    func run() async throws { try await entry.append(.responded) }
}

/// `blotter update`: what is known, or what stands in the blotter, changed.
struct UpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Write down that what is known, or what stands in the blotter, changed.",
        discussion: """
            --corrects: we had it wrong. --revises: the world moved on. The entry that is changed stays in its place, \
            struck through.

              blotter update harbour-fire 'The fire is under control' \\
                --status contained --at 22:30
              blotter update harbour-fire 'Two injured, not five' \\
                --corrects '#6' --reason 'counted twice' --figure injured=2
              blotter update harbour-fire 'Three dead' --revises '#9' \\
                --figure killed=3 --source Coroner --source-kind official
              blotter update quay-smoke 'One fire, seen from two sides' \\
                --merges-into harbour-fire --reason 'same address'
            """,
        helpNames: .long)

    @OptionGroup var entry: EntryOptions

    func run() async throws { try await entry.append(.updated) }
}
