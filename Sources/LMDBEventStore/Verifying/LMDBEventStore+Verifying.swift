public import EventSourcing
import LMDB

extension LMDBEventStore {
    /// Checks everything in a log: the pages of its file, before LMDB believes them, then every record with its
    /// checksums and its commitment, and every entry of every index against the records that stand there, both ways.
    /// Where the pages have faults, the records to which sound pages lead are checked, and the indexes are not.
    ///
    /// Reads all of the file once and computes SHA-256 over all bodies. Nobody writes while the pages are looked at;
    /// afterwards others go on appending, and what they append is checked as well.
    ///
    /// - Parameters:
    ///   - progress: is told from time to time how far it has come.
    ///   - witness: is shown each event that is sound, unless the pages have faults.
    /// - Throws: `noSuchLog`, `notALog`, or what the disk refuses. Damage is not thrown but told.
    public static func verify(
        at path: String, progress: @escaping (LogVerification.Progress) -> Void = { _ in },
        showing witness: @escaping LogWitness = { _ in }
    ) throws(EventStoreError) -> LogVerification {
        try requireLog(at: path)
        let (pages, records) = try lookAtPages(of: path, progress)
        if let records {
            let faults = pages.faults.map(LogVerification.Fault.init) + records.faults
            return LogVerification(
                faults: Array(faults.prefix(LogVerification.maximumFaults)), events: records.events, indexEntries: 0,
                usedPages: pages.usedPages, freePages: pages.freePages)
        }
        let verifier: LogVerifier
        let problems: [String]
        do throws(EventStoreError) {
            let store = try open(at: path, mode: .mustExist, clock: RecordingClock { .minimum })
            defer { store.close() }
            verifier = LogVerifier(store.reader, witness)
            verifier.verify(store.environment, progress: progress)
            // Rows are compared with the log, so they come after it.
            problems =
                verifier.faults.isEmpty
                ? try store.reading { reader, transaction throws(LMDBError) in
                    try reader.projectionFaults(in: transaction)
                } : []
        } catch {
            guard error.code == .damaged else { throw error }
            let fault = LogVerification.Fault(position: error.position, description: error.description)
            return LogVerification(
                faults: [fault], events: 0, indexEntries: 0, usedPages: pages.usedPages, freePages: pages.freePages)
        }
        return LogVerification(
            faults: verifier.faults, events: verifier.events, indexEntries: verifier.entries,
            usedPages: pages.usedPages, freePages: pages.freePages
        ).adding(problems)
    }
}

extension LMDBEventStore {
    /// Walks the pages, and where these have faults the records that can still be reached.
    private static func lookAtPages(
        of path: String, _ progress: @escaping (LogVerification.Progress) -> Void
    ) throws(EventStoreError) -> (PageCheck, RecordWalk?) {
        do throws(LMDBError) {
            return try PageCheck.keepingWritersOut(of: path) { () throws(LMDBError) in
                let pages = try PageCheck.check(at: path) {
                    progress(LogVerification.Progress(stage: "pages", done: $0, total: $1))
                }
                return (pages, pages.faults.isEmpty ? nil : try RecordWalk(at: path))
            }
        } catch {
            throw failure(error, at: path)
        }
    }
}

extension LogVerification.Fault {
    /// A fault in the structure of the file; in the table of the records it says which events are out of reach.
    fileprivate init(_ fault: PageFault) {
        guard fault.database == "events", let keys = fault.keys else {
            self.init(position: nil, description: "\(fault)")
            return
        }
        let first = max(keys.from, 1)
        let range = keys.before.map { $0 - 1 > first ? "positions \(first) to \($0 - 1)" : "position \(first)" }
        self.init(
            position: Position(first),
            description: "\(fault); out of reach for it: \(range ?? "position \(first) and all behind it")")
    }
}
