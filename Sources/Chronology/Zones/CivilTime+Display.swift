import EventSourcing

extension CivilTime {
    /// `Fri 22 Mar 2024`: the heading of a day.
    public var dayHeading: String { "\(Self.weekdays[weekday]) \(dayText)" }

    /// `22 Mar 2024`.
    public var dayText: String { "\(date.day) \(Self.months[(max(date.month, 1) - 1) % 12]) \(padded(date.year, 4))" }

    /// `20:45`.
    public var minuteText: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

    /// `20:45:10`.
    public var secondText: String { "\(minuteText):\(padded(second, 2))" }

    /// `22 Mar 2024 20:45`.
    public var dayAndMinuteText: String { "\(dayText) \(minuteText)" }

    /// `Sun` to `Sat`, by ``weekday``.
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
