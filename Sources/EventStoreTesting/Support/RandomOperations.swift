import EventSourcing

/// Something that a store can be asked, and its answer as a text that leaves out what a store may choose: minted ids.
enum Operation: Sendable {
    case append([AppendRequest])
    case read(ReadSelection)
    case streams(after: StreamID?, limit: Int)
    case revision(StreamID)
    case position(Timestamp)
    case head

    func answer(of store: some EventStore) async -> String {
        do throws(EventStoreError) {
            switch self {
            case .append(let requests):
                return try await store.append(requests).map { result in
                    switch result {
                    case .success(let receipt): receipt.entries.map(\.told).joined(separator: ", ")
                    case .failure(let error): error.told
                    }
                }.joined(separator: "; ")
            case .read(let selection): return try await store.read(selection).map(\.told).joined(separator: "; ")
            case .streams(let name, let limit): return try await "\(store.streams(after: name, limit: limit))"
            case .revision(let stream): return try await "\(store.revision(of: stream))"
            case .position(let moment): return try await "\(store.position(asOf: moment))"
            case .head: return try await "\(store.head())"
            }
        } catch {
            return error.told
        }
    }
}

extension EventID {
    /// The id, if its writer gave it.
    fileprivate var told: String { text.hasPrefix("given-") ? text : "minted" }
}

extension AppendReceipt.Entry {
    fileprivate var told: String { "\(stream)\(revision)\(position) \(id.told) \(recorded) \(isNew ? "new" : "again")" }
}

extension EventStoreError {
    fileprivate var told: String {
        "\(code) \(stream?.text ?? "-") \(position?.rawValue ?? 0) \(actualRevision?.rawValue ?? 0): \(description)"
    }
}

extension RecordedEvent {
    /// Everything that two stores must agree on.
    var told: String {
        let numbers = "\(stream)\(revision)\(position) \(id.told) \(kind) \(bodyVersion) \(flags.rawValue)"
        let times = "\(recorded) \(published) \(occurred)"
        return "\(numbers) \(times) \(by) \(tags) \(references) \(String(decoding: body, as: UTF8.self))"
    }
}

/// Random operations on few streams, ids and tags, so that they meet often.
struct RandomOperations {
    private var random: SeededGenerator
    private var ids: [NewEvent] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Seconds by which the clock moves, mostly on and sometimes back.
    mutating func clockStep() -> Int64 { Int64(random.number(in: -20...60)) }

    mutating func next(head: UInt64) throws -> Operation {
        switch random.number(in: 0...19) {
        case 0..<10: .append(try (0..<random.number(in: 1...3)).map { _ in try request(head: head) })
        case 10..<16: .read(try selection(head: head))
        case 16: .streams(after: random.oneIn(2) ? nil : try stream(), limit: random.number(in: 0...5))
        case 17: .revision(try stream())
        case 18:
            .position(SettableClock().now.advanced(byMicroseconds: Int64(random.number(in: -1...6000)) * 1_000_000))
        default: .head
        }
    }

    private mutating func request(head: UInt64) throws -> AppendRequest {
        let events = try (0..<random.number(in: random.oneIn(9) ? 0...0 : 1...4)).map { _ in try event() }
        var condition: AppendCondition?
        if random.oneIn(3) {
            condition = AppendCondition(failIfEventsMatch: try query(), after: Position(position(near: head)))
        }
        return AppendRequest(events, author: try Author(random.pick("desk-1", "desk-2")), condition: condition)
    }

    private mutating func event() throws -> NewEvent {
        if let earlier = ids.randomElement(using: &random), random.oneIn(4) {
            guard random.oneIn(4) else { return earlier }
            return try earlier.with { $0.kind = try EventKind("updated") }
        }
        var event = try NewEvent.sample(
            stream().text, random.pick("reported", "responded", "updated"), body: "{\"n\":\(random.number(in: 0...9))}")
        if random.oneIn(2) {
            event.id = try EventID("given-\(random.number(in: 0...199))")
            ids.append(event)
        }
        event.tags = try tags()
        if random.oneIn(8) { event.expectedRevision = Revision(UInt64(random.number(in: 0...12))) }
        if random.oneIn(6) {
            let revision = random.oneIn(3) ? Revision.none : Revision(UInt64(random.number(in: 1...12)))
            event.references = [Reference(stream: try stream(), revision: revision)]
        }
        if random.oneIn(5) { event.published = Timestamp(microseconds: Int64(random.number(in: -9...9))) }
        if random.oneIn(5) { event.by = try Author("feed") }
        return event
    }

    private mutating func selection(head: UInt64) throws -> ReadSelection {
        ReadSelection(
            try query(), after: Position(random.oneIn(2) ? 0 : position(near: head)),
            upTo: random.oneIn(2) ? nil : Position(position(near: head)), direction: random.pick(.forward, .backward),
            limit: random.oneIn(2) ? nil : random.number(in: 0...20))
    }

    private mutating func query() throws -> Query {
        try Query((0..<random.number(in: 0...3)).map { _ in try item() })
    }

    private mutating func item() throws -> Query.Item {
        var item = Query.Item()
        if random.oneIn(3) { item.kinds = [try EventKind(random.pick("reported", "responded", "closed"))] }
        if random.oneIn(3) { item.streams = [try stream(), try stream()] }
        if random.oneIn(2) { item.tags = Set(try tags()) }
        if random.oneIn(5) { item.referringTo = [try stream()] }
        return item
    }

    private mutating func tags() throws -> [Tag] {
        try (0...4).filter { _ in random.oneIn(3) }.map { number in try Tag("k:\(number)") }
    }

    private mutating func stream() throws -> StreamID { try StreamID("s-\(random.number(in: 0...6))") }

    private mutating func position(near head: UInt64) -> UInt64 { UInt64(random.number(in: 0...Int(head) + 3)) }
}
