import ArgumentParser
import EventSourcing
import Incidents
import LMDBEventStore

/// `blotter rebuild`: makes anew what can be made from the records.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make anew what can be made from the records of the log.",
        discussion: """
            The rows of the list of incidents are stored beside the log, so that a list need not go through all of it. \
            They keep themselves up to date; where `blotter verify` says that they are not what the log makes of them, \
            they are made anew. Others may go on reading and appending meanwhile.

            With --indexes, all indexes are made anew first: for a log whose records are sound and whose indexes are \
            not. The old file stays beside the new one as data.mdb.before-rebuild. No other process may have the log \
            open.

              blotter rebuild
              blotter rebuild --indexes
            """)

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Make all indexes anew too.")
    var indexes = false

    func run() async throws {
        let progress = StageProgress()
        var output = ResultOutput()
        if indexes {
            let events = try log.rebuildIndexes { progress.show($0) }
            progress.clear()
            output.append(
                "made all indexes anew from \(Self.count(events)); the old file is data.mdb.before-rebuild\n")
            try output.flush()
        }
        let store = try log.open(.mustExist, acceptsLogAhead: true)
        let position = try await store.answering { store throws(EventStoreError) in
            try await IncidentSummaries(store).rebuild { progress.show("incidents", done: $0, of: $1) }
        }
        progress.clear()
        guard let position else {
            throw CommandFailure(.conflict, "another process has begun to make the list of incidents anew meanwhile")
        }
        output.append("made the list of incidents anew from \(Self.count(position.rawValue))\n")
        try output.flush()
    }

    private static func count(_ events: UInt64) -> String { "\(events) event\(events == 1 ? "" : "s")" }
}
