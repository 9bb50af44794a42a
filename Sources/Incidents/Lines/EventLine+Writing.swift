public import EventSourcing
public import StrictJSON

extension EventLine {
    /// Appends an event of the log as one line of JSON, without the line break: what `replay` gives.
    ///
    /// The body stands there byte for byte, and so do the words of a relative `occurred`; `occurred` and `tags` are left
    /// out where the event has none, and the body of a redacted event is `null`. Reading the line again gives an event
    /// of the same content. Nothing but bytes is appended: no tree is built, no string made.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - bytes: where the line is appended.
    ///   - style: how strings are written. A style that makes controls visible is applied to the body too; the line then
    ///     means the same, in other bytes.
    public static func write(_ event: RecordedEvent, to bytes: inout [UInt8], style: JSONStringStyle = .minimal) {
        bytes.append(contentsOf: #"{"position":"#.utf8)
        bytes.appendDecimal(event.position.rawValue)
        bytes.append(contentsOf: #","revision":"#.utf8)
        bytes.appendDecimal(event.revision.rawValue)
        bytes.append(contentsOf: #","incident":"#.utf8)
        bytes.appendJSONString(event.stream.text, style: style)
        bytes.append(contentsOf: #","kind":"#.utf8)
        bytes.appendJSONString(event.kind.name, style: style)
        bytes.append(contentsOf: #","id":"#.utf8)
        bytes.appendJSONString(event.id.text, style: style)
        if event.occurred.form != .undated {
            bytes.append(contentsOf: #","occurred":"#.utf8)
            bytes.append(event.occurred, style: style)
        }
        bytes.append(contentsOf: #","published":""#.utf8)
        event.published.write(to: &bytes)
        bytes.append(contentsOf: #"","recorded":""#.utf8)
        event.recorded.write(to: &bytes)
        bytes.append(contentsOf: #"","by":"#.utf8)
        bytes.appendJSONString(event.by.name, style: style)
        if !event.tags.isEmpty {
            bytes.append(contentsOf: #","tags":"#.utf8)
            bytes.append(event.tags, style: style)
        }
        bytes.append(contentsOf: #","body":"#.utf8)
        if event.flags.contains(.redacted) {
            bytes.append(contentsOf: "null".utf8)
        } else {
            bytes.appendJSON(event.body, style: style)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

extension [UInt8] {
    /// The words of a relative time are an object already; all others are a string.
    fileprivate mutating func append(_ occurred: Occurrence, style: JSONStringStyle) {
        if occurred.form == .relative {
            appendJSON(occurred.words.utf8, style: style)
        } else {
            appendJSONString(occurred.words, style: style)
        }
    }

    fileprivate mutating func append(_ tags: [Tag], style: JSONStringStyle) {
        var separator = UInt8(ascii: "[")
        for tag in tags {
            append(separator)
            appendJSONString(tag.text, style: style)
            separator = UInt8(ascii: ",")
        }
        append(UInt8(ascii: "]"))
    }

    fileprivate mutating func appendDecimal(_ number: UInt64) {
        var divisor: UInt64 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
