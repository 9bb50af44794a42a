/// What is told beside an entry: behind its words where they leave room for it, else below them.
///
///     ~~40 killed~~  revised by #9: 139, "final count", Ministry, 25 Mar
struct Note {
    private let head: String
    private let summary: String
    private let tail: String
    private let style: Style

    /// Less than this of a summary tells nothing.
    private static let leastSummary = 24

    /// A note that can be shortened in one place: the summary of another entry, which stands there in full.
    init(_ head: String, summary: String = "", tail: String = "", _ style: Style) {
        self.head = head
        self.summary = summary
        self.tail = tail
        self.style = style
    }

    /// All of it.
    var whole: Piece { Piece(head + summary + tail, style) }

    /// All of it, or with a shorter summary where it would not fit on a line of its own otherwise. Where that
    /// cannot be, the summary may take as much as a line holds.
    func fitted(to width: Int) -> Piece {
        let whole = whole
        guard whole.width > width else { return whole }
        let full = Piece(summary)
        let room = width - (whole.width - full.width)
        let most = room < Self.leastSummary ? max(Self.leastSummary, width) : room
        return Piece(head + full.truncated(to: most).text + tail, style)
    }
}
