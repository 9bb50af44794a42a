import Foundation
import FuzzChecks
import Testing

/// What the fuzzers check (`Scripts/soak fuzz`), in small: their corpus, and inputs that differ from it by chance.
@Suite struct Corpus {
    /// The inputs that this project wrote for a fuzzer, in one order on every machine.
    static func inputs(_ target: FuzzTarget) throws -> [[UInt8]] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let directory = root.appending(path: "Fuzzing/corpus/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        return try files.sorted { $0.lastPathComponent < $1.lastPathComponent }.map { Array(try Data(contentsOf: $0)) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `every input holds what it must`(target: FuzzTarget) throws {
        let inputs = try Self.inputs(target)
        #expect(inputs.count >= 10)
        for input in inputs { try target.check(input) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `so does whatever becomes of it by chance`(target: FuzzTarget) throws {
        var mutation = Mutation(corpus: try Self.inputs(target), seed: 2024)
        for _ in 0..<5000 { try target.check(mutation.next()) }
    }
}
