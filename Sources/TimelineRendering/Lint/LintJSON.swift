import EventSourcing
public import Incidents
public import StrictJSON

/// Prints for programs what is to be asked: one JSON object on one line for each finding.
///
/// Always there: `incident`, `revision`, `position`, `code`, `reason` (a sentence), `about` (the other entries that the
/// sentence names, each with `revision`, and `incident` where it is another one) and `asOf`.
public struct LintJSON: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// One finding as UTF-8 that ends with a line break.
    public func render(_ finding: LintFinding, asOf: AsOf) -> [UInt8] {
        var writer = JSONWriter(style: style)
        let incident = finding.entry.stream
        writer.beginObject()
        writer.member("incident", incident.text)
        writer.member("revision", finding.entry.revision.rawValue)
        writer.member("position", finding.position.rawValue)
        writer.member("code", finding.code.rawValue)
        writer.member("reason", finding.reason.text(in: incident))
        writer.member("about", list: finding.reason.entries) { writer, entry in
            writer.beginObject()
            writer.reference(entry, in: incident)
            writer.endObject()
        }
        writer.asOf(asOf)
        writer.endObject()
        return writer.takeLine()
    }

    /// One question that can be asked, as UTF-8 that ends with a line break: `code` and `question`.
    public func render(_ code: LintCode) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.member("code", code.rawValue)
        writer.member("question", code.question)
        writer.endObject()
        return writer.takeLine()
    }
}
