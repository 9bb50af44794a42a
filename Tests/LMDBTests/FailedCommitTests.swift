import Foundation
import Glibc
import Testing

@testable import LMDB

/// What becomes of an environment whose meta page could not be written.
struct FailedCommitTests {
    /// Makes the descriptor through which LMDB writes meta pages (the one with `O_DSYNC`) one that cannot be written to.
    private static func breakMetaWrites(of path: String) throws {
        var broken = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            guard let descriptor = Int32(name),
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) == path,
                fcntl(descriptor, F_GETFL) & O_DSYNC != 0
            else { continue }
            let readOnly = unsafe open(path, O_RDONLY | O_CLOEXEC)
            #expect(readOnly >= 0 && dup2(readOnly, descriptor) == descriptor)
            close(readOnly)
            broken += 1
        }
        #expect(broken == 1)
    }

    @Test func `after a failed write of a meta page nothing is written any more, and reading goes on`() throws {
        let scratch = try Scratch()
        let path = scratch.path("environment")
        let environment = try scratch.makeEnvironment("environment", ["rows": .bytes, "numbers": .integers])
        let rows = try environment.database("rows", .bytes)
        let numbers = try environment.database("numbers", .integers)
        try environment.put("first", "a", in: rows)
        try environment.put([1], 1, in: numbers)
        try Self.breakMetaWrites(of: URL(filePath: path).resolvingSymlinksInPath().path + "/data.mdb")

        #expect(throws: LMDBError.self) { try environment.put("second", "b", in: rows) }
        let refusal = #expect(throws: LMDBError.self) { try environment.put("third", "c", in: rows) }
        #expect(refusal?.description.contains("until it is opened again") == true)
        for _ in 0..<3 {
            #expect(try environment.text("a", in: rows) == "first")
            #expect(try environment.value(1, in: numbers) == [1])
            #expect(try environment.text("b", in: rows) == nil)
        }
        #expect(throws: LMDBError.self) { try environment.put("third", "c", in: rows) }
        environment.close()

        let again = try Environment.open(at: path)
        defer { again.close() }
        let opened = try again.database("rows", .bytes)
        #expect(try again.text("a", in: opened) == "first" && again.text("b", in: opened) == nil)
        try again.put("fourth", "d", in: opened)
        #expect(try again.text("d", in: opened) == "fourth")
    }

    @Test func `many readers at once find the file opened anew once`() async throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["rows": .bytes])
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        try environment.put("first", "a", in: rows)
        let path = URL(filePath: scratch.path("environment")).resolvingSymlinksInPath().path + "/data.mdb"
        try Self.breakMetaWrites(of: path)
        #expect(throws: LMDBError.self) { try environment.put("second", "b", in: rows) }
        try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<50 { group.addTask { try environment.text("a", in: rows) } }
            for try await text in group { #expect(text == "first") }
        }
    }
}
