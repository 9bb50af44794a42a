import Foundation
import LMDB

/// A directory of one test's own, removed with it.
final class Scratch: Sendable {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "lmdb-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// A path in the directory, at which nothing need stand.
    func path(_ name: String) -> String { directory.appending(path: name).path }

    /// Makes a directory.
    @discardableResult
    func makeDirectory(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        return path(name)
    }

    /// Makes a file of these bytes.
    @discardableResult
    func makeFile(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: directory.appending(path: name))
        return path(name)
    }

    /// A new environment with these databases.
    func makeEnvironment(
        _ name: String = "environment", _ shapes: KeyValuePairs<String, Database.Shape> = ["rows": .bytes]
    ) throws -> Environment {
        let environment = try Environment.create(at: makeDirectory(name))
        try environment.createDatabases(shapes)
        return environment
    }

    /// Cuts a file off, or makes it longer with zeros.
    func cut(_ name: String, to size: Int) throws {
        let file = try FileHandle(forWritingTo: directory.appending(path: name))
        try file.truncate(atOffset: UInt64(size))
        try file.close()
    }
}
