import EventSourcing
import Incidents

/// Says on standard error which appended statuses of units are out of order. They are kept all the same.
///
/// An incident that was there before is read once, when the first status of one of its units comes.
struct UnitOrderNotice {
    private var watches: [StreamID: UnitWatch] = [:]
    private var told = 0
    private var untold = 0

    /// How many incidents are watched at once; beyond that it begins anew, so that no run grows without end.
    private static let mostIncidents = 10_000
    /// How many sentences are said one by one.
    private static let mostTold = 20

    /// An incident has begun, so that nothing stood in it before.
    mutating func began(_ incident: StreamID) {
        if watches.count >= Self.mostIncidents { watches = [:] }
        watches[incident] = UnitWatch()
    }

    /// Looks at what an event says of a unit that has just been appended; `place` names the line where it stood, if it
    /// stood in one.
    mutating func took(
        _ statement: UnitStatement, occurred: Occurrence, _ entry: AppendReceipt.Entry, in store: some EventStore,
        at place: String? = nil
    ) async {
        guard entry.isNew else { return }
        if watches.count >= Self.mostIncidents { watches = [:] }
        if watches[entry.stream] == nil { watches[entry.stream] = await Self.watch(over: entry, in: store) }
        let reference = Reference(stream: entry.stream, revision: entry.revision)
        guard let disorder = watches[entry.stream]?.take(statement, occurred: occurred, at: reference) else { return }
        guard told < Self.mostTold else {
            untold += 1
            return
        }
        told += 1
        if let place {
            Diagnostics.say(disorder.description, at: place)
        } else {
            Diagnostics.say(disorder.description)
        }
    }

    /// Says how many were not named.
    func finish() {
        guard untold > 0 else { return }
        Diagnostics.say(
            untold == 1
                ? "1 more status of a unit is out of order; it was kept"
                : "\(untold) more statuses of units are out of order; they were kept")
    }

    /// A watch that knows what stood in the incident before an event.
    private static func watch(over entry: AppendReceipt.Entry, in store: some EventStore) async -> UnitWatch {
        var watch = UnitWatch()
        let before = Position(max(1, entry.position.rawValue) - 1)
        var rest: ReadSelection? = ReadSelection(.stream(entry.stream), upTo: before)
        while let selection = rest {
            // The event is durable; what cannot be read now is told by whoever reads it.
            guard let page = try? await store.page(of: selection) else { return watch }
            for event in page.events { watch.take(event) }
            rest = page.next
        }
        return watch
    }
}
