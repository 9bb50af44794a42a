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

    @Test(arguments: [("", "", 0), ("a", "", 1), ("abc", "acb", 1), ("kitten", "sitting", 3), ("fire", "fire", 0)])
    func `the distance counts changes and swaps`(_ left: String, _ right: String, _ distance: Int) {
        #expect(NearNames.distance(Array(left.utf8), Array(right.utf8), atMost: 3) == distance)
    }

    @Test func `a distance beyond the limit is not told`() {
        #expect(NearNames.distance(Array("abcdefgh".utf8), Array("stuvwxyz".utf8), atMost: 3) == nil)
    }
}
