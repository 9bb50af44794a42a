import EventSourcing
import Synchronization

/// Says the time as HTTP does (RFC 9110, 5.6.7). What is said in one second is put together once.
enum HTTPDate {
    private static let last = Mutex((second: Int64.min, text: ""))

    /// `Thu, 26 Nov 2026 15:51:38 GMT`.
    static func text(of moment: Timestamp) -> String {
        let second = moment.microseconds.flooredDivision(by: Timestamp.perSecond).quotient
        return last.withLock { last in
            if last.second != second { last = (second, text(ofSecond: second)) }
            return last.text
        }
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func text(ofSecond second: Int64) -> String {
        let (days, inDay) = second.flooredDivision(by: 86_400)
        let date = CivilDate(daysSinceEpoch: Int(days))
        func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(inDay / 3600)):\(two(inDay / 60 % 60)):\(two(inDay % 60))"
        return
            "\(weekdays[date.weekday]), \(two(date.day)) \(months[date.month - 1]) \(date.year) \(time) GMT"
    }
}
