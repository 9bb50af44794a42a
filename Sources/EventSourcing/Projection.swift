/// State that is folded from events, in log order.
///
/// The same events always give the same state: a projection asks no clock and does no I/O.
public protocol Projection {
    /// Takes in the next event.
    mutating func apply(_ event: RecordedEvent)
}

extension Projection {
    /// This projection after all of the events.
    public func applying(_ events: some Sequence<RecordedEvent>) -> Self {
        var projection = self
        for event in events { projection.apply(event) }
        return projection
    }
}
