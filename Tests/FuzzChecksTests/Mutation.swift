import EventStoreTesting

/// Inputs that come about when those of a corpus are changed in a few places; the same ones for the same seed.
struct Mutation {
    private let corpus: [[UInt8]]
    private var generator: SeededGenerator

    init(corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus
        generator = SeededGenerator(seed: seed)
    }

    mutating func next() -> [UInt8] {
        var input = corpus.randomElement(using: &generator) ?? []
        for _ in 0...Int.random(in: 0..<4, using: &generator) { change(&input) }
        return input
    }

    private mutating func change(_ input: inout [UInt8]) {
        let start = Int.random(in: 0...input.count, using: &generator)
        let end = min(input.count, start + Int.random(in: 0...8, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: input.removeSubrange(start..<end)
        case 1: input.insert(contentsOf: input[start..<end], at: end)
        case 2: input.insert(.random(in: 0...255, using: &generator), at: start)
        case 3:
            let other = corpus.randomElement(using: &generator) ?? []
            let place = Int.random(in: 0...other.count, using: &generator)
            input.replaceSubrange(start..<end, with: other[place...].prefix(end - start + 4))
        default:
            guard start < input.count else { return }
            input[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
    }
}
