import Synchronization

extension Environment {
    /// Is told how many pages have been looked at, and of how many.
    public typealias PageProgress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Refuses to write where a page of the file is not as LMDB writes them: it would believe what stands there, and
    /// may write over what is sound. Only in one's ``Turn``.
    ///
    /// All pages are walked at the first turn of a process that finds no ``SoundMark`` for the file as it is.
    func requireSoundPages() throws(LMDBError) {
        guard let mark, !mark.holds(for: turn.descriptor) else { return }
        let check = try PageCheck.check(at: path, progress: pageProgress)
        if let fault = check.faults.first {
            let failure = LMDBError.damaged(
                "\(path)/data.mdb is damaged, so that nothing can be written to it: \(fault.description).")
            state.withLock { $0.failure = failure }
            throw failure
        }
        mark.keep(for: turn.descriptor)
    }

    /// Remembers, at the end of one's ``Turn``, that the pages are sound. After a failed write nobody knows.
    func keepSoundMark() {
        guard state.withLock(\.failure) == nil else { return }
        mark?.keep(for: turn.descriptor)
    }
}
