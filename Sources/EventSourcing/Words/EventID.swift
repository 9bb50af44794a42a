/// What makes an append idempotent: the writer's name for an event, unique within its stream.
///
/// 1 to 128 bytes, not blank. Where the writer gives none, the store mints one.
public struct EventID: Hashable, Sendable, CustomStringConvertible {
    /// The id as text.
    public let text: String

    /// The longest id, in bytes of UTF-8.
    public static let maximumLength = 128

    /// Takes an id, or says why it is none.
    public init(_ text: String) throws(WordError) {
        try requireWord(text, named: "id", atMost: Self.maximumLength)
        self.text = text
    }

    /// The text of an id that was minted.
    init(_ minted: MintedID) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(MintedID.length)
        func add(_ piece: UInt64, _ count: Int) {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
            for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: piece >> UInt64(8 * index))) }
        }
        let pieces = minted.pieces
        add(pieces.0, 8)
        add(pieces.1, 4)
        add(pieces.2, 4)
        add(pieces.3, 4)
        // The last twelve digits have no hyphen between them.
        add(pieces.4, 4)
        for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: pieces.5 >> UInt64(8 * index))) }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// How it is written: the id itself.
    public var description: String { text }

    /// Mints an id where the writer gives none.
    ///
    /// - Parameters:
    ///   - moment: the time that the id carries; times before 1970 are taken as 1970.
    ///   - random: 128 random bits, of which 74 are used.
    public static func minted(at moment: Timestamp, random: (UInt64, UInt64)) -> EventID {
        EventID(MintedID(at: moment, random: random))
    }
}

extension EventID {
    /// Byte for byte, as the log compares: texts that only look alike (composed and decomposed accents) are different.
    public static func == (left: EventID, right: EventID) -> Bool { left.text.hasSameBytes(as: right.text) }

    /// Equal bytes have equal hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
