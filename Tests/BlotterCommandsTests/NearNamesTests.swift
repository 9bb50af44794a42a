import EventSourcing
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
}
