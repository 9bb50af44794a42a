public import EventSourcing
import LMDB

extension LMDBEventStore {
    /// Makes all indexes of a log anew from its records, which stand alone.
    ///
    /// A new file is made aside from the records as they are, byte for byte, checked whole, and exchanged for the old one
    /// in one step; the old one stays beside it as `data.mdb.before-rebuild`. Where a record is damaged, nothing is
    /// changed. No other process may have the log open. Costs about as much as appending all events in bulk.
    ///
    /// - Parameter progress: is told from time to time how far it has come.
    /// - Returns: how many events the log has.
    /// - Throws: `noSuchLog`, `damaged` with the position of a record that is damaged, `unavailable`.
    public static func rebuildIndexes(
        at path: String, progress: (LogVerification.Progress) -> Void = { _ in }
    ) throws(EventStoreError) -> UInt64 {
        try requireLog(at: path)
        do throws(LMDBError) {
            let owner = try SoleOwner(of: path)
            // What an earlier one left that was stopped halfway: nobody else is at it now.
            try clearAway(in: path, prefix: rebuildPrefix)
            let aside = try newAside(in: path, prefix: rebuildPrefix)
            defer { FileSystem.removeEnvironment(at: aside) }
            let events = try rebuild(owner, path, into: aside, progress)
            try FileSystem.synchronize("\(aside)/data.mdb")
            try FileSystem.exchange("\(aside)/data.mdb", "\(path)/data.mdb")
            try FileSystem.replace("\(path)/data.mdb.before-rebuild", with: "\(aside)/data.mdb")
            try FileSystem.synchronize(path)
            return events
        } catch {
            guard error.isBusy else { throw failure(error, at: path) }
            throw EventStoreError(
                .unavailable, "another process has the log at \(path) open; stop it, then rebuild the indexes")
        }
    }

    private static let rebuildPrefix = ".rebuild-"

    private static func rebuild(
        _ owner: SoleOwner, _ path: String, into aside: String, _ progress: (LogVerification.Progress) -> Void
    ) throws(LMDBError) -> UInt64 {
        let old = try owner.open(at: path)
        defer { old.close() }
        let new = try Environment.create(at: aside)
        defer { new.close() }
        try new.createDatabases(Tables.shapes)
        let rebuild = try IndexRebuild(from: old, into: new)
        let events = try rebuild.run(progress)
        let verifier = LogVerifier(rebuild.reader)
        verifier.verify(new) { _ in }
        if let fault = verifier.faults.first {
            throw .damaged("\(fault.description) The records contradict each other, so no index can be made of them.")
        }
        return events
    }
}
