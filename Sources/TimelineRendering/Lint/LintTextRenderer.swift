public import Chronology
public import EventSourcing
public import Incidents

/// Prints for people what is to be asked: one paragraph a finding, which begins with the whole reference of the entry,
/// so that it can be copied behind another command; and a line at the end that says what was looked at.
///
/// Whatever people wrote has passed ``SafeText``; no line is wider than the width.
public struct LintTextRenderer: Sendable {
    private let width: Int
    private let usesColor: Bool
    private let times: TimeText
    private let now: Timestamp

    /// Prints within so many columns (at least 20), on the clock of a zone.
    public init(width: Int, color: Bool, zone: Zone, now: Timestamp) {
        self.width = max(20, width)
        usesColor = color
        times = TimeText(zone: zone)
        self.now = now
    }

    /// One finding, as text that ends with a line break.
    ///
    /// - Parameter isExercise: whether it is about a drill.
    public func render(_ finding: LintFinding, isExercise: Bool = false) -> String {
        var page = Page(color: usesColor)
        let sentence = finding.reason.text(in: finding.entry.stream)
        let pieces = [
            Piece(finding.entry.description, .bold), Piece(finding.code.rawValue, .yellow),
            Piece(isExercise ? "EXERCISE" : "", [.bold, .yellow]), Piece(sentence),
        ]
        page.add(hanging: pieces, width: width)
        return page.text
    }

    /// What was looked at, as of when, and what was found in it.
    public func render(_ tally: LintTally) -> String {
        var page = Page(color: usesColor)
        let found = tally.findings == 0 ? "nothing to ask" : Self.count(tally.findings, "question", "questions")
        var parts = [Piece(found, .dim), Piece(Self.count(tally.incidents, "incident", "incidents"), .dim)]
        if let asOf = tally.asOf {
            let remarks = [asOf.clock == .published ? "published" : nil, asOf.moment >= now ? "now" : nil]
                .compactMap { $0 }
            let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
            let zone = times.zoneName(at: [asOf.moment])
            parts.append(Piece("as of \(times.moment(asOf.moment)) \(zone)\(remark)", .dim))
        }
        let known = Self.count(tally.events, "event", "events")
        parts.append(Piece(tally.leftOut > 0 ? "\(known) known, \(tally.leftOut) left out" : known, .dim))
        let lines = Flow.lines(parts, width: width - 2, gap: 3, keepsWhole: true)
        page.add(Array(lines.prefix(1)), indent: 0)
        page.add(Array(lines.dropFirst()), indent: 2)
        return page.text
    }

    /// All questions that there are, each with its code.
    public func renderCodes() -> String {
        var page = Page(color: usesColor)
        let codeWidth = LintCode.allCases.reduce(0) { max($0, $1.rawValue.utf8.count) }
        for code in LintCode.allCases {
            let label = Piece(TextWidth.padded(code.rawValue, to: codeWidth), .bold)
            page.add(label: label, Flow.lines([Piece(code.question)], width: max(20, width - codeWidth - 4)))
        }
        return page.text
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}

extension LintReason {
    /// The sentence, with entries of the same incident named by their number alone.
    func text(in incident: StreamID) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .length(let microseconds): DurationText.words(microseconds)
            case .entry(let reference): reference.text(in: incident)
            }
        }.joined()
    }
}
