import ArgumentParser
import EventSourcing
import LMDBEventStore
import Platform

/// Which log is meant, and how it is opened. The one place that picks a backend.
struct LogOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The directory of the log.", valueName: "dir"))
    var log: String?

    /// The directory: `--log`, else `BLOTTER_LOG`, else `$XDG_DATA_HOME/blotter`, else `~/.local/share/blotter`.
    func path() throws(CommandFailure) -> String {
        if let log {
            guard !log.isEmpty else { throw CommandFailure(.usage, "--log is empty; name a directory") }
            return log
        }
        if let path = try EnvironmentVariable.value(of: "BLOTTER_LOG") { return path }
        // The XDG base directory specification: a relative XDG_DATA_HOME is to be ignored.
        if let data = try EnvironmentVariable.value(of: "XDG_DATA_HOME"), data.hasPrefix("/") {
            return data + "/blotter"
        }
        if let home = try EnvironmentVariable.value(of: "HOME") { return home + "/.local/share/blotter" }
        throw CommandFailure(.usage, "there is no HOME to keep the log in; name a directory with --log")
    }

    /// Opens a log that must be there.
    func openForReading() throws(CommandFailure) -> LMDBEventStore {
        try open(.mustExist, acceptsLogAhead: false)
    }

    /// Opens a log; makes it where there is none.
    func openForWriting(acceptsLogAhead: Bool) throws(CommandFailure) -> LMDBEventStore {
        try open(.createIfMissing, acceptsLogAhead: acceptsLogAhead)
    }

    /// Opens a log in either mode.
    ///
    /// - Parameter writing: the caller's thread where one append is all that is to be done.
    func open(
        _ mode: LMDBEventStore.OpenMode, acceptsLogAhead: Bool, writing: LMDBEventStore.Writing = .onOwnThread
    ) throws(CommandFailure) -> LMDBEventStore {
        let clock = RecordingClock(acceptsLogAhead: acceptsLogAhead) { .now }
        return try opening { path throws(EventStoreError) in
            try LMDBEventStore.open(
                at: path, mode: mode, clock: clock, writing: writing, answering: CallbackExecutor.together)
        }
    }

    /// Checks everything in the log, and shows its events on the way.
    func verify(
        showing witness: @escaping LogWitness, _ progress: @escaping (LogVerification.Progress) -> Void
    ) throws(CommandFailure) -> LogVerification {
        try opening { path throws(EventStoreError) in
            try LMDBEventStore.verify(at: path, progress: progress, showing: witness)
        }
    }

    /// Makes all indexes of the log anew; gives the number of its events.
    func rebuildIndexes(_ progress: (LogVerification.Progress) -> Void) throws(CommandFailure) -> UInt64 {
        try opening { path throws(EventStoreError) in
            try LMDBEventStore.rebuildIndexes(at: path, progress: progress)
        }
    }

    private func opening<Result>(
        _ body: (_ path: String) throws(EventStoreError) -> Result
    ) throws(CommandFailure) -> Result {
        let path = try path()
        LMDBEventStore.endProcessOnFault(code: CommandFailure.Code.io.rawValue, prefix: "blotter: ")
        do { return try body(path) } catch { throw CommandFailure(error) }
    }
}

extension Timestamp {
    /// The time of day of this machine.
    static var now: Timestamp { Timestamp(microseconds: Process.microsecondsSinceEpoch) }
}
