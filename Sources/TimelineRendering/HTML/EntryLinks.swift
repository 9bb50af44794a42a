import EventSourcing

/// How one entry leads to another within a page.
struct EntryLinks {
    let incident: StreamID
    /// The entries that stand in the page.
    let shown: Set<Reference>

    /// The name of an entry, as a link where it stands in the page.
    func link(_ reference: Reference) -> Markup {
        let name = reference.text(in: incident)
        guard reference.stream == incident, shown.contains(reference) else { return "<span>\(name)</span>" }
        return "<a class=\"ref\" href=\"#r\(reference.revision.rawValue)\">\(name)</a>"
    }
}
