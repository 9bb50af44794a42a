import EventSourcing
import LMDB

/// Requests that were handed in together, and whoever waits for their answers.
struct AppendJob: Sendable {
    let requests: [PreparedRequest]
    /// Takes one answer a request.
    let answer: @Sendable ([Result<AppendReceipt, EventStoreError>]) -> Void
}

/// Takes whatever appends have arrived and commits them together: N waiting appends cost one commit.
///
/// A transaction is kept below a size and a count, so that other processes need not wait long for the lock; what is
/// left over goes into the next one.
final class GroupCommit: Sendable {
    /// How many events a transaction takes at most, unless a single request has more: some ten milliseconds, for which
    /// others wait. A flush more or less for so many events costs next to nothing.
    static let maximumCount = 2_048
    /// How many bytes a transaction takes at most, unless a single request has more.
    static let maximumSize = 8 << 20
    /// How often conditions are compared with events that wait in the same transaction, at most, about: some
    /// milliseconds. Unlike those in the log, waiting events have no index.
    static let maximumComparisons = 250_000

    private let environment: Environment
    private let reader: LogReader
    private let clock: RecordingClock
    private let random: SharedRandom

    init(_ environment: Environment, _ reader: LogReader, clock: RecordingClock, random: SharedRandom) {
        self.environment = environment
        self.reader = reader
        self.clock = clock
        self.random = random
    }

    /// Commits the jobs in the order of their arrival. A job is answered as soon as the last of its requests is
    /// durable. Where a commit fails, every request in it fails, and no other.
    func work(_ jobs: [AppendJob]) {
        var answers = jobs.map { _ in [Result<AppendReceipt, EventStoreError>]() }
        var waiting: [(job: Int, request: PreparedRequest)] = []
        var size = 0
        var count = 0
        var comparisons = 0
        func commitWaiting() {
            defer {
                waiting.removeAll(keepingCapacity: true)
                (size, count, comparisons) = (0, 0, 0)
            }
            do throws(EventStoreError) {
                for (entry, result) in zip(waiting, try commit(waiting.map(\.request))) {
                    answers[entry.job].append(result)
                }
            } catch {
                for entry in waiting { answers[entry.job].append(.failure(error)) }
            }
        }
        var answered = 0
        func answer(upTo end: Int) {
            for job in answered..<end { jobs[job].answer(answers[job]) }
            answered = max(answered, end)
        }
        for (index, job) in jobs.enumerated() {
            for request in job.requests {
                let isFull =
                    size + request.size > Self.maximumSize || count + request.seals.count > Self.maximumCount
                    || comparisons > Self.maximumComparisons
                if isFull, !waiting.isEmpty {
                    commitWaiting()
                    answer(upTo: index)
                }
                waiting.append((index, request))
                size += request.size
                if request.request.condition != nil { comparisons += count }
                count += request.seals.count
            }
        }
        if !waiting.isEmpty { commitWaiting() }
        answer(upTo: jobs.count)
    }

    private func commit(
        _ requests: [PreparedRequest]
    ) throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        do throws(LMDBError) {
            let size = requests.reduce(0) { $0 + $1.size }
            return try environment.write(reserving: size) { transaction throws(LMDBError) in
                let staging = try Staging(reader, in: transaction.reader)
                // Whoever made the log may have been stopped before its name was durable; nothing is acknowledged before.
                if staging.isFirst { try FileSystem.synchronizeWay(to: environment.path) }
                var results: [Result<AppendReceipt, EventStoreError>] = []
                results.reserveCapacity(requests.count)
                for request in requests {
                    results.append(staging.stage(request, clock: clock, random: random, in: transaction.reader))
                }
                try staging.put(into: &transaction)
                return results
            }
        } catch {
            throw EventStoreError(error, at: environment.path)
        }
    }
}
