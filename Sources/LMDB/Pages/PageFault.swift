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

    init(
        page: UInt64, database: String?, keys: (from: UInt64, before: UInt64?)?, problem: String, isOfFreePages: Bool
    ) {
        self.page = page
        self.database = database
        self.keys = keys
        self.problem = problem
        self.isOfFreePages = isOfFreePages
    }

    /// Whether both say the same.
    public static func == (left: PageFault, right: PageFault) -> Bool { left.description == right.description }

    /// Whether it lies in what LMDB knows of free pages, which nobody reads but who writes.
    public let isOfFreePages: Bool

    /// The whole sentence.
    public var description: String {
        let place = database.map { "page \(page), of the table '\($0)'," } ?? "page \(page)"
        return "\(place) \(problem)"
    }
}
