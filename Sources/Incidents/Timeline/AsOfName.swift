public import Chronology
public import EventSourcing

/// How somebody names the moment whose knowledge is asked for: by a time, or by an event that the log holds.
///
/// An event stands for the moment at which it came to be known, itself included. On the recorded clock that is the part of
/// the log up to its position; on the published clock it is the moment at which its source said it, and so everything that
/// any source had said by then, whenever it was recorded.
public enum AsOfName: Equatable, Sendable, CustomStringConvertible {
    /// The last microsecond to know of.
    case moment(Timestamp)
    /// An event of an incident.
    case event(Reference)
    /// An event by its position in the log.
    case position(Position)

    /// Reads the value of a flag: `#12` or `harbour-fire#12`, `@1234`, or a time as ``MomentFlag`` reads it.
    ///
    /// - Parameters:
    ///   - incident: the incident that `#12` alone speaks of; nil where there is none.
    ///   - now: the time of day.
    ///   - zone: the zone in which times without an offset are meant.
    /// - Throws: for any other text. Whether there is such an event is not looked at.
    public init(_ text: String, in incident: StreamID?, now: Timestamp, zone: Zone) throws(TimeError) {
        let word = text.filter { $0 != " " }
        if word.hasPrefix("@") {
            self = .position(try Self.position(word))
        } else if word.contains("#"), !word.hasPrefix("{") {
            let reference = try EventReference(word)
            guard let stream = reference.incident ?? incident else {
                throw TimeError(
                    "\(quoted(word)) does not say in which incident; write such as harbour-fire\(word), or @1234")
            }
            self = .event(Reference(stream: stream, revision: reference.revision))
        } else {
            self = .moment(try MomentFlag(text, now: now, zone: zone).latest)
        }
    }

    private static func position(_ text: String) throws(TimeError) -> Position {
        let digits = text.dropFirst()
        guard digits.utf8.first != UInt8(ascii: "0"), let number = UInt64(digits: digits) else {
            throw TimeError("\(quoted(text)) does not name a position of the log; write such as @1234")
        }
        return Position(number)
    }

    /// `harbour-fire#12` or `@1234`; a time in RFC 3339.
    public var description: String {
        switch self {
        case .moment(let moment): moment.description
        case .event(let reference): reference.description
        case .position(let position): position.description
        }
    }
}
