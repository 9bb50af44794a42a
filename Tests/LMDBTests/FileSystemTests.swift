import Foundation
import LMDB
import Testing

/// What making a log asks of the file system.
struct FileSystemTests {
    @Test(
        arguments: [
            ("a", nil), ("/a", "/"), ("a/", nil), ("/", nil), ("a//b/", "a"), ("", nil), ("//", nil), ("//a", "/"),
            ("a/b", "a"), ("a/b//", "a"), ("/a/b", "/a"), ("///a//b", "///a"), ("./a", "."), ("../a", ".."),
            ("a/../b", "a/.."),
        ] as [(String, String?)])
    func `the parent of a path is where it stands`(path: String, parent: String?) {
        #expect(FileSystem.parent(of: path) == parent)
    }

    @Test func `missing parents are made, and those that are there are left`() throws {
        let scratch = try Scratch()
        try scratch.makeFile("kept", [1])
        for path in ["log", "a/log", "a/b/c/log", "a/b//d///log/"] {
            try FileSystem.makeParents(of: scratch.path("") + "/" + path)
        }
        for name in ["a", "a/b", "a/b/c", "a/b/d"] { #expect(isDirectory(scratch.path(name)), "\(name)") }
        for name in ["log", "a/log", "a/b/c/log", "a/b/d/log"] {
            #expect(!FileManager.default.fileExists(atPath: scratch.path(name)), "\(name)")
        }
        #expect(throws: LMDBError.self) { try FileSystem.makeParents(of: scratch.path("kept/b/log")) }
        #expect(try Data(contentsOf: scratch.directory.appending(path: "kept")) == Data([1]))
    }

    @Test func `a file moves to where nothing stands`() throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("new")
        try scratch.makeFile("new/data.mdb", [1])
        try FileSystem.move(scratch.path("new/data.mdb"), to: scratch.path("data.mdb"))
        #expect(FileSystem.exists(scratch.path("data.mdb")))
        #expect(!FileSystem.exists(scratch.path("new/data.mdb")))
    }

    @Test func `a file moves onto nothing that is there`() throws {
        let scratch = try Scratch()
        try scratch.makeFile("new", [1])
        try scratch.makeDirectory("empty")
        try scratch.makeFile("file", [2])
        for target in ["empty", "file"] {
            let error = #expect(throws: LMDBError.self, "\(target)") {
                try FileSystem.move(scratch.path("new"), to: scratch.path(target))
            }
            #expect(error?.isExisting == true, "\(target): \(String(describing: error))")
        }
        #expect(isDirectory(scratch.path("empty")))
        #expect(try Data(contentsOf: scratch.directory.appending(path: "file")) == Data([2]))
        #expect(try Data(contentsOf: scratch.directory.appending(path: "new")) == Data([1]))
    }

    @Test func `what stands at a path is told`() throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("empty")
        try scratch.makeDirectory("full/of")
        try scratch.makeFile("full/.hidden", [])
        try scratch.makeFile("file", [1])
        #expect(try told("nothing", in: scratch) == "nothing")
        #expect(try told("empty", in: scratch) == "empty")
        #expect(try told("empty/", in: scratch) == "empty")
        #expect(try told("full", in: scratch) == ".hidden of")
        #expect(try told("file", in: scratch) == "other")
        #expect(try told("file/below", in: scratch) == "other")
    }

    @Test func `making a directory where something stands is an error`() throws {
        let scratch = try Scratch()
        try FileSystem.makeDirectory(scratch.path("new"))
        let error = #expect(throws: LMDBError.self) { try FileSystem.makeDirectory(scratch.path("new")) }
        #expect(error?.isExisting == true)
        let missing = #expect(throws: LMDBError.self) { try FileSystem.makeDirectory(scratch.path("no/new")) }
        #expect(missing?.isNotFound == true)
        let nothing = #expect(throws: LMDBError.self) { try FileSystem.synchronize(scratch.path("no")) }
        #expect(nothing?.description == "cannot open \(scratch.path("no")): No such file or directory")
    }

    @Test func `removing an environment leaves the files of others`() throws {
        let scratch = try Scratch()
        try scratch.makeEnvironment("one").close()
        try scratch.makeEnvironment("two").close()
        try scratch.makeFile("two/kept", [1])
        FileSystem.removeEnvironment(at: scratch.path("one"))
        FileSystem.removeEnvironment(at: scratch.path("two"))
        #expect(try told("one", in: scratch) == "nothing")
        #expect(try told("two", in: scratch) == "kept")
    }

    private func told(_ name: String, in scratch: Scratch) throws -> String {
        switch try FileSystem.occupant(of: scratch.path("") + "/" + name) {
        case .nothing: "nothing"
        case .directory(let names): names.isEmpty ? "empty" : names.sorted().joined(separator: " ")
        case .other: "other"
        }
    }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
