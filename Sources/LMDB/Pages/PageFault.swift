/// Something in an environment's file that is not as LMDB writes it.
public struct PageFault: Equatable, Sendable, CustomStringConvertible {
    /// The page in which it stands.
    public let page: UInt64
    /// The named database that the page belongs to; nil for what belongs to all.
    public let database: String?
    /// The integer keys that cannot be reached for it, in a database of such keys: from the first up to the one before
    /// the second, which is nil where nothing comes behind.
    public let keys: (from: UInt64, before: UInt64?)?
    /// What is wrong, as the rest of a sentence that begins with the page.
    public let problem: String

    /// Whether both say the same.
    public static func == (left: PageFault, right: PageFault) -> Bool { left.description == right.description }

    /// The whole sentence.
    public var description: String {
        let place = database.map { "page \(page), of the table '\($0)'," } ?? "page \(page)"
        return "\(place) \(problem)"
    }
}
