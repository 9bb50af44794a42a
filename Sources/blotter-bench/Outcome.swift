import Platform

/// What a figure came to.
struct Outcome {
    /// How many events were appended or read; of queries, how many were asked.
    let count: Int
    /// How long it took.
    let seconds: Double

    /// Runs something that says how many events it was, and measures how long it takes.
    static func of(_ work: () async throws -> Int) async throws -> Outcome {
        let begun = Process.monotonicNanoseconds
        let count = try await work()
        return Outcome(count: count, seconds: Double(Process.monotonicNanoseconds - begun) / 1e9)
    }

    /// As a line of JSON.
    var line: String { "{\"events\":\(count),\"seconds\":\(seconds)}" }
}
