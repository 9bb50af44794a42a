import EventSourcing
import Foundation
import Testing

@testable import EventStoreTesting
@testable import LMDB
@testable import LMDBEventStore

/// Where a log may be, and what is refused in its place.
struct OpeningTests {
    @Test(arguments: ["log", "log/", "log//", "a/b/c/log", "a//b/log/", "empty", "empty/"])
    func `a log is made where nothing stands or in an empty directory`(name: String) async throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("empty")
        let store = try scratch.open(name)
        try await store.append([.sample()])
        store.close()
        #expect(try scratch.names(in: name) == ["data.mdb", "lock.mdb", "sound.mark"])
        let again = try scratch.open(name, .mustExist)
        #expect(try await again.head().position == Position(1))
        again.close()
        // Nothing is left of what was made aside.
        let tops = try scratch.names(in: "")
        #expect(Set(tops).isSubset(of: ["log", "a", "empty"]))
    }

    @Test func `a log is made where a file system begins, and beside what somebody left who was stopped`() async throws
    {
        let scratch = try Scratch()
        try scratch.makeDirectory("log/lost+found")
        try scratch.makeDirectory("log/.new-1-a")
        try scratch.makeFile("log/.new-1-a/data.mdb")
        let store = try scratch.open()
        try await store.append([.sample()])
        store.close()
        #expect(try scratch.names(in: "log") == ["data.mdb", "lock.mdb", "lost+found", "sound.mark"])
    }

    @Test func `a log is made where a symbolic link leads`() async throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("empty")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: scratch.path("empty"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("dangling"), withDestinationPath: scratch.path("nowhere"))
        let store = try scratch.open("link")
        try await store.append([.sample()])
        store.close()
        #expect(try scratch.names(in: "empty") == ["data.mdb", "lock.mdb", "sound.mark"])
        let error = await refusal { _ = try scratch.open("dangling") }
        #expect(error?.description.hasSuffix("No such file or directory") == true, "\(error as Any)")
    }

    @Test func `many who make the same log at once get one log`() async throws {
        for _ in 1...5 {
            let scratch = try Scratch()
            let stores = try await withThrowingTaskGroup(of: LMDBEventStore.self) { group in
                for _ in 1...8 { group.addTask { try scratch.open("a/log") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for store in stores { try await store.append([.sample("shared")]) }
            for store in stores { #expect(try await store.read().map(\.revision.rawValue) == Array(1...8)) }
            for store in stores { store.close() }
            #expect(try scratch.names(in: "a") == ["log"])
            #expect(try scratch.names(in: "a/log") == ["data.mdb", "lock.mdb", "sound.mark"])
        }
    }

    @Test(arguments: ["nowhere", "no/where", "empty"])
    func `a log that must exist and does not is named`(name: String) async throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("empty")
        let error = await refusal { _ = try scratch.open(name, .mustExist) }
        #expect(error?.code == .noSuchLog)
        #expect(error?.description.contains("there is no log at \(scratch.path(name));") == true)
        #expect(try scratch.names(in: "") == ["empty"])
        #expect(try scratch.names(in: "empty") == [])
    }

    @Test(arguments: ["file", "file/log", "full", "hidden", "text", "directory"])
    func `what is something else is left as it is`(name: String) async throws {
        let scratch = try Scratch()
        for directory in ["full/of/things", "hidden", "text", "directory/data.mdb"] {
            try scratch.makeDirectory(directory)
        }
        try scratch.makeFile("file")
        try scratch.makeFile("hidden/.hidden")
        try scratch.makeFile("text/data.mdb", [UInt8](repeating: 65, count: 50_000))
        for mode in [LMDBEventStore.OpenMode.mustExist, .createIfMissing] {
            let error = await refusal { _ = try scratch.open(name, mode) }
            #expect(error?.code == .notALog)
            #expect(
                error?.description.hasPrefix("\(scratch.path(name)) is not a Blotter log: ") == true, "\(error as Any)")
        }
        #expect(try scratch.names(in: "") == ["directory", "file", "full", "hidden", "text"])
        #expect(try scratch.names(in: "full") == ["of"])
    }

    @Test func `an LMDB file of another program is not a log`() async throws {
        let scratch = try Scratch()
        let key = Array("meta".utf8)
        let others: [KeyValuePairs<String, Database.Shape>] = [
            ["other": .bytes], ["meta": .bytes], ["meta": .integers], [:],
        ]
        for (number, shapes) in others.enumerated() {
            try scratch.makeDirectory("\(number)")
            let environment = try Environment.create(at: scratch.path("\(number)"))
            try environment.createDatabases(shapes)
            if shapes.isEmpty {
                // A plain row of the name that a log's table has.
                try environment.write { transaction throws(LMDBError) in
                    try transaction.put(key.rawBytes, forKey: key.rawBytes, in: Database(handle: 1))
                }
            }
            environment.close()
            let error = await refusal { _ = try scratch.open("\(number)") }
            #expect(error?.code == .notALog, "\(number)")
            #expect(error?.description.contains("its data.mdb was made by another program") == true, "\(error as Any)")
        }
    }

    @Test func `a log of a newer format is refused in a sentence that names both`() async throws {
        let scratch = try Scratch()
        try scratch.open().close()
        let environment = try Environment.open(at: scratch.path())
        let meta = try environment.database("meta", .bytes)
        let key = LogIdentity.key
        // What comes after the version may be anything in a newer format.
        for row in [CheckedRow([4, 0, 0, 0, 0]).bytes(key: key.rawBytes), [5, 0, 0, 0, 0, 0, 0, 0]] {
            try environment.write { transaction throws(LMDBError) in
                try transaction.put(row.rawBytes, forKey: key.rawBytes, in: meta)
            }
            let error = await refusal { _ = try scratch.open() }
            #expect(error?.code == .notALog)
            #expect(
                error?.description == "the log at \(scratch.path()) has the format \(row[0]), and this program reads "
                    + "formats up to 3; open it with a newer blotter")
        }
        environment.close()
    }

    @Test func `a log that was cut short is damaged`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.append([.sample().with { $0.body = [UInt8](repeating: 65, count: 200_000) }])
        store.close()
        for size in [100_000, 8192, 100, 0] as [UInt64] {
            let file = try FileHandle(forWritingTo: scratch.directory.appending(path: "log/data.mdb"))
            try file.truncate(atOffset: size)
            try file.close()
            let error = await refusal { _ = try scratch.open() }
            #expect(error?.code == .damaged)
            #expect(error?.description.contains("data.mdb is damaged: the file is \(size) bytes long") == true)
        }
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write everything"))
    func `who may not write may still read`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.append([.sample()])
        store.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: scratch.path("log/data.mdb"))
        let reader = try scratch.open("log", .mustExist)
        defer { reader.close() }
        #expect(try await reader.read().count == 1)
        let error = await refusal { try await reader.append([.sample()]) }
        #expect(error?.code == .unavailable)
        #expect(try await reader.head().position == Position(1))
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write everything"))
    func `where no directory can be made the reason is told`() async throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("locked")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.path("locked"))
        let error = await refusal { _ = try scratch.open("locked/log") }
        #expect(error?.code == .unavailable)
        #expect(error?.description.hasSuffix("Permission denied") == true)
    }
}
