import EventSourcing
import EventStoreTesting
import Testing

@testable import BlotterCommands

struct NearNamesTests {
    private let names = ["harbour-fire", "harbour-fire-2", "quay", "crocus-city-hall", "a", "abc"]

    @Test(arguments: [
        ("harbor-fire", ["harbour-fire"]), ("harbour", ["harbour-fire", "harbour-fire-2"]),
        ("HARBOUR-FIRE", ["harbour-fire", "harbour-fire-2"]), ("qauy", ["quay"]),
        ("crocus-city-hal", ["crocus-city-hall"]),
        ("flood", []),
    ])
    func `names that are nearly the same are found, the nearest first`(_ wanted: String, _ expected: [String]) throws {
        let near = NearNames.of(try StreamID(wanted), among: try names.map { try StreamID($0) })
        #expect(near.map(\.text) == expected)
    }

    @Test func `a name is not near to itself`() throws {
        let names = try names.map { try StreamID($0) }
        #expect(!NearNames.of(try StreamID("quay"), among: names).contains(try StreamID("quay")))
    }

    /// A store in which each of these streams has an event.
    private func store(_ names: [String]) async throws -> InMemoryEventStore {
        let store = InMemoryEventStore(clock: SettableClock().recording())
        for name in names {
            let event = NewEvent(
                stream: try StreamID(name), kind: try EventKind("reported"), body: Array(#"{"summary":"x"}"#.utf8))
            _ = try await store.append(AppendRequest([event], author: try Author("desk")))
        }
        return store
    }

    @Test(arguments: [
        ("harbor-fire", ["harbour-fire"]), ("harbour", ["harbour-fire", "harbour-fire-2"]),
        ("HARBOUR-FIRE", ["harbour-fire", "harbour-fire-2"]), ("qauy", ["quay"]), ("quay-smoke", ["quay"]),
        ("crocus-city-hal", ["crocus-city-hall"]), ("flood", []),
    ])
    func `among very many names the same are found without looking at all`(
        _ wanted: String, _ expected: [String]
    ) async throws {
        let near = try await NearNames.of(try StreamID(wanted), in: store(names), fewNames: 0)
        #expect(near.map(\.text) == expected)
    }

    @Test(arguments: 1...5)
    func `among very many names each that differs by one letter is found`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abcxyz0189-.")
        func name(_ length: Int) -> String {
            "n" + String((1..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
        }
        let names = Set((1...200).map { _ in name(.random(in: 5...12, using: &random)) }).sorted()
        let store = try await store(names)
        for other in names {
            var wanted = Array(other)
            let place = Int.random(in: 1..<wanted.count, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0: wanted.remove(at: place)
            case 1: wanted.insert("q", at: place)
            case 2: wanted[place] = "q"
            default: wanted.swapAt(place - 1, place)
            }
            guard let mistaken = try? StreamID(String(wanted)), !names.contains(mistaken.text) else { continue }
            let near = try await NearNames.of(mistaken, in: store, fewNames: 0)
            // Another may be as near, and of those the first three are named.
            #expect(near.map(\.text).contains(other) || near.count == 3, "\(mistaken) for \(other)")
        }
    }
}
