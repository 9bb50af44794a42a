public import EventSourcing

/// The promises of an event store, which every store is held to.
///
/// ```swift
/// @Test(arguments: EventStoreSuite<MyStore>.promises)
/// func `my store keeps its promise`(_ promise: EventStoreSuite<MyStore>.Promise) async throws {
///     try await EventStoreSuite { clock in try MyStore.open(clock: clock) }.check(promise)
/// }
/// ```
public struct EventStoreSuite<Store: EventStore>: Sendable {
    /// One thing that a store promises, by name.
    public struct Promise: Sendable, Identifiable, CustomStringConvertible {
        /// What is promised, as a sentence without its full stop.
        public let name: String
        let acceptsLogAhead: Bool
        let hold: @Sendable (Trial<Store>) async throws -> Void

        init(
            _ name: String, acceptsLogAhead: Bool = false, hold: @escaping @Sendable (Trial<Store>) async throws -> Void
        ) {
            self.name = name
            self.acceptsLogAhead = acceptsLogAhead
            self.hold = hold
        }

        /// The name, which no other promise has.
        public var id: String { name }

        /// The name.
        public var description: String { name }
    }

    private let seed: UInt64
    private let makeStore: @Sendable (RecordingClock) async throws -> Store
    private let dispose: @Sendable (Store) async throws -> Void

    /// A suite for one sort of store.
    ///
    /// - Parameters:
    ///   - seed: what random events and operations begin with; every failure that depends on it names it.
    ///   - makeStore: opens a new, empty store that takes its time from the clock.
    ///   - dispose: closes such a store and removes what it has left.
    public init(
        seed: UInt64 = .random(in: .min ... .max),
        makeStore: @escaping @Sendable (RecordingClock) async throws -> Store,
        dispose: @escaping @Sendable (Store) async throws -> Void = { _ in }
    ) {
        self.seed = seed
        self.makeStore = makeStore
        self.dispose = dispose
    }

    /// Every promise, in the order in which a reader would ask about them.
    public static var promises: [Promise] {
        numbering + clocks + identity + revisions + batches + calls + conditions + references + limits + keeping
            + reading + visiting + paging + lookups + following + crowds + agreement
    }

    /// Holds a new store to one promise.
    ///
    /// - Throws: ``BrokenPromise`` with the name of the promise, what came of it, and the seed.
    public func check(_ promise: Promise) async throws {
        let clock = SettableClock()
        let store = try await makeStore(clock.recording(acceptsLogAhead: promise.acceptsLogAhead))
        let result: Result<Void, any Error>
        do {
            result = .success(try await promise.hold(Trial(store: store, clock: clock, seed: seed)))
        } catch {
            result = .failure(BrokenPromise("broken: \(promise) (\(error); seed \(seed))"))
        }
        try await dispose(store)
        try result.get()
    }

    /// Holds a new store to each of the promises, and names all that are broken.
    public func run() async throws {
        var broken: [String] = []
        for promise in Self.promises {
            do { try await check(promise) } catch { broken.append("\(error)") }
        }
        guard broken.isEmpty else { throw BrokenPromise(broken.joined(separator: "\n")) }
    }
}
