public import EventSourcing

/// A rule that says what a clock on the wall shows at a moment.
public enum Zone: Hashable, Sendable {
    /// Universal time.
    case utc
    /// A clock that always runs this many minutes east of UTC, within ±23:59.
    case fixed(minutes: Int)
    /// A place with a history of offsets, from the tz database.
    case named(ZoneRules)

    /// Reads a zone that needs no file: `UTC`, `Z`, `+03:00`, `-05:30`, and `UTC+3`, `UTC-5:30` as Blotter prints them.
    public init(parsing text: String) throws(TimeError) {
        guard let zone = Self.offsetZone(text) else {
            throw TimeError(
                "\(quoted(text)) is not an offset from UTC; write UTC, Z, or an offset such as +03:00 or -05:30")
        }
        self = zone
    }

    /// Reads an offset, or the name of a zone that this machine has.
    ///
    /// - Parameter file: the bytes of the file of a zone in the tz database (RFC 8536); nil where there is none. It is asked
    ///   for plausible names only.
    public init(_ text: String, file: (_ name: String) -> [UInt8]?) throws(TimeError) {
        if let offset = Self.offsetZone(text) {
            self = offset
            return
        }
        guard Self.isPlausibleName(text), let bytes = file(text), let rules = try? ZoneRules(name: text, tzif: bytes)
        else {
            throw TimeError(
                "\(quoted(text)) is no zone of this machine; give an offset such as +03:00, or a name such as Europe/Moscow"
            )
        }
        self = .named(rules)
    }

    /// Whether a text can be the name of a zone in the tz database, such as `Europe/Moscow`, and is safe to append to
    /// the path of a directory: letters, digits, `_`, `+` and `-` in parts set apart by single slashes; no dots, at
    /// most 100 bytes. It says nothing about whether there is such a zone.
    public static func isPlausibleName(_ name: String) -> Bool {
        guard name.utf8.count <= 100 else { return false }
        return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            part.first.map(isLetter) == true
                && part.allSatisfy { isLetter($0) || isDigit($0) || [0x5F, 0x2B, 0x2D].contains($0) }
        }
    }

    /// How people name it: `UTC`, `UTC+3`, `Europe/Moscow`.
    public var name: String {
        switch self {
        case .utc: "UTC"
        case .fixed(let minutes): ZoneOffset(seconds: Self.seconds(minutes)).utcText
        case .named(let rules): rules.name
        }
    }

    /// The offset at a moment.
    public func offset(at moment: Timestamp) -> ZoneOffset {
        switch self {
        case .utc: ZoneOffset(seconds: 0)
        case .fixed(let minutes): ZoneOffset(seconds: Self.seconds(minutes))
        case .named(let rules):
            rules.offset(atSecond: moment.microseconds.flooredDivision(by: Timestamp.perSecond).quotient)
        }
    }

    /// What the clock on the wall shows at a moment.
    public func civilTime(at moment: Timestamp) -> CivilTime {
        CivilTime(moment, offsetSeconds: offset(at: moment).seconds)
    }

    /// True where the zone is UTC by definition, not by accident of the date.
    var isUTC: Bool {
        switch self {
        case .utc: true
        case .fixed(let minutes): minutes == 0
        case .named: false
        }
    }

    private static func seconds(_ minutes: Int) -> Int { min(max(minutes, -1439), 1439) * 60 }

    private static func offsetZone(_ text: String) -> Zone? {
        let name = text.uppercased()
        if name == "UTC" || name == "Z" { return .utc }
        let isPrinted = name.hasPrefix("UTC")
        var scanner = TextScanner(isPrinted ? name.dropFirst(3) : name[...])
        guard let sign = scanner.take(oneOf: [0x2B, 0x2D]) else { return nil }
        guard let hours = scanner.digits(2) ?? (isPrinted ? scanner.digits(1) : nil), hours < 24 else { return nil }
        var minutes = 0
        if scanner.take(UInt8(ascii: ":")) {
            guard let read = scanner.digits(2), read < 60 else { return nil }
            minutes = read
        } else if !isPrinted {
            return nil
        }
        guard scanner.isAtEnd else { return nil }
        let size = hours * 60 + minutes
        return size == 0 ? .utc : .fixed(minutes: sign == 0x2D ? -size : size)
    }
}
