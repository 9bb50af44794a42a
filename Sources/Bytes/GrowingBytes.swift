/// Bytes that grow at their end: for a text of very many small parts, which are written into room that was made before.
///
/// An array asks before each part who else holds it; nobody else can hold these, so what is asked is only whether there is
/// room. Memory that was needed once is kept for what comes next.
public struct GrowingBytes: ~Copyable, @unchecked Sendable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var filled = 0
    /// Whether the memory that an array lends is in use; nil where the memory is their own.
    private var loan: UnsafeMutablePointer<Bool>?

    /// None yet, and room for so many.
    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        start = .allocate(capacity: self.capacity)
    }

    /// None yet, in the memory that an array lends.
    private init(in room: UnsafeMutablePointer<UInt8>, capacity: Int, loan: UnsafeMutablePointer<Bool>) {
        start = room
        self.capacity = capacity
        self.loan = loan
    }

    deinit { giveBack() }

    private func giveBack() {
        if let loan { loan.pointee = false } else { start.deallocate() }
    }

    /// An array of bytes that are written where it keeps them: only what needs more room than was foreseen is copied.
    ///
    /// - Parameter write: appends to the bytes and gives them back. Who kept them would write where no array is any more, so
    ///   that ends the program.
    public static func array(
        capacity: Int, _ write: (consuming GrowingBytes) -> GrowingBytes
    ) -> [UInt8] {
        var isInUse = true
        var moved: [UInt8]?
        let array = [UInt8](unsafeUninitializedCapacity: max(capacity, 16)) { room, filled in
            guard let start = room.baseAddress else { return }
            withUnsafeMutablePointer(to: &isInUse) { loan in
                let bytes = write(GrowingBytes(in: start, capacity: room.count, loan: loan))
                if bytes.loan == loan {
                    filled = bytes.filled
                } else {
                    precondition(!loan.pointee, "bytes were kept whose memory was lent")
                    moved = bytes.array
                }
            }
        }
        return moved ?? array
    }

    /// How many there are.
    @inlinable public var count: Int { filled }

    /// The bytes, as an array of their own.
    public var array: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: filled)) }

    /// The bytes where they lie.
    public var bytes: RawSpan {
        @_lifetime(borrow self)
        borrowing get {
            let span = RawSpan(_unsafeStart: UnsafeRawPointer(start), byteCount: count)
            return _overrideLifetime(span, borrowing: self)
        }
    }

    /// Forgets all of them.
    public mutating func removeAll() { filled = 0 }

    /// Appends what is written into room for so many bytes; it need not be filled.
    @inlinable @inline(__always)
    public mutating func append(addingCapacity room: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
        reserve(room)
        let free = UnsafeMutableBufferPointer(start: start + filled, count: capacity - filled)
        var output = OutputSpan(buffer: free, initializedCount: 0)
        write(&output)
        filled &+= output.finalize(for: free)
    }

    /// Appends one byte.
    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        start[filled] = byte
        filled &+= 1
    }

    /// Appends a text of the program's own.
    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        copyKnownBytes(from: text.utf8Start, to: start + filled, count: length)
        filled &+= length
    }

    /// Appends a number in decimal digits.
    public mutating func append(decimal number: UInt64) {
        let length = number.decimalCount
        reserve(length)
        UnsafeMutableRawPointer(start + filled).put(decimal: number, count: length)
        filled &+= length
    }

    /// Appends bytes.
    public mutating func append(_ bytes: Span<UInt8>) {
        append(addingCapacity: bytes.count) { $0.append(bytes) }
    }

    /// Appends a text as UTF-8.
    public mutating func append(_ text: String) { append(text.utf8.span) }

    /// Appends a name of the program's own as JSON has it before a value: between quotation marks, with a colon behind it,
    /// and with a comma in front where something else is before it.
    ///
    /// It is written where it is asked for, since what a compiler knows of a name spares most of the work.
    @inlinable @inline(__always)
    public mutating func append(name: StaticString, isFirst: Bool) {
        let length = name.utf8CodeUnitCount
        reserve(length + 4)
        let end = UnsafeMutableRawPointer(start + filled)
        // A comma that is not wanted is written over.
        end.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
        let place = end + (isFirst ? 0 : 1)
        place.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        copyKnownBytes(from: name.utf8Start, to: place + 1, count: length)
        (place + (length + 1)).storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        (place + (length + 2)).storeBytes(of: UInt8(ascii: ":"), as: UInt8.self)
        filled &+= length + (isFirst ? 3 : 4)
    }

    /// Appends bytes as a string of JSON has them, between quotation marks, up to the first that needs an escape: a quotation
    /// mark, a backslash or a control below U+0020. Where there is one, the string is not ended.
    ///
    /// - Returns: how many of the bytes were appended.
    public mutating func append(unescaped bytes: Span<UInt8>) -> Int {
        let count = bytes.count
        // What the last eight bytes hold too much is written over.
        reserve(count + 10)
        let place = UnsafeMutableRawPointer(start + filled)
        place.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        let appended = bytes.withUnsafeBytes { Self.copy(unescaped: $0, to: place + 1) }
        filled &+= appended &+ 1
        if appended == count {
            start[filled] = UInt8(ascii: "\"")
            filled &+= 1
        }
        return appended
    }

    /// Copies bytes, eight at a time, while they are looked at.
    @inline(__always)
    private static func copy(unescaped bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Int {
        guard let source = bytes.baseAddress else { return 0 }
        let count = bytes.count
        var offset = 0
        while offset &+ 8 <= count {
            let word = UInt64(bytesAt: source + offset)
            target.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
            let found = Span<UInt8>.specialBytes(word)
            guard found == 0 else { return offset &+ found.trailingZeroBitCount / 8 }
            offset &+= 8
        }
        guard offset < count else { return count }
        let word = UInt64(lastBytesAt: source + offset, count: count &- offset, follows: offset > 0)
        target.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
        // What is missing is zero, which is found as a control.
        return offset &+ Span<UInt8>.specialBytes(word).trailingZeroBitCount / 8
    }

    /// Appends bytes between quotation marks.
    public mutating func append(quoted bytes: Span<UInt8>) {
        let count = bytes.count
        reserve(count + 2)
        let place = UnsafeMutableRawPointer(start + filled)
        place.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        bytes.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { copyBytes(from: source, to: place + 1, count: count) }
        }
        place.storeBytes(of: UInt8(ascii: "\""), toByteOffset: count &+ 1, as: UInt8.self)
        filled &+= count &+ 2
    }

    /// Appends bytes between quotation marks: so many of those that numbers hold, eight each, the first in the least byte.
    public mutating func append(quoted words: InlineArray<4, UInt64>, count: Int) {
        precondition(count >= 0 && count <= 32)
        reserve(34)
        let place = UnsafeMutableRawPointer(start + filled)
        place.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        for index in words.indices {
            place.storeBytes(of: words[index].littleEndian, toByteOffset: 1 &+ 8 &* index, as: UInt64.self)
        }
        place.storeBytes(of: UInt8(ascii: "\""), toByteOffset: count &+ 1, as: UInt8.self)
        filled &+= count &+ 2
    }

    @inlinable @inline(__always)
    mutating func reserve(_ room: Int) {
        precondition(room >= 0)
        if capacity - filled < room { grow(by: room) }
    }

    /// Moves to a place with room for at least so many more; twice as large, so that a byte moves once on average.
    @usableFromInline @inline(never)
    mutating func grow(by room: Int) {
        capacity = max(2 * capacity, filled + room)
        let place = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        place.initialize(from: start, count: filled)
        giveBack()
        start = place
        loan = nil
    }
}
