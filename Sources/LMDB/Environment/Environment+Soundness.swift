import CLMDB
import Synchronization

/// What is known of the pages of an environment's file.
enum Soundness {
    /// Nobody has looked yet.
    case unknown
    /// They are as LMDB writes them.
    case sound
    /// Some are not.
    case faulty([PageFault])
}

extension Environment {
    /// Is told how many pages have been looked at, and of how many.
    public typealias PageProgress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Refuses to write where a page of the file is not as LMDB writes them: it would believe what stands there, and
    /// may write over what is sound. Only in one's ``Turn``.
    ///
    /// All pages are walked at the first turn of a process that finds no ``SoundMark`` for the file as it is.
    func beginTurn() throws(LMDBError) {
        guard let mark else { return }
        if !mark.holds(for: turn) {
            let check = try PageCheck.check(at: path, progress: pageProgress)
            if let fault = check.faults.first {
                let failure = LMDBError.damaged(
                    "\(path)/data.mdb is damaged, so that nothing can be written to it: \(fault.description).")
                state.withLock { state in
                    state.failure = failure
                    state.soundness = .faulty(check.faults)
                }
                throw failure
            }
        }
        state.withLock { $0.soundness = .sound }
        mark.begin(turn)
    }

    /// Remembers, at the end of one's ``Turn``, that the pages are sound. After a failed write nobody knows.
    func endTurn() {
        guard state.withLock(\.failure) == nil else { return }
        mark?.keep(for: turn)
    }

    /// Refuses to answer by tables of which a page is not as LMDB writes them: rows would be missed that are there.
    ///
    /// All pages are walked at the first such answer of a process that finds no ``SoundMark`` for the file as it is.
    /// Others go on writing meanwhile.
    func requireSoundPages(of tables: [String]) throws(LMDBError) {
        guard let mark else { return }
        var soundness = state.withLock(\.soundness)
        if case .unknown = soundness {
            soundness = mark.vouches(for: turn) ? .sound : try lookAtPages(mark)
            state.withLock { state in if case .unknown = state.soundness { state.soundness = soundness } }
        }
        guard case .faulty(let faults) = soundness else { return }
        let fault = faults.first { fault in
            fault.database.map { tables.contains($0) } ?? !fault.isOfFreePages
        }
        guard let fault else { return }
        throw .damaged("\(path)/data.mdb is damaged, so that this cannot be answered: \(fault.description).")
    }

    private func lookAtPages(_ mark: SoundMark) throws(LMDBError) -> Soundness {
        for _ in 0..<10 {
            // A state that somebody reads stays as it is.
            let reader = try readers.begin(in: handle)
            defer { readers.end(reader) }
            let transaction = UInt64(mdb_txn_id(reader))
            guard let check = try PageCheck.check(at: path, asOf: transaction, progress: pageProgress) else { continue }
            guard check.faults.isEmpty else { break }
            return .sound
        }
        // What looks like a fault may be a meta page that was just being written.
        try turn.take()
        defer { turn.pass() }
        let faults = try PageCheck.check(at: path, progress: pageProgress).faults
        if faults.isEmpty { mark.keep(for: turn) }
        return faults.isEmpty ? .sound : .faulty(faults)
    }
}
