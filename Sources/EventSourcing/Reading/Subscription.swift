/// A follower of the log: pages of matching events in log order, first what is there, then what comes.
///
/// Catching up and following are one loop over positions: read what lies after the cursor, move the cursor to what was
/// examined, wait for the head to pass it. So there is no seam at which an event could be lost or seen twice.
///
/// It ends when its task is cancelled. To resume later, subscribe again after ``EventPage/examined`` of the last page.
public struct Subscription<Store: EventStore>: AsyncSequence {
    /// One page of matching events, never empty.
    public typealias Element = EventPage
    /// What the store throws.
    public typealias Failure = any Error

    let store: Store
    let query: Query
    let after: Position

    /// How long a follower rests between two looks at the head. The look costs a microsecond or two, other processes
    /// may be the ones that append, and people do not notice 10 ms.
    static var pause: Duration { .milliseconds(10) }

    /// Goes through the pages.
    public struct Iterator: AsyncIteratorProtocol {
        let store: Store
        var rest: ReadSelection
        var isCaughtUp = false

        /// The next page that has events. Waits for one where there is none yet; nil when the task is cancelled.
        public mutating func next() async throws -> EventPage? {
            while !Task.isCancelled {
                if isCaughtUp {
                    guard try await store.head().position > rest.after else {
                        do { try await Task.sleep(for: Subscription.pause) } catch { return nil }
                        continue
                    }
                }
                let page = try await store.page(of: rest)
                if page.examined > rest.after { rest.after = page.examined }
                isCaughtUp = page.next == nil
                if !page.events.isEmpty { return page }
            }
            return nil
        }
    }

    /// Starts to follow.
    public func makeAsyncIterator() -> Iterator {
        Iterator(store: store, rest: ReadSelection(query, after: after))
    }
}
