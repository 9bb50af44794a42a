import Foundation
import LMDB
import Synchronization
import Testing

/// A thread that takes whatever has arrived.
struct WorkerTests {
    @Test func `jobs are done in the order of their arrival`() throws {
        let done = Ledger()
        let worker = Worker<Int> { jobs in done.add(jobs) }
        for job in 1...2000 { #expect(try worker.submit(job)) }
        worker.stop()
        #expect(done.jobs == Array(1...2000))
        #expect(done.batches.allSatisfy { !$0.isEmpty })
    }

    @Test func `what arrives while a batch is being done is the next batch`() throws {
        let done = Ledger()
        let (hasBegun, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let worker = Worker<Int> { jobs in
            done.add(jobs)
            if jobs == [1] {
                hasBegun.signal()
                mayGoOn.wait()
            }
        }
        #expect(try worker.submit(1))
        hasBegun.wait()
        for job in 2...100 { #expect(try worker.submit(job)) }
        mayGoOn.signal()
        worker.stop()
        #expect(done.batches == [[1], Array(2...100)])
    }

    @Test func `stopping finishes what waits and refuses what comes after`() throws {
        let done = Ledger()
        let mayGoOn = DispatchSemaphore(value: 0)
        let worker = Worker<Int> { jobs in
            mayGoOn.wait()
            mayGoOn.signal()
            done.add(jobs)
        }
        for job in 1...50 { #expect(try worker.submit(job)) }
        Thread.detachNewThread { mayGoOn.signal() }
        worker.stop()
        #expect(done.jobs == Array(1...50))
        #expect(try !worker.submit(51))
        worker.stop()
        #expect(done.jobs == Array(1...50))
    }

    @Test func `everyone who stops a worker finds it at rest`() throws {
        for _ in 1...50 {
            let done = Ledger()
            let worker = Worker<Int> { jobs in done.add(jobs) }
            for job in 1...20 { #expect(try worker.submit(job)) }
            let counts = Mutex<[Int]>([])
            onThreads(3) { _ in
                worker.stop()
                counts.withLock { $0.append(done.jobs.count) }
            }
            #expect(counts.withLock { $0 } == [20, 20, 20])
        }
    }

    @Test func `a worker that is let go finishes what waits`() throws {
        let done = Ledger()
        do {
            let worker = Worker<Int> { jobs in done.add(jobs) }
            for job in 1...50 { #expect(try worker.submit(job)) }
        }
        #expect(done.jobs == Array(1...50))
    }

    @Test func `a job is done on the spot where nothing else is under way`() throws {
        let done = Ledger()
        let threads = Mutex<[pthread_t]>([])
        let worker = Worker<Int> { jobs in
            threads.withLock { $0.append(pthread_self()) }
            done.add(jobs)
        }
        for job in 1...20 {
            #expect(try worker.doNow(job))
            #expect(done.batches.last == [job])
        }
        #expect(threads.withLock { $0.allSatisfy { $0 == pthread_self() } })
        worker.stop()
        #expect(try !worker.doNow(21))
        #expect(done.jobs == Array(1...20))
    }

    @Test func `while a job is done on the spot the others wait for it`() throws {
        let done = Ledger()
        let (hasBegun, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let worker = Worker<Int> { jobs in
            if jobs == [1] {
                hasBegun.signal()
                mayGoOn.wait()
            }
            done.add(jobs)
        }
        onThreads(2) { thread in
            if thread == 0 {
                _ = try? worker.doNow(1)
            } else {
                hasBegun.wait()
                for job in 2...50 { _ = try? job.isMultiple(of: 2) ? worker.doNow(job) : worker.submit(job) }
                #expect(done.jobs.isEmpty)
                mayGoOn.signal()
            }
        }
        worker.stop()
        #expect(done.jobs == Array(1...50))
        #expect(done.batches.first == [1])
    }

    @Test func `stopping waits for a job that is done on the spot`() throws {
        let done = Ledger()
        let (hasBegun, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let worker = Worker<Int> { jobs in
            hasBegun.signal()
            mayGoOn.wait()
            done.add(jobs)
        }
        onThreads(2) { thread in
            if thread == 0 {
                _ = try? worker.doNow(1)
            } else {
                hasBegun.wait()
                Thread.detachNewThread { mayGoOn.signal() }
                worker.stop()
                #expect(done.jobs == [1])
            }
        }
    }

    @Test func `jobs of many threads are each done once`() throws {
        let done = Ledger()
        let worker = Worker<Int> { jobs in done.add(jobs) }
        onThreads(8) { thread in
            for number in 0..<250 {
                let job = 250 * thread + number
                _ = try? thread.isMultiple(of: 2) ? worker.submit(job) : worker.doNow(job)
            }
        }
        worker.stop()
        #expect(done.jobs.sorted() == Array(0..<2000))
        for thread in 0..<8 {
            let own = done.jobs.filter { $0 / 250 == thread }
            #expect(own == own.sorted())
        }
    }
}

/// What a worker has done.
private final class Ledger: Sendable {
    private let entries = Mutex<[[Int]]>([])

    var batches: [[Int]] { entries.withLock { $0 } }
    var jobs: [Int] { batches.flatMap { $0 } }

    func add(_ jobs: [Int]) { entries.withLock { $0.append(jobs) } }
}
