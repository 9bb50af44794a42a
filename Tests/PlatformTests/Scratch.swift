import Foundation
import Platform

/// A directory of one test's own, removed with it.
final class Scratch: Sendable {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "platform-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The path of a file, which is made with these bytes if any are given.
    func file(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
        let url = directory.appending(path: name)
        if let bytes { try Data(bytes).write(to: url) }
        return url.path
    }
}

extension Pipe {
    /// What opens the end to read from once more.
    var readingPath: String { "/dev/fd/\(fileHandleForReading.fileDescriptor)" }
}

extension Descriptor {
    /// Everything up to the end, read in steps of so many bytes.
    func everything(inStepsOf count: Int = 4096) throws -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: count)
        while case let count = try read(into: &buffer), count > 0 { all += buffer.prefix(count) }
        return all
    }
}
