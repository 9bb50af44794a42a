/// When something happened in the world, as the log keeps it: an interval, maybe vague, open or unknown.
///
/// The log stores these values for filters and order; how the words are read belongs to the domain.
public struct Occurrence: Hashable, Sendable {
    /// What sort of statement about time it is.
    public enum Form: UInt8, Hashable, Sendable {
        /// Nothing is said.
        case undated = 0
        /// An interval of its own, maybe open at one end.
        case absolute = 1
        /// Relative to another event; the interval follows from that event's and is not kept here.
        case relative = 2
    }

    /// The finest unit that the words name.
    public enum Precision: UInt8, Hashable, Comparable, Sendable {
        /// No unit: undated or relative.
        case none = 0
        /// A whole year.
        case year = 1
        /// A whole month.
        case month = 2
        /// A whole day.
        case day = 3
        /// A minute.
        case minute = 4
        /// A second.
        case second = 5
        /// Less than a second.
        case fraction = 6

        /// A coarser unit comes before a finer one.
        public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// What sort of statement it is.
    public let form: Form
    /// The first microsecond it may have happened in; nil where it is unknown or open (`..B`).
    public let earliest: Timestamp?
    /// The last microsecond it may have happened in, included; nil where it is unknown or open (`A..`).
    public let latest: Timestamp?
    /// The finest unit that the words name; for `A..B` that of the coarser end.
    public let precision: Precision
    /// `~`: about that time (EDTF).
    public let isApproximate: Bool
    /// `?`: the source is not sure (EDTF).
    public let isUncertain: Bool
    /// The offset from UTC that the words carry, in minutes east; nil where they carry none.
    public let offsetMinutes: Int?
    /// The words as they were written; empty when undated. At most ``maximumWordsLength`` bytes.
    public let words: String

    /// The longest words, in bytes of UTF-8.
    public static let maximumWordsLength = 512

    /// Puts the values together; they are not checked against each other.
    public init(
        form: Form, earliest: Timestamp?, latest: Timestamp?, precision: Precision, isApproximate: Bool,
        isUncertain: Bool, offsetMinutes: Int?, words: String
    ) {
        self.form = form
        self.earliest = earliest
        self.latest = latest
        self.precision = precision
        self.isApproximate = isApproximate
        self.isUncertain = isUncertain
        self.offsetMinutes = offsetMinutes
        self.words = words
    }

    /// Nothing is said about when it happened.
    public static let undated = Occurrence(
        form: .undated, earliest: nil, latest: nil, precision: .none, isApproximate: false, isUncertain: false,
        offsetMinutes: nil, words: "")
}
