import EventSourcing
import Incidents
import Platform

/// Why a command could not do what it was asked: one sentence and an exit code.
struct CommandFailure: Error {
    /// The exit codes of the program, after `sysexits.h`.
    enum Code: Int32 {
        /// Usage, or a bad flag value.
        case usage = 64
        /// Bad event data.
        case data = 65
        /// No such log, incident or file.
        case notFound = 66
        /// The disk said no, or damage was met.
        case io = 74
        /// Stale revision, failed condition, same id with other content.
        case conflict = 75
    }

    let code: Code
    let sentence: String

    init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    init(_ error: EventStoreError) { self.init(error.code.exitCode, error.description) }

    init(_ error: InvalidEvent) { self.init(.data, error.description) }

    init(_ error: SystemError) { self.init(error.isNotFound || error.isDirectory ? .notFound : .io, error.description) }
}

extension EventStoreError.Code {
    /// The exit code that says the same.
    var exitCode: CommandFailure.Code {
        switch self {
        case .staleRevision, .conditionFailed, .idConflict: .conflict
        case .missingReference, .invalid: .data
        case .noSuchLog: .notFound
        case .logAheadOfClock, .notALog, .damaged, .unavailable: .io
        }
    }
}
