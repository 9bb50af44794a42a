import EventSourcing

/// The value that was told last of something that changes with time, such as a status. What is written down late does
/// not turn it back: a value of a time that lies, for certain, before one that was told of already changes nothing.
///
/// A report without a time, or of a vague one, is believed too, but the times that were told before it stay known.
struct Newest<Value> {
    /// The value; nil where nobody has said.
    private(set) var value: Value?
    /// The greatest beginning of all times that were told of.
    private(set) var reached: Timestamp?

    /// Nobody has said yet; or what was said so far, where it is known.
    init(value: Value? = nil, reached: Timestamp? = nil) {
        self.value = value
        self.reached = reached
    }

    /// Whether a time lies, for certain, before one that was told of.
    func isPast(_ told: TimeSpan) -> Bool {
        guard let latest = told.latest, let reached else { return false }
        return latest < reached
    }

    /// Takes in the next value, in log order, unless its time is past.
    mutating func take(_ next: Value, told: TimeSpan) {
        guard !isPast(told) else { return }
        value = next
        if let earliest = told.earliest { reached = max(earliest, reached ?? earliest) }
    }

    /// Fills in what is known of the value without telling anew how it is.
    mutating func amend(_ amended: Value) { value = amended }
}

extension Newest: Equatable where Value: Equatable {}
extension Newest: Sendable where Value: Sendable {}
