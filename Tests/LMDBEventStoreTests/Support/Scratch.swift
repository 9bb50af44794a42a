import EventSourcing
import EventStoreTesting
import Foundation

@testable import LMDBEventStore

/// A directory of one test's own, removed with it, and a clock for the logs in it.
final class Scratch: Sendable {
    let directory: URL
    let clock = SettableClock()
    private let tailLimit: TailLimit

    /// - Parameter tailLimit: how many of a log's newest events may wait for the indexes; where it is 0, each stands there
    ///   at once, for tests on the indexes of a small log.
    init(tailUpTo tailLimit: Int? = nil) throws {
        self.tailLimit = tailLimit.map { TailLimit($0) } ?? .usual
        directory = FileManager.default.temporaryDirectory.appending(path: "log-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// A path in the directory, at which nothing need stand.
    func path(_ name: String = "log") -> String { directory.path + "/" + name }

    func open(_ name: String = "log", _ mode: LMDBEventStore.OpenMode = .createIfMissing) throws -> LMDBEventStore {
        try LMDBEventStore.open(at: path(name), mode: mode, clock: clock.recording(), tailUpTo: tailLimit)
    }

    func makeDirectory(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    func makeFile(_ name: String, _ bytes: [UInt8] = [1]) throws {
        try Data(bytes).write(to: directory.appending(path: name))
    }

    /// The pages of a log's file.
    func pages(_ name: String = "log") throws -> [Data] {
        let file = try Data(contentsOf: directory.appending(path: "\(name)/data.mdb"))
        return stride(from: 0, to: file.count, by: 4096).map { file[$0..<min($0 + 4096, file.count)] }
    }

    func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }
}

/// The code and sentence with which something was refused; nil where it was not.
func refusal(_ body: () async throws -> Void) async -> EventStoreError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? EventStoreError
    }
}

extension TailLimit {
    /// So many, whether they were appended alone or together.
    init(_ count: Int) { self.init(alone: count, together: count) }
}
