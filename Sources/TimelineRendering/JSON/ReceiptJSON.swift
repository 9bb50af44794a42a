public import EventSourcing
public import StrictJSON

/// Writes what became of an append, as programs read it: `{"incident":…,"revision":…,"position":…,"id":…,"appended":true}`;
/// false where the event was there already.
public struct ReceiptJSON: Sendable {
    private let style: JSONStringStyle

    /// A renderer that writes strings in a style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// One object, without a line break.
    public func render(_ entry: AppendReceipt.Entry) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.key("incident")
        writer.string(entry.stream.text)
        writer.key("revision")
        writer.number(String(entry.revision.rawValue))
        writer.key("position")
        writer.number(String(entry.position.rawValue))
        writer.key("id")
        writer.string(entry.id.text)
        writer.key("appended")
        writer.bool(entry.isNew)
        writer.endObject()
        return writer.bytes
    }
}
