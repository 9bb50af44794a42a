import EventSourcing
import LMDB

/// A request with all that can be computed before its turn comes, so that the writer's thread need not.
struct PreparedRequest: Sendable {
    let request: AppendRequest
    /// One seal an event.
    let seals: [BodySeal]
    /// Bytes that the records and their places in the indexes will take, about.
    let size: Int

    init(_ request: AppendRequest, random: SharedRandom) throws(LMDBError) {
        self.request = request
        var seals: [BodySeal] = []
        seals.reserveCapacity(request.events.count)
        var size = 0
        for event in request.events {
            seals.append(BodySeal(event.body, salt: try random.next(BodySeal.saltSize)))
            size += RecordLayout.headerSize + event.body.count + event.envelopeSize
        }
        self.seals = seals
        self.size = size
    }
}

extension NewEvent {
    /// Bytes of the envelope and of the keys in the indexes, about: a minted id has 36 bytes, and an index some 32 bytes
    /// an entry beside its key.
    fileprivate var envelopeSize: Int {
        var size = 4 * 32 + stream.text.utf8.count + (id?.text.utf8.count ?? 36) + occurred.words.utf8.count
        size += by?.name.utf8.count ?? 0
        for tag in tags { size += 2 * tag.text.utf8.count + 32 }
        for reference in references { size += reference.stream.text.utf8.count + 32 }
        return size
    }
}
