import EventSourcing
import EventStoreTesting
import Foundation
import Incidents
import LMDBEventStore
import Synchronization

@testable import BlotterCommands

/// What is asked of a log.
struct Asked {
    var selection = ReadSelection()
    var text: String?
    /// How many of those that hold the text.
    var limit: Int?
}

/// What was printed, and with what it ended.
struct Printed: Equatable {
    var bytes: [UInt8] = []
    var error: String?
}

/// A log of one test's own, with events of all sorts, removed with it.
final class ReplayedLog: Sendable {
    let store: LMDBEventStore
    private let directory: URL

    init(events count: Int) async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "replay-tests-\(UUID().uuidString)")
        let clock = SettableClock()
        store = try LMDBEventStore.open(at: directory.path, mode: .createIfMissing, clock: clock.recording())
        let kinds = ["reported", "responded", "updated"] as [StaticString]
        for number in 1...count {
            // Some bodies are larger than a page of memory, some texts have to be escaped.
            let more = String(repeating: "more ", count: number % 50 == 0 ? 3000 : number % 7)
            let body = #"{"summary":"event number \#(number). \#(number % 3 == 0 ? "Smoke" : "Rauch") \#(more)"}"#
            var event = NewEvent(
                stream: try StreamID("incident-\(number % 11)"), kind: EventKind(kinds[number % 3]),
                body: Array(body.utf8))
            if number % 2 == 0 { event.tags = [try Tag("unit:E\(number % 4)"), try Tag("area:\u{E9}\"\(number % 5)")] }
            if number % 5 == 0 { event.by = try Author("the \"night\" desk") }
            clock.advance(bySeconds: 1)
            if number % 100 == 0 || number == 1 {
                _ = try await store.append(AppendRequest([event], author: try Author("desk")))
            } else {
                _ = try await store.append(store.prepare([event], author: try Author("desk")))
            }
        }
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(at: directory)
    }

    /// Turns a bit in the body of an event, while the log is open.
    func damage(_ position: UInt64) throws {
        let url = directory.appending(path: "data.mdb")
        let bytes = try Data(contentsOf: url)
        let part = Data("event number \(position). ".utf8)
        let file = try FileHandle(forUpdating: url)
        var start = bytes.startIndex
        // Pages that were given up hold older copies.
        while let found = bytes[start...].firstRange(of: part) {
            try file.seek(toOffset: UInt64(found.lowerBound))
            try file.write(contentsOf: Data("E".utf8))
            start = found.upperBound
        }
    }

    func replay(_ asked: Asked, onSeveralCores: Bool, batch: UInt64 = 64) async -> Printed {
        let printed = Mutex(Printed())
        let replay = LineReplay(
            store: store, search: asked.text.map(TextSearch.init), limit: asked.text == nil ? nil : asked.limit,
            write: { bytes in printed.withLock { $0.bytes += bytes } }, manyEvents: onSeveralCores ? 1 : .max,
            batchCount: batch)
        do {
            try await replay.print(asked.selection)
        } catch let failure as CommandFailure {
            printed.withLock { $0.error = failure.sentence }
        } catch {
            printed.withLock { $0.error = "\(error)" }
        }
        return printed.withLock { $0 }
    }

    /// Something that could be asked of the log, as the flags of `replay` ask it.
    func randomSelection(_ random: inout SeededGenerator) throws -> Asked {
        func oneIn(_ count: Int) -> Bool { Int.random(in: 1...count, using: &random) == 1 }
        var item = Query.Item()
        if oneIn(4) { item.kinds = [try EventKind("responded")] }
        if oneIn(4) { item.streams = [try StreamID("incident-3"), try StreamID("incident-4")] }
        if oneIn(4) { item.tags = [try Tag("unit:E2")] }
        var asked = Asked(selection: ReadSelection(Query([item]), direction: oneIn(2) ? .forward : .backward))
        if oneIn(2) { asked.selection.after = Position(.random(in: 0...750, using: &random)) }
        if oneIn(2) { asked.selection.upTo = Position(.random(in: 0...750, using: &random)) }
        let limit = oneIn(2) ? Int.random(in: 1...800, using: &random) : nil
        if oneIn(3) {
            asked.text = oneIn(2) ? "smoke" : "number 12"
            asked.limit = limit
        } else {
            asked.selection.limit = limit
        }
        return asked
    }
}
