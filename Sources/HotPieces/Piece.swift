import CCounting
import Platform

/// A piece of the program that runs once for each of very many events, so that what one run costs is worth a limit.
struct Piece: Sendable {
    /// What it does, in a few words; its limits stand under this name in `Config/benchmarks.json`.
    let name: String
    /// How many events one round goes through.
    let events: Int
    /// Goes through them once.
    let round: @Sendable () async throws -> Void

    /// Measures rounds of it, after one that fills what is filled once.
    ///
    /// - Parameter number: what callgrind's dump is named by.
    func measure(number: UInt32) async throws -> Measurement {
        try await round()
        guard !blotter_counts_instructions() else {
            blotter_begin_instructions()
            try await round()
            blotter_end_instructions(number)
            return Measurement(piece: name, number: number, events: events, allocations: nil, nanoseconds: nil)
        }
        // The rare allocation of a thread of the runtime, or of a page that is split, is one of many rounds.
        var allocations = UInt64.max
        var nanoseconds = UInt64.max
        for _ in 0..<5 {
            let (before, begun) = (blotter_allocations(), Process.monotonicNanoseconds)
            try await round()
            nanoseconds = min(nanoseconds, Process.monotonicNanoseconds - begun)
            allocations = min(allocations, blotter_allocations() - before)
        }
        return Measurement(
            piece: name, number: number, events: events, allocations: Double(allocations) / Double(events),
            nanoseconds: Double(nanoseconds) / Double(events))
    }
}

/// Takes a value that nobody else needs, so that it is made all the same.
@inline(never) @_optimize(none)
func keep<Value>(_ value: Value) {}
