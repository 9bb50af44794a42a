import EventSourcing
import LMDB

/// Events that were handed in together, with all that can be computed before their turn comes, so that the writer's thread
/// need not. It is passed on many times: one thing to hold.
public final class PreparedAppend: Sendable {
    let events: [NewEvent]
    let drafts: RecordDrafts
    /// Nil where each event stands alone.
    private let requests: [AppendRequest]?
    /// Where the events of each request begin.
    private let starts: [Int]
    /// For each event its salt, and the random bits of an id, should one be minted.
    private let random: [UInt8]

    private static let randomSize = RecordLayout.saltSize + 16

    /// Events of which each stands alone.
    init(each events: [NewEvent], author: Author, random: SharedRandom) throws(LMDBError) {
        let random = try random.next(Self.randomSize * events.count)
        var drafts = RecordDrafts(capacity: events.count)
        drafts.reserve(for: events)
        for index in events.indices {
            drafts.append(events.span[index], author: author, salt: random.rawBytes.extracting(Self.salt(of: index)))
        }
        self.events = events
        self.drafts = drafts
        self.random = random
        requests = nil
        starts = []
    }

    /// Requests, the events of each together or not at all.
    init(_ requests: [AppendRequest], random: SharedRandom) throws(LMDBError) {
        events = requests.count == 1 ? requests[0].events : requests.flatMap(\.events)
        let random = try random.next(Self.randomSize * events.count)
        var drafts = RecordDrafts(capacity: events.count)
        drafts.reserve(for: events)
        var starts: [Int] = []
        for request in requests {
            starts.append(drafts.count)
            for event in request.events {
                let salt = random.rawBytes.extracting(Self.salt(of: drafts.count))
                drafts.append(event, author: request.author, salt: salt)
            }
        }
        self.drafts = drafts
        self.random = random
        self.requests = requests
        self.starts = starts
    }

    /// How many units it has: requests, or events that stand alone.
    var unitCount: Int { requests?.count ?? events.count }

    /// The events of a unit.
    func events(ofUnit unit: Int) -> Range<Int> {
        guard let requests else { return unit..<(unit + 1) }
        return starts[unit]..<(starts[unit] + requests[unit].events.count)
    }

    /// The request of a unit; nil where it is an event that stands alone.
    func request(ofUnit unit: Int) -> AppendRequest? { requests?[unit] }

    /// Bytes that the records of some events and their places in the indexes will take, about.
    func size(of events: Range<Int>) -> Int {
        drafts.size(of: events) + events.reduce(0) { $0 + self.events[$1].indexSize }
    }

    /// Whether any of its requests has a condition.
    var hasCondition: Bool { requests?.contains { $0.condition != nil } ?? false }

    /// Bytes of the largest request; nil where there is none.
    var largestUnit: Int? { requests == nil ? nil : (0..<unitCount).map { size(of: events(ofUnit: $0)) }.max() }

    /// An id for an event.
    func mintedID(_ index: Int, at recorded: Timestamp) -> MintedID {
        let start = Self.randomSize * index + RecordLayout.saltSize
        let random = random
        let bits = random.rawBytes
        return MintedID(
            at: recorded, random: (bits.littleEndian(at: start) ?? 0, bits.littleEndian(at: start + 8) ?? 0))
    }

    private static func salt(of index: Int) -> Range<Int> {
        (randomSize * index)..<(randomSize * index + RecordLayout.saltSize)
    }
}

extension NewEvent {
    /// An index takes some 32 bytes an entry beside its key.
    fileprivate var indexSize: Int {
        var size = 4 * 32
        for tag in tags { size += tag.text.utf8.count + 32 }
        return size + 32 * references.count
    }
}
