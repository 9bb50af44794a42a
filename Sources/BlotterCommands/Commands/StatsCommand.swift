import ArgumentParser
import EventSourcing
import Incidents
import LMDBEventStore

/// `blotter stats`: what is in the log and how much room it takes.
struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Print counts, sizes and readers of the log.",
        discussion: "  blotter stats --format json")

    @OptionGroup var log: LogOptions

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text

    func run() async throws {
        let path = try log.path()
        let store = try log.openForReading()
        let (statistics, lag) = try await store.answering { store throws(EventStoreError) in
            (try store.statistics(), try await IncidentSummaries(store).lag())
        }
        var output = ResultOutput()
        switch format {
        case .text: output.append(statistics.text(path: path, lag: lag))
        case .json: output.bytes = statistics.json(path: path, lag: lag, style: output.jsonStyle)
        }
        try output.flush()
    }
}
