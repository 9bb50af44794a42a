import EventSourcing
import Testing

@Suite struct DistributionTests {
    @Test func `a value lies in the first bucket whose bound it does not exceed`() {
        var values = Distribution(bounds: [1, 10, 100])
        for value: UInt64 in [0, 1, 2, 10, 11, 100, 101, .max] { values.take(value) }
        #expect(values.counts == [2, 2, 2])
        #expect(values.count == 8)
    }

    @Test func `the sum does not trap, however large it grows`() {
        var values = Distribution.sizes
        for _ in 1...3 { values.take(.max) }
        #expect(values.count == 3)
        #expect(values.counts.allSatisfy { $0 == 0 })
    }

    @Test(arguments: [Distribution.times, .numbers, .sizes])
    func `the bounds ascend`(values: Distribution) {
        #expect(values.bounds == values.bounds.sorted())
        #expect(Set(values.bounds).count == values.bounds.count)
    }
}
