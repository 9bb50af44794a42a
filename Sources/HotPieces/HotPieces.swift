import CCounting
import Platform

/// Measures what the hot pieces of the program cost an event: `HotPieces DIRECTORY`, where a log is made.
///
/// One line of JSON a piece. Under callgrind it counts instructions instead, which are in callgrind's dumps by the number
/// of the piece. `Scripts/gate` runs it in both ways and holds the figures against their limits.
@main
enum HotPieces {
    static func main() async {
        do {
            try await measure()
        } catch {
            try? Descriptor.standardError.write("HotPieces: \(error)\n".utf8)
            Process.exit(1)
        }
    }

    /// Not on the main actor, to which every `await` of it would come back.
    @concurrent private static func measure() async throws {
        guard CommandLine.arguments.count == 2 else { throw UsageError("usage: HotPieces DIRECTORY") }
        try checkCounting()
        let log = try await LogPieces(at: CommandLine.arguments[1] + "/log")
        for (number, piece) in try (LinePieces.all() + log.all + TimelinePieces.all()).enumerated() {
            let measurement = try await piece.measure(number: UInt32(number))
            try Descriptor.standardOutput.write((measurement.line + "\n").utf8)
        }
    }

    /// Where the allocator is another one, or another library brings its own, nothing would be counted and every limit kept.
    private static func checkCounting() throws {
        let before = blotter_allocations()
        for count in 1...100 { keep([UInt8](repeating: 7, count: count)) }
        let counted = blotter_allocations() - before
        guard counted >= 100 else { throw UsageError("of 100 allocations \(counted) are counted") }
    }
}

/// What was asked for cannot be done, as a sentence.
struct UsageError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
