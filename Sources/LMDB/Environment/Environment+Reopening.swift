import CFaults
import CLMDB
import Glibc
import Synchronization

extension Environment {
    /// Opens the file once more in place of what LMDB has given up after a failed write of a meta page, so that reading
    /// goes on: what stands there is what any other process finds. Databases keep their numbers, which LMDB gives in
    /// the order in which they are opened.
    ///
    /// - Throws: the failure, where the file cannot be opened as it was.
    func reopenForReading(after failure: LMDBError) throws(LMDBError) {
        gate.close()
        defer { gate.open() }
        try requireOpen()
        let (isReopened, names) = state.withLock { state in
            defer { state.isReopened = true }
            return (state.isReopened, state.databases)
        }
        // Another reader has done it while this one waited.
        guard !isReopened else { return }
        readers.removeAll()
        mdb_env_close(handle)
        state.withLock { $0.isHandleFreed = true }
        do throws(LMDBError) {
            let size = try ExistingFile(path: path + "/data.mdb").size
            try PageCheck.requireSoundStart(of: path + "/data.mdb")
            handle = try Self.startHandle(
                at: path, mapSize: Self.mappable(size), isReadOnly: true, moreFlags: 0, faultSentence)
            state.withLock { $0.isHandleFreed = false }
            blotter_faults_enter(faultSentence.text)
            defer { blotter_faults_leave() }
            let transaction = try readers.begin(in: handle)
            defer { mdb_txn_commit(transaction) }
            for (index, (name, flags)) in names.enumerated() {
                var number: MDB_dbi = 0
                // LMDB's own two databases have the numbers 0 and 1.
                guard mdb_dbi_open(transaction, name, flags, &number) == MDB_SUCCESS, number == MDB_dbi(index + 2)
                else { throw failure }
            }
        } catch {
            state.withLock { $0.unusable = failure }
            throw failure
        }
    }
}
