/// How far a clock runs from UTC at some moment, and what people call that.
public struct ZoneOffset: Hashable, Sendable {
    /// Seconds east of UTC; whole minutes everywhere in our time, but not on the local mean time of the 19th century.
    public let seconds: Int
    /// What people call it: `MSK`, `CEST`, `UTC`; where it has no name of its own, the same as ``utcText``.
    public let abbreviation: String

    /// An offset with this name. Names that are only a number (`+03`, as in the tz database) give way to ``utcText``.
    public init(seconds: Int, abbreviation: String) {
        self.seconds = seconds
        let first = abbreviation.utf8.first
        let isNumeric = first == UInt8(ascii: "+") || first == UInt8(ascii: "-") || first == nil
        self.abbreviation = isNumeric ? Self.utcText(seconds) : abbreviation
    }

    /// An offset without a name of its own.
    public init(seconds: Int) { self.init(seconds: seconds, abbreviation: "") }

    /// Minutes east of UTC; nil where the offset is not one of whole minutes, so that RFC 3339 cannot write it.
    public var minutes: Int? { seconds % 60 == 0 ? seconds / 60 : nil }

    /// `UTC`, `UTC+3`, `UTC-5:30`; with seconds where it has them.
    public var utcText: String { Self.utcText(seconds) }

    /// As RFC 3339 writes it: `+03:00`, `-05:30`, `+00:00`; with seconds where it has them, for people only.
    public var text: String {
        let size = abs(seconds)
        let minutes = "\(seconds < 0 ? "-" : "+")\(padded(size / 3600, 2)):\(padded(size / 60 % 60, 2))"
        return size % 60 == 0 ? minutes : "\(minutes):\(padded(size % 60, 2))"
    }

    private static func utcText(_ seconds: Int) -> String {
        guard seconds != 0 else { return "UTC" }
        let size = abs(seconds)
        var text = "UTC\(seconds < 0 ? "-" : "+")\(size / 3600)"
        if size % 3600 != 0 { text += ":" + padded(size / 60 % 60, 2) }
        if size % 60 != 0 { text += ":" + padded(size % 60, 2) }
        return text
    }
}
