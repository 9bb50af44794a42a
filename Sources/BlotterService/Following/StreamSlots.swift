import Synchronization

/// Counts the streams and waiting requests that are open, in all and of each token.
final class StreamSlots: Sendable {
    private let limits: ServiceConfiguration.Limits
    private let open = Mutex<[String: Int]>([:])

    init(limits: ServiceConfiguration.Limits) { self.limits = limits }

    /// How many are open.
    var count: Int { open.withLock { $0.values.reduce(0, +) } }

    /// Takes a place, which is given back when the last holder lets go of it.
    func take(for key: String) throws(Problem) -> StreamSlot {
        let refusal: Problem? = open.withLock { open in
            if open.values.reduce(0, +) >= limits.streams {
                return Problem(.tooMany, "as many streams are open as are allowed (\(limits.streams)); try again later")
            }
            let own = open[key] ?? 0
            if own >= limits.streamsPerToken {
                return Problem(.tooMany, "this token has as many streams open as it may (\(own)); close one")
            }
            open[key] = own + 1
            return nil
        }
        if let refusal { throw refusal }
        return StreamSlot(slots: self, key: key)
    }

    fileprivate func give(back key: String) {
        open.withLock { open in
            let left = (open[key] ?? 1) - 1
            open[key] = left > 0 ? left : nil
        }
    }
}

/// A place for one stream.
final class StreamSlot: Sendable {
    private let slots: StreamSlots
    private let key: String

    fileprivate init(slots: StreamSlots, key: String) {
        self.slots = slots
        self.key = key
    }

    deinit { slots.give(back: key) }
}
