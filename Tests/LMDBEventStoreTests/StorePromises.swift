import EventSourcing
import EventStoreTesting
import Foundation
import Testing

@testable import LMDBEventStore

/// The store in LMDB keeps what every store promises.
@Suite(.timeLimit(.minutes(60)))
struct StorePromises {
    typealias Suite = EventStoreSuite<LMDBEventStore>

    /// A way to open a store: on which thread appends are written, and how many events may wait for the indexes.
    struct Way: Sendable, CustomTestStringConvertible {
        let writing: LMDBEventStore.Writing
        let tailLimit: TailLimit

        var testDescription: String { "\(writing), a tail up to \(tailLimit.alone)" }
    }

    /// All events in the indexes, hardly any of a small log's, and some here and some there.
    static let ways = [
        Way(writing: .onOwnThread, tailLimit: TailLimit(0)), Way(writing: .onCallersThread, tailLimit: .usual),
        Way(writing: .onOwnThread, tailLimit: TailLimit(3)),
    ]

    @Test(arguments: Suite.promises + Suite.projectionPromises, ways)
    func `the store in LMDB keeps its promise`(_ promise: Suite.Promise, _ way: Way) async throws {
        try await inNewDirectory { path in
            let suite = Suite { clock in
                try LMDBEventStore.open(
                    at: path, mode: .createIfMissing, clock: clock, writing: way.writing, tailUpTo: way.tailLimit)
            } dispose: { store in
                store.close()
            }
            try await suite.check(promise)
        }
    }

    @Test(arguments: DCBFile.cases)
    func `the store in LMDB plays the case`(_ dcbCase: DCBCase) async throws {
        try await inNewDirectory { path in
            let clock = SettableClock()
            let store = try LMDBEventStore.open(at: path, mode: .createIfMissing, clock: clock.recording())
            defer { store.close() }
            try await dcbCase.run(on: store, clock: clock)
        }
    }

    @Test(.enabled(if: DCBFile.isThere, "needs ../shared/data/dcb/dcb_testcases.json"))
    func `all 27 cases of consistency across entities were played`() {
        #expect(DCBFile.cases.count == 27)
    }

    private func inNewDirectory(_ body: (_ path: String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "promises-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await body(directory.appending(path: "log").path)
    }
}

/// The cases of dcb.events, which stand beside the project where somebody put them there.
private enum DCBFile {
    private static let url = URL(filePath: #filePath).resolvingSymlinksInPath()
        .appending(path: "../../../../shared/data/dcb/dcb_testcases.json").standardizedFileURL

    static var isThere: Bool { FileManager.default.isReadableFile(atPath: url.path) }

    static let cases: [DCBCase] = (try? DCBCase.all(in: Array(Data(contentsOf: url)))) ?? []
}
