public import Incidents

/// Prints a timeline as text piece by piece, so that the beginning can be read before the end is made.
public protocol TimelinePrinter {
    /// Hands over the text in pieces, each of whole lines, as they are made. What `write` throws ends it.
    func render<Failure: Error>(
        _ timeline: Timeline, to write: (String) throws(Failure) -> Void
    ) throws(Failure)
}

extension TimelinePrinter {
    /// All of the text, which ends with a line break.
    public func render(_ timeline: Timeline) -> String {
        var all = ""
        render(timeline) { all += $0 }
        return all
    }
}
