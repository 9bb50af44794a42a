import EventSourcing
import LMDB

/// The text of a UUID, of which a record keeps the 16 bytes.
struct UUIDText {
    /// Nothing before the first text is asked for.
    private var bytes: [UInt8] = []

    /// The text that was written last.
    var text: RawSpan {
        @_lifetime(borrow self)
        get { bytes.rawBytes }
    }

    /// Writes the text of an id.
    mutating func write(_ id: MintedID) {
        let pieces = id.pieces
        if bytes.isEmpty { bytes = Array(repeating: UInt8(ascii: "-"), count: MintedID.length) }
        bytes.editing { bytes in
            bytes.store(pieces.0, at: 0)
            bytes.store(UInt32(truncatingIfNeeded: pieces.1), at: 9)
            bytes.store(UInt32(truncatingIfNeeded: pieces.2), at: 14)
            bytes.store(UInt32(truncatingIfNeeded: pieces.3), at: 19)
            bytes.store(UInt32(truncatingIfNeeded: pieces.4), at: 24)
            bytes.store(pieces.5, at: 28)
        }
    }
}
