import Bytes
public import EventSourcing
import StrictJSON

/// Writes events as lines of JSON while a store shows them: the same bytes as ``EventLine/write(_:to:style:)`` in the
/// minimal style, with no text made and every part copied once.
///
/// ```swift
/// var lines = EventLines()
/// let progress = try await store.visit(selection) { event in
///     lines.append(event)
///     return lines.bytes.count < EventLines.batchSize
/// }
/// ```
public struct EventLines: Sendable {
    /// What has been written, each line with its line break.
    public var bytes: [UInt8] = []
    private var recorded = TimestampText()
    private var published = TimestampText()

    /// How many bytes are worth writing out: 1 MiB, so that handing them over costs little beside making them.
    public static let batchSize = 1024 * 1024

    /// Nothing yet.
    public init() {}

    /// Appends an event as one line.
    public mutating func append(_ event: borrowing EventView) {
        let capacity = event.longestLine
        bytes.append(addingCapacity: capacity) { line in
            line.append(#"{"position":"#)
            line.append(decimal: event.position.rawValue)
            line.append(#","revision":"#)
            line.append(decimal: event.revision.rawValue)
            line.append(#","incident":""#)
            line.append(string: event.stream, isPlain: event.hasPlainTexts)
            line.append(#"","kind":""#)
            line.append(string: event.kind.name.utf8.span, isPlain: false)
            line.append(#"","id":""#)
            line.append(string: event.id, isPlain: event.hasPlainTexts)
            if event.form == .relative {
                // The words of a relative time are an object already; all others are a string.
                line.append(#"","occurred":"#)
                line.append(json: event.words)
                line.append(#","published":""#)
            } else if event.form == .absolute {
                line.append(#"","occurred":""#)
                line.append(string: event.words, isPlain: event.hasPlainTexts)
                line.append(#"","published":""#)
            } else {
                line.append(#"","published":""#)
            }
            published.write(event.published, to: &line)
            line.append(#"","recorded":""#)
            recorded.write(event.recorded, to: &line)
            line.append(#"","by":""#)
            line.append(string: event.by, isPlain: event.hasPlainTexts)
            var tags = event.tags
            var separator: StaticString = #"","tags":[""#
            var hasTags = false
            while let tag = tags.next() {
                line.append(separator)
                line.append(string: tag, isPlain: event.hasPlainTexts)
                separator = #"",""#
                hasTags = true
            }
            line.append(hasTags ? #""],"body":"# : #"","body":"#)
            if event.flags.contains(.redacted) { line.append("null") } else { line.append(event.body) }
            line.append("}\n")
        }
    }
}

extension EventView {
    /// How long its line can become at most: where every byte of its words has to be written as six.
    fileprivate var longestLine: Int {
        let words = stream.count + id.count + by.count + words.count + tags.byteCount + EventKind.maximumLength
        return Self.longestFrame + 6 * words + body.count
    }

    /// The names of the fields, the numbers and the times.
    private static var longestFrame: Int { 256 }
}

extension OutputSpan<UInt8> {
    /// Appends a text as what stands between the quotation marks of a JSON string.
    @_lifetime(self: copy self)
    fileprivate mutating func append(string text: Span<UInt8>, isPlain: Bool) {
        if isPlain || text.isPlainText { return append(text) }
        var escaped: [UInt8] = []
        escaped.appendJSONString(text.decoded)
        append(escaped.span.extracting(1..<(escaped.count - 1)))
    }

    /// Appends JSON as it is.
    @_lifetime(self: copy self)
    fileprivate mutating func append(json text: Span<UInt8>) {
        if text.isASCII { append(text) } else { append(text.decoded.utf8.span) }
    }
}

extension Span<UInt8> {
    /// The text that it is; what is no UTF-8 becomes U+FFFD.
    fileprivate var decoded: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for index in indices { bytes.append(self[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
