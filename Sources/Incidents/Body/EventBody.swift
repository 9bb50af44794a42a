/// What an event of an incident says: the typed reading of its body.
///
/// The bytes that the writer gave stay in the log untouched; this is only how the domain understands them. Bodies of
/// older versions are upcast before they are read.
///
/// It has many fields, and many hold it who ask for few of them: so they are kept once, and never copied. Each is read as
/// if it stood here, `body.summary`; see ``Content``.
@dynamicMemberLookup
public struct EventBody: Equatable, Sendable {
    /// The version of the layout that this type reads; older bodies are upcast to it.
    public static let currentVersion: UInt16 = 1
    /// The longest `summary`, in characters.
    public static let maximumSummaryLength = 1_000
    /// The largest body, in bytes: 256 KiB.
    public static let maximumSize = 256 * 1024

    @usableFromInline let kept: Kept

    /// A body that says this.
    public init(_ content: consuming Content) { kept = Kept(content) }

    /// All that it says, as a copy that can be changed.
    public var content: Content { kept.content }

    /// What it says in one of its fields.
    @inlinable @inline(__always)
    public subscript<Value>(dynamicMember field: KeyPath<Content, Value>) -> Value { kept.content[keyPath: field] }

    /// Whether both say the same.
    public static func == (left: EventBody, right: EventBody) -> Bool {
        left.kept === right.kept || left.kept.content == right.kept.content
    }

    @usableFromInline
    final class Kept: Sendable {
        @usableFromInline let content: Content

        init(_ content: consuming Content) { self.content = content }
    }
}
