/// A number by which is seen how something does, with the name that whoever watches knows it by.
public struct Metric: Sendable {
    /// What is known of it.
    public enum Value: Sendable {
        /// How much of it there was so far: it only grows.
        case count(UInt64)
        /// How much of it there is now.
        case level(Int64)
        /// How large those were that there were so far.
        case distribution(Distribution)
    }

    /// Its name: `blotter_log_events`.
    public let name: String
    /// What it is, in one line.
    public let help: String
    /// What is known of it.
    public let value: Value

    /// A number of this name.
    public init(_ name: String, help: String, _ value: Value) {
        self.name = name
        self.help = help
        self.value = value
    }
}

/// A store that says how it does.
///
/// What it says is told to whoever watches, and to nobody else: no answer hangs on it.
public protocol MeasuredStore: EventStore {
    /// Finds out, without writing anything, whether something is known to stand in the way of every append from now on.
    ///
    /// - Throws: what that is.
    func checkWritable() throws(EventStoreError)

    /// What the store knows of itself now. It costs a look or two, whatever the size of the log.
    func metrics() -> [Metric]
}

extension MeasuredStore {
    /// A store without a disk has nothing in its way.
    public func checkWritable() throws(EventStoreError) {}
}
