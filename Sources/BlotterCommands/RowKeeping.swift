import EventSourcing
import Incidents
import LMDBEventStore

/// Keeps the stored rows of the list of incidents near the end of the log. Commands do that when they have said all that
/// they have to say: rows are worth time and nothing else, so whatever goes wrong with them fails nobody.
enum RowKeeping {
    /// From how many events on an append is one of many: it may take the time that they are worth.
    static let many = 1_000

    /// After a single append: a short step now and then. Where that would take long, somebody else has to do it.
    static func afterOne(_ store: LMDBEventStore) async {
        guard let lag = await lag(of: store), (Summaries.storedEvery...Summaries.longestTail).contains(lag) else {
            return
        }
        _ = try? await Summaries(store).catchUp()
    }

    /// After an append of many events: whatever is due.
    static func afterMany(_ store: LMDBEventStore) async {
        guard let lag = await lag(of: store), lag >= Summaries.storedEvery else { return }
        let progress = StageProgress()
        _ = try? await Summaries(store).catchUp { progress.show("incidents", done: $0, of: $1) }
        progress.clear()
    }

    /// Before a list of incidents: where the rows lag so far behind that the log would be folded anyway, it is folded into
    /// rows.
    static func beforeList(_ store: LMDBEventStore) async {
        guard let lag = await lag(of: store), lag > Summaries.longestTail else { return }
        await afterMany(store)
    }

    private typealias Summaries = IncidentSummaries<LMDBEventStore>

    private static func lag(of store: LMDBEventStore) async -> UInt64? { try? await Summaries(store).backlog() }
}
