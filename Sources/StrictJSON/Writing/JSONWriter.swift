import Bytes

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
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private let style: JSONStringStyle
    private var needsComma = false

    /// A writer that has written nothing.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// Hands over what has been written so far; what comes next goes on where it ended.
    public mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
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
    public mutating func key(_ name: StaticString) {
        separate()
        bytes.append(addingCapacity: name.utf8CodeUnitCount + 3) { room in
            room.append(UInt8(ascii: "\""))
            room.append(name)
            room.append(UInt8(ascii: "\""))
            room.append(UInt8(ascii: ":"))
        }
        needsComma = false
    }

    /// The same for a name that becomes known while the program runs.
    public mutating func key(named name: String) {
        separate()
        bytes.appendJSONString(name, style: style)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        bytes.appendJSONString(text, style: style)
    }

    /// Writes a string of which every character stands in JSON as it is, such as a time, without a text made first.
    public mutating func plainString(_ write: (inout [UInt8]) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        write(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a member with a text, where there is one.
    public mutating func ifAny(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    /// Writes a whole number.
    public mutating func integer(_ number: some BinaryInteger) {
        guard let digits = UInt64(exactly: number) else { return self.number(String(number)) }
        separate()
        bytes.append(addingCapacity: 20) { $0.append(decimal: digits) }
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
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { number(value ? "true" : "false") }

    /// Writes `null`.
    public mutating func null() { number("null") }

    /// Writes a value that is JSON already, in the writer's style.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.appendJSON(json, style: style)
    }

    private mutating func begin(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func end(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
