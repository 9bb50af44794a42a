import EventSourcing

/// How one entry leads to another within a page.
struct EntryLinks {
    let incident: StreamID
    /// The entries that stand in the page.
    let shown: Set<Reference>

    /// By what an entry is found in the page: `r6`, or `r6.other-id` where it is one of another incident.
    func anchor(_ reference: Reference) -> Markup {
        let number = reference.revision.rawValue
        return reference.stream == incident ? "r\(number)" : "r\(number).\(reference.stream.text)"
    }

    /// The name of an entry, as a link where it stands in the page.
    func link(_ reference: Reference) -> Markup {
        let name = reference.text(in: incident)
        guard shown.contains(reference) else { return "<span>\(name)</span>" }
        return "<a class=\"ref\" href=\"#\(anchor(reference))\">\(name)</a>"
    }
}
