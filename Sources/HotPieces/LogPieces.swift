import EventSourcing
import LMDBEventStore

/// What a log does with each event: appends of several sorts, and reads.
struct LogPieces {
    private let store: LMDBEventStore
    private let author: Author
    private let held: [NewEvent]

    /// Pieces on a new log of 10,000 events.
    init(at path: String) async throws {
        store = try LMDBEventStore.open(
            at: path, mode: .createIfMissing, clock: RecordingClock { Sample.beginning })
        author = try Sample.author()
        held = try Sample.events(10_000, incidents: 200)
        let receipt = try await store.append(AppendRequest(held, author: author))
        guard receipt.entries.allSatisfy(\.isNew) else { throw UsageError("\(path) is in use; name a new directory") }
    }

    var all: [Piece] { get throws { try reads + appends } }

    private var reads: [Piece] {
        get throws {
            let (store, count) = (store, held.count)
            let last = Position(UInt64(count))
            let rare = Query([Query.Item(kinds: [try EventKind("updated")], tags: [try Tag("unit:E7")])])
            let incident = Query.stream(try StreamID("incident-7"))
            return [
                Piece(name: "scan the log", events: count) {
                    keep(try await store.read(ReadSelection(upTo: last)))
                },
                Piece(name: "read an incident", events: count / 200) {
                    keep(try await store.read(ReadSelection(incident, upTo: last)))
                },
                Piece(name: "pass over what a filter rejects", events: count) {
                    keep(try await store.read(ReadSelection(rare, upTo: last)))
                },
            ]
        }
    }

    private var appends: [Piece] {
        get throws {
            let (store, author) = (store, author)
            // Without an id an event is new each time.
            let new = try Sample.events(1000, incidents: 200).map { event in
                var event = event
                event.id = nil
                return event
            }
            let few = stride(from: 0, to: new.count, by: 40).map {
                AppendRequest(Array(new[$0..<($0 + 40)]), author: author)
            }
            let known = held.prefix(1000).map { AppendRequest([$0], author: author) }
            let nowhere = Query([Query.Item(tags: [try Tag("unit:nowhere")])])
            let unit = Query([Query.Item(tags: [try Tag("unit:E7")])])
            let free = new.map {
                AppendRequest([$0], author: author, condition: AppendCondition(failIfEventsMatch: nowhere))
            }
            let taken = new.map {
                AppendRequest([$0], author: author, condition: AppendCondition(failIfEventsMatch: unit))
            }
            return [
                Piece(name: "prepare an append", events: new.count) {
                    keep(try store.prepare(new, author: author))
                },
                Piece(name: "append what is prepared", eventsOfMadeRounds: new.count) {
                    let prepared = try store.prepare(new, author: author)
                    return { for result in try await store.append(prepared) { keep(try result.get()) } }
                },
                Piece(name: "append all or nothing", events: new.count) {
                    keep(try await store.append(AppendRequest(new, author: author)))
                },
                // As many as wait for one commit where many write: they wait for the indexes, and one commit in 52 puts all
                // there, the last one too.
                Piece(name: "append a few at a time", events: 104 * 40) {
                    for number in 0..<104 { keep(try await store.append(few[number % few.count])) }
                },
                Piece(name: "append under a condition that holds", events: free.count) {
                    for result in try await store.append(free) { keep(try result.get()) }
                },
                Piece(name: "refuse an append by its condition", events: taken.count) {
                    keep(try await store.append(taken))
                },
                Piece(name: "find an event by its id", events: known.count) {
                    for result in try await store.append(known) { keep(try result.get()) }
                },
            ]
        }
    }
}
