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
        writer.member("incident", entry.stream.text)
        writer.member("revision", entry.revision.rawValue)
        writer.member("position", entry.position.rawValue)
        writer.member("id", entry.id.text)
        writer.member("appended", entry.isNew)
        writer.endObject()
        return writer.bytes
    }
}
