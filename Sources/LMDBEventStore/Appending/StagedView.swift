import EventSourcing
import LMDB

/// The log as a request in a transaction sees it: what is committed, and what was staged before it.
struct StagedView: LogView, ~Escapable {
    private let staging: Staging
    private let transaction: ReadTransaction

    @_lifetime(copy transaction)
    init(_ staging: Staging, _ transaction: ReadTransaction) {
        self.staging = staging
        self.transaction = transaction
    }

    func revision(of stream: StreamID) throws(EventStoreError) -> Revision {
        do throws(LMDBError) {
            return try staging.stream(stream, in: transaction)?.revision ?? .none
        } catch {
            throw EventStoreError(error, at: staging.reader.path)
        }
    }

    func mayHold(_ id: EventID, in stream: StreamID) throws(EventStoreError) -> Bool {
        do throws(LMDBError) {
            guard let known = try staging.stream(stream, in: transaction) else { return false }
            return staging.mayHold(id, ofStream: known.ordinal)
        } catch {
            throw EventStoreError(error, at: staging.reader.path)
        }
    }

    func event(_ id: EventID, in stream: StreamID) throws(EventStoreError) -> RecordedEvent? {
        do throws(LMDBError) {
            guard let known = try staging.stream(stream, in: transaction) else { return nil }
            return try staging.event(id, ofStream: known.ordinal, in: transaction)
        } catch {
            throw EventStoreError(error, at: staging.reader.path)
        }
    }

    func firstMatch(of query: Query, after position: Position) throws(EventStoreError) -> Position? {
        guard staging.logMayMatch(query, after: position) else {
            return staging.firstStagedMatch(of: query, after: position)
        }
        do throws(LMDBError) {
            return try staging.firstLogMatch(of: query, after: position, in: transaction)
                ?? staging.firstStagedMatch(of: query, after: position)
        } catch {
            throw EventStoreError(error, at: staging.reader.path)
        }
    }
}
