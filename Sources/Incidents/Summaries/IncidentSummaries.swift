public import EventSourcing

/// The list of incidents from rows that the store keeps, with what the log has got since.
///
/// It always answers what ``IncidentReader/list(asOf:status:since:limit:audience:havingEvent:)`` answers, which folds the
/// whole log. Where there are rows, what is asked for can be told from them, and they do not lag far behind, that costs as
/// much as the rows that are given and the events since; as of a moment before them, as much as the incidents that have got
/// events since, or fewer. Else it folds.
public struct IncidentSummaries<Store: ProjectionStore & ScanningStore>: Sendable {
    let store: Store
    let reader: IncidentReader<Store>
    var bounds = PastBounds()

    /// The incidents of this store.
    public init(_ store: Store) {
        self.store = store
        reader = IncidentReader(store)
    }

    /// How many events the rows may lag behind before they are stored anew, in order to answer quickly.
    public static var storedEvery: UInt64 { 500 }
    /// How many events the rows may lag behind so that a list is still told from them. What lags further is folded as
    /// quickly from the log.
    public static var longestTail: UInt64 { 65_536 }
    /// How many events are folded at once where the rows catch up.
    static var caughtUpAtOnce: UInt64 { 65_536 }
    /// How many rows are put in one step.
    static var putAtOnce: Int { 4096 }
    /// How many bytes of rows are put in one step, about.
    static var putBytesAtOnce: Int { 4 << 20 }

    /// How many events the rows lag behind the end of the log; nil where there are none.
    public func lag() async throws(EventStoreError) -> UInt64? {
        guard let checkpoint = try await store.checkpoint(of: IncidentRows.projection) else { return nil }
        let head = try await store.head().position
        return head.rawValue - min(head, checkpoint.position).rawValue
    }

    /// How many events are still to be folded into rows: those that the rows lag behind, or all of the log.
    public func backlog() async throws(EventStoreError) -> UInt64 {
        if let lag = try await lag() { return lag }
        return try await store.head().position.rawValue
    }
}

/// The rows of the list of incidents, as the store knows them.
public enum IncidentRows {
    /// How many incidents are folded at once: what they take, some 600 bytes each, stays in memory until they are stored.
    static let foldedAtOnce: UInt64 = 98_304

    /// Whoever changes how rows are folded or kept raises the version: rows of another one are made anew.
    public static let projection: StoredProjection = {
        do { return try StoredProjection(name: "incidents", version: 1) } catch { preconditionFailure("\(error)") }
    }()
}
