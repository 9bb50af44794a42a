import EventSourcing

/// A log of eight events that says of many queries which of them they find, written down by hand.
struct SmallLog {
    /// A query, and the positions of the events that it finds.
    struct Finding: Sendable {
        let name: String
        let query: Query
        let positions: [UInt64]
    }

    static func events() throws -> [NewEvent] {
        try [
            .sample("a", "reported", tags: ["x:1"]),
            .sample("b", "reported", tags: ["x:1", "y:1"]),
            .sample("a", "responded", tags: ["y:1"]),
            .sample("c", "updated", references: [.to("a", 1)]),
            .sample("a", "reported", tags: ["y:1", "x:1", "z:1"]),
            .sample("b", "responded", tags: ["x:2"]),
            .sample("a", "updated", tags: ["x:1"], references: [.to("b"), .to("b", 1)]),
            .sample("c", "reported", tags: ["y:1"], references: [.to("c", 1)]),
        ]
    }

    static func findings() throws -> [Finding] {
        let findings = try [ofOneItem(), ofSeveralItems()]
        return findings.flatMap { $0 }
    }

    private static func ofSeveralItems() throws -> [Finding] {
        try [
            finding("no item", [], [1, 2, 3, 4, 5, 6, 7, 8]),
            finding("an item that asks nothing", [.of()], [1, 2, 3, 4, 5, 6, 7, 8]),
            finding("a stream or nothing", [.of(streams: ["a"]), .of()], [1, 2, 3, 4, 5, 6, 7, 8]),
            finding("a stream or a tag", [.of(streams: ["a"]), .of(tags: ["y:1"])], [1, 2, 3, 5, 7, 8]),
            finding("a kind or a tag", [.of(kinds: ["reported"]), .of(tags: ["x:1"])], [1, 2, 5, 7, 8]),
            finding("a stream or a reference", [.of(streams: ["b"]), .of(referringTo: ["a"])], [2, 4, 6]),
            finding("two kinds as two items", [.of(kinds: ["updated"]), .of(kinds: ["responded"])], [3, 4, 6, 7]),
            finding("what is not there, or a kind", [.of(tags: ["no:1"]), .of(kinds: ["updated"])], [4, 7]),
            finding("the same item twice", [.of(tags: ["x:1"]), .of(tags: ["x:1"])], [1, 2, 5, 7]),
            finding(
                "three items that overlap",
                [
                    .of(tags: ["x:1", "y:1"]), .of(kinds: ["reported"], streams: ["a"]),
                    .of(streams: ["a"], tags: ["y:1"]),
                ],
                [1, 2, 3, 5]),
        ]
    }

    private static func ofOneItem() throws -> [Finding] {
        try [
            finding("a stream", [.of(streams: ["a"])], [1, 3, 5, 7]),
            finding("two streams", [.of(streams: ["a", "c"])], [1, 3, 4, 5, 7, 8]),
            finding("a stream that is not there", [.of(streams: ["d"])], []),
            finding("a stream that is there and one that is not", [.of(streams: ["b", "d"])], [2, 6]),
            finding("a kind", [.of(kinds: ["reported"])], [1, 2, 5, 8]),
            finding("two kinds", [.of(kinds: ["reported", "updated"])], [1, 2, 4, 5, 7, 8]),
            finding("a kind that is not there", [.of(kinds: ["closed"])], []),
            finding("a tag", [.of(tags: ["x:1"])], [1, 2, 5, 7]),
            finding("two tags", [.of(tags: ["x:1", "y:1"])], [2, 5]),
            finding("three tags", [.of(tags: ["z:1", "x:1", "y:1"])], [5]),
            finding("two tags that never meet", [.of(tags: ["x:1", "x:2"])], []),
            finding("a tag that is not there", [.of(tags: ["x:12"])], []),
            finding("a tag that is there and one that is not", [.of(tags: ["x:1", "no:1"])], []),
            finding("a kind and a stream", [.of(kinds: ["reported"], streams: ["a"])], [1, 5]),
            finding("a kind and a tag", [.of(kinds: ["reported"], tags: ["y:1"])], [2, 5, 8]),
            finding("a stream and a tag", [.of(streams: ["a"], tags: ["y:1"])], [3, 5]),
            finding("two streams and two tags", [.of(streams: ["b", "c"], tags: ["x:1", "y:1"])], [2]),
            finding(
                "a kind, a stream and a tag", [.of(kinds: ["responded"], streams: ["b"], tags: ["x:2"])], [6]),
            finding("a kind and a stream that never meet", [.of(kinds: ["updated"], streams: ["b"])], []),
            finding("references to a stream", [.of(referringTo: ["a"])], [4]),
            finding("references to a stream as a whole", [.of(referringTo: ["b"])], [7]),
            finding("references to two streams", [.of(referringTo: ["a", "b"])], [4, 7]),
            finding("references from within the stream alone", [.of(referringTo: ["c"])], []),
            finding("references and a kind", [.of(kinds: ["updated"], referringTo: ["a", "b", "c"])], [4, 7]),
            finding("references and a tag", [.of(tags: ["x:1"], referringTo: ["a", "b"])], [7]),
            finding("references and the stream they stand in", [.of(streams: ["c"], referringTo: ["a"])], [4]),
            finding("references and a stream without them", [.of(streams: ["a"], referringTo: ["a"])], []),
        ]
    }

    private static func finding(_ name: String, _ items: [Query.Item], _ positions: [UInt64]) -> Finding {
        Finding(name: name, query: Query(items), positions: positions)
    }
}
