public import Bytes

/// Writes one JSON text, value by value, without blanks.
///
/// It puts the commas; that objects get names and that what was begun is ended is up to the caller.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.key("incident")
/// writer.string("harbour-fire")
/// writer.endObject()
/// ```
public struct JSONWriter: ~Copyable, Sendable {
    @usableFromInline var written: GrowingBytes
    private let style: JSONStringStyle
    @usableFromInline var needsComma = false

    /// A writer that has written nothing.
    ///
    /// - Parameter capacity: how many bytes it will be, about.
    public init(style: JSONStringStyle = .minimal, capacity: Int = 256) {
        self.style = style
        written = GrowingBytes(capacity: capacity)
    }

    private init(style: JSONStringStyle, written: consuming GrowingBytes) {
        self.style = style
        self.written = written
    }

    /// A line of JSON, with its line break, that is written in its own place.
    ///
    /// - Parameter capacity: how many bytes it will be; where it is more, it is moved.
    public static func line(
        style: JSONStringStyle, capacity: Int, _ write: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        GrowingBytes.array(capacity: capacity) { bytes in
            var writer = JSONWriter(style: style, written: bytes)
            write(&writer)
            writer.written.append(UInt8(ascii: "\n"))
            return writer.written
        }
    }

    /// What has been written.
    public var bytes: [UInt8] { written.array }

    /// How many bytes that are.
    public var count: Int { written.count }

    /// Hands over what has been written so far; what comes next goes on where it ended.
    public mutating func takeBytes() -> [UInt8] {
        defer { written.removeAll() }
        return written.array
    }

    /// The same as the end of a line, with its line break.
    public mutating func takeLine() -> [UInt8] {
        written.append(UInt8(ascii: "\n"))
        return takeBytes()
    }

    /// Begins an object.
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Ends the object that was begun last.
    public mutating func endObject() { end(UInt8(ascii: "}")) }

    /// Begins an array.
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Ends the array that was begun last.
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Writes the name of the member whose value comes next: one of the program's own, in which nothing needs an escape.
    @inlinable @inline(__always)
    public mutating func key(_ name: StaticString) {
        written.append(name: name, isFirst: !needsComma)
        needsComma = false
    }

    /// The same for a name that becomes known while the program runs.
    public mutating func key(named name: String) {
        separate()
        written.append(jsonString: name, style: style)
        written.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        written.append(jsonString: text, style: style)
    }

    /// Writes a string of which every byte stands in JSON as it is, such as a time, without a text made first.
    ///
    /// - Parameters:
    ///   - words: eight bytes in each number, the first of which is its least one.
    ///   - count: how many bytes there are.
    public mutating func plainString(_ words: InlineArray<4, UInt64>, count: Int) {
        separate()
        written.append(quoted: words, count: count)
    }

    /// Writes a member with a text, where there is one.
    @inlinable @inline(__always)
    public mutating func ifAny(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    /// Writes a whole number.
    @inlinable
    public mutating func integer(_ number: some BinaryInteger) {
        if let digits = UInt64(exactly: number) { integer(digits: digits) } else { self.number(String(number)) }
    }

    @usableFromInline
    mutating func integer(digits: UInt64) {
        separate()
        written.append(decimal: digits)
    }

    /// Writes a number; one that JSON cannot write (infinite or none at all) becomes `null`.
    public mutating func double(_ number: Double) {
        guard number.isFinite else { return null() }
        if number.magnitude < 0x1p53, let whole = Int64(exactly: number) { return integer(whole) }
        self.number(number.description)
    }

    /// Writes a number whose text is JSON already.
    public mutating func number(_ text: String) {
        separate()
        written.append(text.utf8.span)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

    /// Writes `null`.
    public mutating func null() { word("null") }

    /// Writes a value that is JSON already, in the writer's style.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        written.append(json: json, style: style)
    }

    /// The same for other bytes than those of an array.
    public mutating func raw(_ json: some Collection<UInt8>) { raw(Array(json)) }

    private mutating func word(_ word: StaticString) {
        separate()
        written.append(word)
    }

    private mutating func begin(_ byte: UInt8) {
        separate()
        written.append(byte)
        needsComma = false
    }

    private mutating func end(_ byte: UInt8) {
        written.append(byte)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { written.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
