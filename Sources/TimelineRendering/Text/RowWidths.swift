/// The widths that the columns of a timeline would like to have.
struct RowWidths {
    var time: Int
    var kind = 9
    var revision = 2
    var source = 0
    var grade = 0
    private let mostTime: Int
    private let mostRevision: Int

    /// That of `19:54..19:55`.
    private static let usualTime = 12

    /// Columns for lines of so much width.
    init(width: Int) {
        mostTime = max(Self.usualTime, min(26, width / 4))
        mostRevision = max(8, width / 6)
        time = Self.usualTime
    }

    /// Makes room for an entry; a very long time gets a line of its own instead, and the long name of another
    /// incident stands in front of the words.
    mutating func take(_ margin: EntryMargin) {
        let timeWidth = margin.timeWidth
        if timeWidth <= mostTime { time = max(time, timeWidth) }
        kind = max(kind, TextWidth.columns(of: margin.kind))
        if margin.revision.utf8.count <= mostRevision { revision = max(revision, margin.revision.utf8.count) }
        source = max(source, margin.source.width)
        grade = max(grade, margin.grade.width)
    }
}
