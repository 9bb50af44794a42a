public import EventSourcing
import LMDB
import Synchronization

/// A log of events in one LMDB file: the embedded store, for one machine and any number of its processes.
///
/// ```swift
/// let store = try LMDBEventStore.open(at: "/var/lib/blotter", mode: .createIfMissing, clock: clock)
/// let receipt = try await store.append(AppendRequest([event], author: author))
/// ```
///
/// - An append is answered after LMDB's synchronous commit. One thread writes; appends that wait together share a
///   commit.
/// - A read is one short look at the log; it never blocks a writer.
/// - Everything that is read is checked against its checksum, and every index against the record it leads to. What does
///   not match is an error of the code `damaged` that names the position, never an event.
public final class LMDBEventStore: EventStore {
    /// On which thread what is appended is written.
    public enum Writing: Sendable {
        /// On one of the store's own, so that the threads of tasks are free, and appends that wait share a commit.
        case onOwnThread
        /// On the caller's, where no other append is under way, which is quicker by two changes between threads. It is for
        /// programs that have nothing else to do in the meantime.
        case onCallersThread
    }

    /// Gives the answers to the appends of one commit: runs what it is given once, on the same thread and before it returns.
    public typealias Answering = @Sendable (_ answers: () -> Void) -> Void

    /// Whether a log must be there already.
    public enum OpenMode: Sendable {
        /// It must.
        case mustExist
        /// Where there is none, one is made.
        case createIfMissing
    }

    let environment: Environment
    let reader: LogReader
    private let writer: Worker<AppendJob>
    private let writing: Writing
    let commits: GroupCommit
    private let random: SharedRandom
    private let isClosed = Mutex(false)

    init(
        _ environment: Environment, _ reader: LogReader, clock: RecordingClock, writing: Writing,
        tailUpTo limit: TailLimit, answering: @escaping Answering
    ) {
        self.environment = environment
        self.reader = reader
        let random = SharedRandom()
        let commits = GroupCommit(environment, reader, clock: clock, tailUpTo: limit, answering: answering)
        self.commits = commits
        self.random = random
        writer = Worker { jobs in commits.work(jobs) }
        self.writing = writing
    }

    deinit { close() }

    /// Finishes the appends that are waiting and closes the file. What is asked of the store afterwards fails.
    public func close() {
        // Once, however often it is asked for: the environment counts its owners, and another store may be one of them.
        isClosed.withLock { isClosed in
            guard !isClosed else { return }
            isClosed = true
            writer.stop()
            environment.close()
        }
    }

    /// The largest request, in bytes of records: 256 MiB. It has to fit into one transaction.
    public static let maximumRequestSize = 256 << 20

    /// Appends requests, each all or nothing. Answered once they are durable; what waits together is committed together.
    ///
    /// Many requests take several commits. Where one of those fails, the requests in it fail with `unavailable` or
    /// `damaged`; what was committed before it stays.
    public func append(
        _ requests: [AppendRequest]
    ) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        let answers = try await submit(
            answering { () throws(LMDBError) in try PreparedAppend(requests, random: random) })
        var rest = answers[...]
        return requests.map { request in
            let own = rest.prefix(request.events.count)
            rest = rest.dropFirst(request.events.count)
            return Self.receipt(own)
        }
    }

    /// Seals the bodies and lays out the records.
    public func prepare(_ events: [NewEvent], author: Author) throws(EventStoreError) -> PreparedAppend {
        try answering { () throws(LMDBError) in try PreparedAppend(each: events, author: author, random: random) }
    }

    /// Appends events that were made ready.
    public func append(
        _ prepared: PreparedAppend
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, EventStoreError>] {
        try await submit(prepared)
    }

    /// Hands an append to the thread that writes and waits for the answers, one an event.
    private func submit(
        _ append: PreparedAppend
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, EventStoreError>] {
        if let size = append.largestUnit, size > Self.maximumRequestSize {
            throw EventStoreError(
                .invalid,
                "a batch of \(size) bytes does not fit into one transaction; at most \(Self.maximumRequestSize) "
                    + "can be appended together")
        }
        typealias Answers = Result<[Result<AppendReceipt.Entry, EventStoreError>], EventStoreError>
        let answers: Answers = await withCheckedContinuation { continuation in
            let job = AppendJob(append: append) { continuation.resume(returning: .success($0)) }
            if let refusal = refusal(of: job) { continuation.resume(returning: .failure(refusal)) }
        }
        return try answers.get()
    }

    /// Hands in a job; why it will not be done, where that is so.
    private func refusal(of job: AppendJob) -> EventStoreError? {
        do throws(LMDBError) {
            let isTaken = writing == .onCallersThread ? try writer.doNow(job) : try writer.submit(job)
            return isTaken ? nil : .closed
        } catch {
            return EventStoreError(error, at: environment.path)
        }
    }

    /// The answers to the events of one request as one.
    private static func receipt(
        _ answers: ArraySlice<Result<AppendReceipt.Entry, EventStoreError>>
    ) -> Result<AppendReceipt, EventStoreError> {
        guard !answers.isEmpty else { return .failure(.emptyRequest) }
        var entries: [AppendReceipt.Entry] = []
        entries.reserveCapacity(answers.count)
        for answer in answers {
            switch answer {
            case .success(let entry): entries.append(entry)
            case .failure(let error): return .failure(error)
            }
        }
        return .success(AppendReceipt(entries: entries))
    }

    /// Reads one page, in one look at the log.
    public func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        // A read never waits, so a task that reads page after page would keep its thread for itself; others get a turn.
        await Task.yield()
        return try reading { reader, transaction throws(LMDBError) in try reader.page(of: selection, in: transaction) }
    }

    /// Shows events where they lie in the map, in one look at the log.
    public func visit(
        _ selection: ReadSelection, _ visitor: (borrowing EventView) -> Bool
    ) async throws(EventStoreError) -> ReadProgress {
        await Task.yield()
        var texts = LeftOutTexts()
        return try reading { reader, transaction throws(LMDBError) in
            try reader.visit(selection, in: transaction) { (record, kind) throws(LMDBError) in
                try texts.take(record)
                return visitor(try record.view(kind: kind, texts))
            }
        }
    }

    /// The end of the log as of the last commit.
    public func head() async throws(EventStoreError) -> LogHead {
        try reading { reader, transaction throws(LMDBError) in try reader.head(in: transaction) }
    }

    /// The revision of a stream: a few lookups.
    public func revision(of stream: StreamID) async throws(EventStoreError) -> Revision {
        try reading { reader, transaction throws(LMDBError) in
            Revision(try reader.row(of: stream, in: transaction)?.revision ?? 0)
        }
    }

    /// Streams in the order of their names, in one look at the log.
    public func streams(after name: StreamID?, limit: Int) async throws(EventStoreError) -> [StreamHead] {
        try reading { reader, transaction throws(LMDBError) in
            try reader.streams(after: name, limit: limit, in: transaction)
        }
    }

    /// What "as of T" means on the recorded clock, by halving: some twenty lookups in a log of a million events.
    public func position(asOf moment: Timestamp) async throws(EventStoreError) -> Position {
        try reading { reader, transaction throws(LMDBError) in try reader.position(asOf: moment, in: transaction) }
    }

    /// Asks the log something within one transaction.
    func reading<Answer>(
        _ question: (LogReader, borrowing ReadTransaction) throws(LMDBError) -> Answer
    ) throws(EventStoreError) -> Answer {
        try answering { () throws(LMDBError) in
            try environment.read { transaction throws(LMDBError) in try question(reader, transaction) }
        }
    }

    /// Turns errors of the storage into errors of the store.
    func answering<Answer>(_ body: () throws(LMDBError) -> Answer) throws(EventStoreError) -> Answer {
        do throws(LMDBError) { return try body() } catch { throw EventStoreError(error, at: environment.path) }
    }
}
