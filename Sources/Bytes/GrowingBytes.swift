/// Bytes that grow at their end: for a text of very many small parts, which are written into room that was made before.
///
/// An array asks before each part who else holds it; nobody else can hold these, so what is asked is only whether there is
/// room. Memory that was needed once is kept for what comes next.
public struct GrowingBytes: ~Copyable, @unchecked Sendable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    /// How many there are.
    public internal(set) var count = 0

    /// None yet, and room for so many.
    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// The bytes, as an array of their own.
    public var array: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: count)) }

    /// Forgets all of them.
    public mutating func removeAll() { count = 0 }

    /// Appends what is written into room for so many bytes; it need not be filled.
    @inlinable @inline(__always)
    public mutating func append(addingCapacity room: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
        reserve(room)
        let free = UnsafeMutableBufferPointer(start: start + count, count: capacity - count)
        var output = OutputSpan(buffer: free, initializedCount: 0)
        write(&output)
        add(output.finalize(for: free))
    }

    /// Appends one byte.
    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        add(1)
    }

    /// Appends bytes.
    public mutating func append(_ bytes: Span<UInt8>) {
        append(addingCapacity: bytes.count) { $0.append(bytes) }
    }

    /// Appends a name of the program's own as JSON has it before a value: between quotation marks, with a colon behind it,
    /// and with a comma in front where something else is before it.
    public mutating func append(name: StaticString, isFirst: Bool) {
        let length = name.utf8CodeUnitCount
        reserve(length + 4)
        var end = start + count
        if !isFirst {
            end.pointee = UInt8(ascii: ",")
            end += 1
        }
        end.pointee = UInt8(ascii: "\"")
        copyBytes(from: name.utf8Start, to: end + 1, count: length)
        end += length + 1
        end[0] = UInt8(ascii: "\"")
        end[1] = UInt8(ascii: ":")
        count = end + 2 - start
    }

    @inlinable @inline(__always)
    mutating func reserve(_ room: Int) {
        precondition(room >= 0)
        if capacity - count < room { grow(by: room) }
    }

    @usableFromInline @inline(__always)
    mutating func add(_ more: Int) { count &+= more }

    /// Moves to a place with room for at least so many more; twice as large, so that a byte moves once on average.
    @usableFromInline @inline(never)
    mutating func grow(by room: Int) {
        capacity = max(2 * capacity, count + room)
        let place = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        place.initialize(from: start, count: count)
        start.deallocate()
        start = place
    }
}
