import EventSourcing
import LMDB
import Synchronization

/// An append that waits for its turn, and whoever waits for the answer.
struct AppendJob: Sendable {
    let append: PreparedAppend
    /// Takes one answer an event; the events of a request that was refused all have the same.
    let answer: @Sendable ([Result<AppendReceipt.Entry, EventStoreError>]) -> Void
}

/// Takes whatever appends have arrived and commits them together: N waiting appends cost one commit.
///
/// A transaction is kept below a size and a count, so that other processes need not wait long for the lock; what is
/// left over goes into the next one.
final class GroupCommit: Sendable {
    /// How many events a transaction takes at most, unless a single request has more: some ten milliseconds, for which
    /// others wait. A flush more or less for so many events costs next to nothing.
    static let maximumCount = 8_192
    /// How many bytes a transaction takes at most, unless a single request has more.
    static let maximumSize = 8 << 20
    /// How often conditions are compared with events that wait in the same transaction, at most, about: some
    /// milliseconds. Unlike those in the log, waiting events have no index.
    static let maximumComparisons = 250_000

    private let environment: Environment
    private let reader: LogReader
    private let clock: RecordingClock
    private let tailLimit: TailLimit
    private let answering: LMDBEventStore.Answering
    private let recent = Mutex(Recent())
    private let measured = Mutex(CommitFigures())

    /// What the commits were so far.
    var figures: CommitFigures { measured.withLock { $0 } }

    init(
        _ environment: Environment, _ reader: LogReader, clock: RecordingClock, tailUpTo tailLimit: TailLimit,
        answering: @escaping LMDBEventStore.Answering
    ) {
        self.answering = answering
        self.environment = environment
        self.reader = reader.remembering(KnownTail())
        self.tailLimit = tailLimit
        self.clock = clock
    }

    /// What is known of the newest events of the log.
    private struct Recent {
        var events = RecentEvents()
        var ids = RecentIDs()
    }

    /// Some units of a job that go into one transaction.
    private struct Part {
        let append: PreparedAppend
        let number: Int
        var units: Range<Int>
    }

    /// Commits the jobs in the order of their arrival. A job is answered as soon as the last of its units is durable.
    /// Where a commit fails, every unit in it fails, and with it what comes behind it in the same job, so that no part of a
    /// job stands behind a hole.
    func work(_ jobs: [AppendJob]) {
        var answers = jobs.map { _ in [Result<AppendReceipt.Entry, EventStoreError>]() }
        var hasFailed = jobs.map { _ in false }
        var parts: [Part] = []
        var (size, count, comparisons) = (0, 0, 0)
        func answer(_ number: Int, _ results: [Result<AppendReceipt.Entry, EventStoreError>], isLast: Bool) {
            if answers[number].isEmpty { answers[number] = results } else { answers[number] += results }
            if isLast { jobs[number].answer(answers[number]) }
        }
        func commitWaiting() {
            guard !parts.isEmpty else { return }
            let outcome = Result { () throws(EventStoreError) in try commit(parts, size: size) }
            answering {
                switch outcome {
                case .success(let results):
                    for (part, results) in zip(parts, results) {
                        answer(part.number, results, isLast: part.units.upperBound == part.append.unitCount)
                    }
                case .failure(let error):
                    for part in parts {
                        let rest = part.append.events.count - answers[part.number].count
                        hasFailed[part.number] = true
                        answer(part.number, Array(repeating: .failure(error), count: rest), isLast: true)
                    }
                }
            }
            parts.removeAll(keepingCapacity: true)
            (size, count, comparisons) = (0, 0, 0)
        }
        for (number, job) in jobs.enumerated() {
            let append = job.append
            if append.unitCount == 0 { job.answer([]) }
            for unit in 0..<append.unitCount {
                let events = append.events(ofUnit: unit)
                let unitSize = append.size(of: events)
                if size + unitSize > Self.maximumSize || count + events.count > Self.maximumCount
                    || comparisons > Self.maximumComparisons
                {
                    commitWaiting()
                }
                if hasFailed[number] { break }
                if parts.last?.number == number {
                    parts[parts.count - 1].units = parts[parts.count - 1].units.lowerBound..<(unit + 1)
                } else {
                    parts.append(Part(append: append, number: number, units: unit..<(unit + 1)))
                }
                size += unitSize
                if append.request(ofUnit: unit)?.condition != nil { comparisons += count }
                count += events.count
            }
        }
        commitWaiting()
    }

    /// What a transaction has done.
    private struct Done {
        let results: [[Result<AppendReceipt.Entry, EventStoreError>]]
        let staged: [Staging.Staged]
        let before: UInt64
        let streamsBefore: UInt64
    }

    /// Appends some units in one transaction.
    ///
    /// - Returns: for each part an answer an event.
    private func commit(
        _ parts: [Part], size: Int
    ) throws(EventStoreError) -> [[Result<AppendReceipt.Entry, EventStoreError>]] {
        // Taken out, so that nothing is copied when it takes what was appended.
        var recent = recent.withLock { recent in
            let taken = recent
            recent = Recent()
            return taken
        }
        defer { self.recent.withLock { $0 = recent } }
        let begun = ContinuousClock.now
        do throws(LMDBError) {
            let done = try environment.write(reserving: size) { transaction throws(LMDBError) in
                let staging = try Staging(
                    reader, clock: clock, recent: recent.events, recent.ids, in: transaction.reader)
                // Whoever made the log may have been stopped before its name was durable; nothing is acknowledged before.
                if staging.isFirst { try FileSystem.synchronizeWay(to: environment.path) }
                let results = parts.map { staging.stage($0.units, of: $0.append, in: transaction.reader) }
                try staging.put(into: &transaction, tailUpTo: tailLimit)
                return Done(
                    results: results, staged: staging.events, before: staging.before,
                    streamsBefore: staging.streamsBefore)
            }
            // What writes nothing flushes nothing.
            if !done.staged.isEmpty {
                measured.withLock {
                    $0.took(ContinuousClock.now - begun, events: done.staged.count, bytes: size, appends: parts.count)
                }
            }
            recent.ids.take(done.staged, before: done.before, streamsBefore: done.streamsBefore)
            // Whoever has asked asks again soon.
            if parts.contains(where: \.append.hasCondition) { recent.events.begin(at: done.before) }
            if recent.events.isKept {
                for staged in done.staged {
                    recent.events.take(parts[staged.append].append.events[staged.index], at: staged.numbers.position)
                }
            }
            return done.results
        } catch {
            recent.events.stop()
            measured.withLock { $0.failed() }
            throw EventStoreError(error, at: environment.path)
        }
    }
}
