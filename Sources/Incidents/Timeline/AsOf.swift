public import EventSourcing

/// The moment whose knowledge is shown, and the clock it is measured on.
public struct AsOf: Equatable, Sendable {
    /// What "known" means.
    public enum Clock: String, CaseIterable, Sendable {
        /// What stood in the blotter by then.
        case recorded
        /// What the sources had said by then.
        case published
    }

    /// The clock.
    public let clock: Clock
    /// The last microsecond included; never after now.
    public let moment: Timestamp
    /// The last position that was looked at.
    public let position: Position
    /// The event by which the moment was named; nil where it was named by a time.
    public let name: AsOfName?

    /// Knowledge as of a moment on a clock.
    public init(clock: Clock, moment: Timestamp, position: Position, name: AsOfName? = nil) {
        self.clock = clock
        self.moment = moment
        self.position = position
        self.name = name
    }

    /// Whether an event was known at the moment, on its clock.
    public func includes(_ event: RecordedEvent) -> Bool {
        switch clock {
        case .recorded: event.recorded <= moment && event.position <= position
        case .published: event.published <= moment && event.position <= position
        }
    }
}
