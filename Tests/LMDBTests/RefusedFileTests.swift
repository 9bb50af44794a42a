import Foundation
import LMDB
import Testing

/// Files that are refused before LMDB maps them.
struct RefusedFileTests {
    @Test func `where nothing stands there is nothing to open`() throws {
        let scratch = try Scratch()
        for name in ["nowhere", "", "file"] {
            try scratch.makeFile("file", [1])
            let error = #expect(throws: LMDBError.self, "\(name)") { try Environment.open(at: scratch.path(name)) }
            #expect(error?.isNotFound == true, "\(name)")
        }
    }

    @Test func `a file cut short is refused in a sentence that says so`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        let rows = try environment.database("rows", .bytes)
        for key in 0..<40 {
            try environment.put([UInt8](repeating: 7, count: 100_000), "\(key)".utf8.map { $0 }, in: rows)
        }
        let (used, file) = (try environment.usage().usedSize, try environment.fileSize())
        environment.close()
        #expect(file > used)
        // What was only made ready ahead of use is not missed.
        try scratch.cut("environment/data.mdb", to: used)
        let whole = try Environment.open(at: scratch.path("environment"))
        #expect(try whole.count(of: whole.database("rows", .bytes)) == 40)
        whole.close()
        for size in [used - 1, used - 4096, used / 2, 12_288, 8192, 8191, 4096, 1] {
            try scratch.cut("environment/data.mdb", to: size)
            let error = #expect(throws: LMDBError.self, "\(size)") {
                try Environment.open(at: scratch.path("environment"))
            }
            #expect(error?.isDamage == true, "\(size)")
            let sentence = "\(scratch.path("environment/data.mdb")) is damaged: the file is \(size) bytes long,"
            #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
        }
    }

    @Test func `an empty file is refused`() throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("environment")
        try scratch.makeFile("environment/data.mdb", [])
        let error = #expect(throws: LMDBError.self) { try Environment.open(at: scratch.path("environment")) }
        #expect(error?.isDamage == true)
        #expect(try Data(contentsOf: scratch.directory.appending(path: "environment/data.mdb")).isEmpty)
    }

    @Test func `a file of something else is foreign`() throws {
        let scratch = try Scratch()
        for (name, byte) in [("zeros", 0), ("text", 65)] as [(String, UInt8)] {
            try scratch.makeDirectory(name)
            try scratch.makeFile("\(name)/data.mdb", [UInt8](repeating: byte, count: 100_000))
            let error = #expect(throws: LMDBError.self) { try Environment.open(at: scratch.path(name)) }
            #expect(error?.isForeignFile == true)
        }
        try scratch.makeDirectory("directory/data.mdb")
        let error = #expect(throws: LMDBError.self) { try Environment.open(at: scratch.path("directory")) }
        #expect(error?.isForeignFile == true)
    }

    @Test func `a pipe keeps nobody waiting`() throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("environment")
        let making = try Process.run(
            URL(filePath: "/usr/bin/mkfifo"), arguments: [scratch.path("environment/data.mdb")])
        making.waitUntilExit()
        let error = #expect(throws: LMDBError.self) { try Environment.open(at: scratch.path("environment")) }
        #expect(error?.isForeignFile == true)
    }
}
