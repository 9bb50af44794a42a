import Foundation
import Synchronization
import Testing

@testable import LMDB

/// One writer at a time, over all processes.
struct TurnTests {
    @Test func `one waits until the other has passed the turn on`() throws {
        let scratch = try Scratch()
        let path = try scratch.makeFile("data.mdb", [1])
        let turns = [try Turn(at: path), try Turn(at: path)]
        let isTaken = Mutex(false)
        let faults = Mutex(0)
        onThreads(2) { thread in
            for _ in 1...2_000 {
                do { try turns[thread].take() } catch { faults.withLock { $0 += 1 } }
                let wasTaken = isTaken.withLock { isTaken in
                    defer { isTaken = true }
                    return isTaken
                }
                if wasTaken { faults.withLock { $0 += 1 } }
                isTaken.withLock { $0 = false }
                turns[thread].pass()
            }
        }
        #expect(faults.withLock { $0 } == 0)
    }

    @Test func `there is no turn at a file that is not there`() throws {
        let scratch = try Scratch()
        #expect(throws: LMDBError.self) { _ = try Turn(at: scratch.path("nothing")) }
    }

    @Test func `the turn is passed on when a transaction fails`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        #expect(throws: LMDBError.self) {
            try environment.write { _ throws(LMDBError) in throw .damaged("The test wants it so.") }
        }
        let other = try Turn(at: scratch.path("environment/data.mdb"))
        try other.take()
        other.pass()
        try environment.put("value", "key", in: rows)
    }

    @Test func `nobody has two turns while another waits`() throws {
        let scratch = try Scratch()
        let path = try scratch.makeFile("data.mdb", [1])
        let (greedy, patient) = (try Turn(at: path), try Turn(at: path))
        let turns = Mutex<[Int]>([])
        try greedy.take()
        onThreads(2) { thread in
            if thread == 0 {
                // Greedy itself stands at no door now.
                while !greedy.isAwaited { usleep(1_000) }
                for _ in 1...5 {
                    turns.withLock { $0.append(0) }
                    greedy.pass()
                    try? greedy.take()
                }
                greedy.pass()
            } else {
                try? patient.take()
                turns.withLock { $0.append(1) }
                patient.pass()
            }
        }
        #expect(turns.withLock { Array($0.prefix(2)) } == [0, 1])
    }
}
