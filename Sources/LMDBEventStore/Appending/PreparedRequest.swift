import EventSourcing
import LMDB

/// A request with all that can be computed before its turn comes, so that the writer's thread need not.
struct PreparedRequest: Sendable {
    let request: AppendRequest
    /// One seal an event.
    let seals: [BodySeal]
    /// Bytes that the records will take, about.
    let size: Int

    init(_ request: AppendRequest, random: SharedRandom) throws(LMDBError) {
        self.request = request
        var seals: [BodySeal] = []
        seals.reserveCapacity(request.events.count)
        var size = 0
        for event in request.events {
            seals.append(BodySeal(event.body, salt: try random.next(BodySeal.saltSize)))
            size += event.body.count + RecordLayout.headerSize + 128
        }
        self.seals = seals
        self.size = size
    }
}
