import ArgumentParser
import EventSourcing
import LMDBEventStore

/// `blotter rebuild`: makes anew what can be made from the records.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the indexes of the log anew from its records.",
        discussion: """
            For a log whose records are sound and whose indexes are not, as `blotter verify` tells. The old file stays \
            beside the new one as data.mdb.before-rebuild. No other process may have the log open.

              blotter rebuild --indexes
            """)

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Make all indexes anew.")
    var indexes = false

    func validate() throws {
        if !indexes { throw ValidationError("say what is to be made anew: --indexes") }
    }

    func run() async throws {
        let progress = StageProgress()
        let events = try log.rebuildIndexes { progress.show($0) }
        progress.clear()
        var output = ResultOutput()
        output.append(
            "made all indexes anew from \(events) event\(events == 1 ? "" : "s"); the old file is data.mdb.before-rebuild\n"
        )
        try output.flush()
    }
}
