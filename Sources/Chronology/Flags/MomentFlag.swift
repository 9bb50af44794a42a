public import EventSourcing

/// A moment as `--as-of`, `--from`, `--to` and `--since` take it: the forms of ``FlagTime``, but one point, with both
/// ends known, and no sign of doubt.
///
/// A moment names an interval, as every time does: *as of* it includes all of it, up to ``latest``.
public struct MomentFlag: Hashable, Sendable {
    /// The first microsecond that the words name.
    public let earliest: Timestamp
    /// The last microsecond that the words name, included. It may lie ahead of now.
    public let latest: Timestamp

    /// Reads the value of a flag; see ``FlagTime/init(_:now:zone:)``.
    public init(_ text: String, now: Timestamp, zone: Zone) throws(TimeError) {
        let text = trimmed(text)
        try TimeExpression.checkLength(text)
        guard text.utf8.first != UInt8(ascii: "{"), IntervalEnds(text) == nil else {
            throw TimeError(
                "\(quoted(text)) is not one moment; write a time such as 2024-03-22, '2024-03-22 20:45' or -10m")
        }
        let points = try FlagClock(now: now, zone: zone).points(text)
        guard !points.first.isApproximate, !points.first.isUncertain else {
            throw TimeError(
                "the moment \(quoted(text)) carries a sign of doubt, which has no meaning here; leave ~ ? % out")
        }
        earliest = points.first.earliest
        latest = points.last.latest
    }
}
