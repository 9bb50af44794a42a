/// Who said it.
public struct Source: Hashable, Sendable {
    /// What sort of source it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// An authority speaking for itself.
        case official
        /// A news agency.
        case agency
        /// A newspaper, a station, a site.
        case outlet
        /// A person who was there.
        case eyewitness
        /// A recording.
        case video
        /// A post on a social network.
        case social
        /// A machine.
        case sensor
    }

    /// Its name.
    public var name: String?
    /// What sort of source it is.
    public var kind: Kind?
    /// Where it said so.
    public var url: String?
    /// Whom it quotes: two outlets that quote one agency are one origin.
    public var origin: String?
    /// How far it is to be believed.
    public var grade: Grade?

    /// A source with these parts.
    public init(
        name: String? = nil, kind: Kind? = nil, url: String? = nil, origin: String? = nil, grade: Grade? = nil
    ) {
        self.name = name
        self.kind = kind
        self.url = url
        self.origin = origin
        self.grade = grade
    }
}

/// The Admiralty code (NATO AJP-2.1): a letter for the source, a digit for what it says here, such as `B2`.
public struct Grade: Hashable, Sendable, CustomStringConvertible {
    /// The two characters.
    public let description: String

    /// Takes `A1` to `F6`; nil for anything else.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        guard bytes.count == 2, (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(bytes[0]),
            (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[1])
        else { return nil }
        description = text
    }
}
