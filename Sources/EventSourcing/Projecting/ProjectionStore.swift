/// A store that keeps rows of projections beside its log.
///
/// What every such store promises (the suite in `EventStoreTesting` holds each to it):
/// - rows and checkpoint change together, or not at all;
/// - a row never gives way to one that was folded from less of the log;
/// - a row or a checkpoint that is not as it was put is not given out: then there is no checkpoint, and no row;
/// - nothing that happens to rows changes the log, nor what an append is answered.
public protocol ProjectionStore: EventStore {
    /// How far the rows have come; nil where there are none of this version that can be believed.
    func checkpoint(of projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint?

    /// Rows in their order, behind one of them, at most `limit` and ``EventPage/maximumCount``; nil where they cannot be
    /// believed.
    func rows(
        of projection: StoredProjection, after row: ProjectionRow?, limit: Int
    ) async throws(EventStoreError) -> ProjectionRows?

    /// The rows of some streams, in the order in which they are asked for; streams without one are passed over. Nil where
    /// they cannot be believed.
    func rows(
        of projection: StoredProjection, streams: [StreamID]
    ) async throws(EventStoreError) -> ProjectionRows?

    /// Takes away all rows, of whatever version, and begins a new making at the beginning of the log.
    func beginAnew(_ projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint

    /// Puts rows, each in the place of the one that its stream has, unless that one was folded from more of the log.
    ///
    /// - Parameters:
    ///   - rows: at most one a stream. Together with their streams they must be small enough to change in one step: some
    ///     thousand rows.
    ///   - checkpoint: of the making that they belong to.
    ///   - position: up to where every stream's row is folded now; nil where there are more to come.
    /// - Returns: the new checkpoint, whose position never decreases within a making; nil where somebody has begun anew,
    ///   and nothing was put.
    func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint?
}
