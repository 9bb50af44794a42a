import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

struct HashedNumbersTests {
    @Test func `numbers are found by their hashes as in a dictionary, also where hashes are shared`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var numbers = HashedNumbers()
        var known: [UInt64: [UInt64]] = [:]
        for number in 1...20_000 as ClosedRange<UInt64> {
            // Few low bits, so that many stand side by side; zero is a hash like any other.
            let hash = UInt64.random(in: 0...3_000, using: &random) << UInt64.random(in: 0...40, using: &random)
            numbers.add(hash, number)
            known[hash, default: []].append(number)
            let asked = UInt64.random(in: 0...3_000, using: &random)
            #expect(numbers.holds(asked) == (known[asked] != nil), "seed \(seed)")
        }
        #expect(numbers.count == 20_000)
        for (hash, expected) in known {
            for number in expected { #expect(numbers.first(hash) { $0 == number } == number, "seed \(seed)") }
            #expect(numbers.first(hash) { !expected.contains($0) } == nil, "seed \(seed)")
        }
    }
}
