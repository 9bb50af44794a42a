import EventSourcing
import Incidents
import TimelineRendering

/// What an editor would ask about what is shown: what lint found, each with its entry.
struct QuestionSection {
    private let findings: [LintFinding]
    private let parts: TimelineParts

    init(_ findings: [LintFinding], parts: TimelineParts) {
        self.findings = findings
        self.parts = parts
    }

    var markup: Markup {
        guard !findings.isEmpty else { return "" }
        let items = findings.map { finding -> Markup in
            let sentence = parts.words.reason(finding.reason, link: parts.link)
            return """
                <li>\(parts.link(finding.entry)) <span dir="auto">\(sentence)</span> <code>\(finding.code.rawValue)</code></li>
                """
        }
        return """
            <section id="questions">
            <h2>Questions</h2>
            <p class="source">What an editor would ask: \(findings.count) \(findings.count == 1 ? "question" : "questions")</p>
            <ul class="questions">
            \(Markup.joined(items, by: "\n"))
            </ul>
            </section>
            """
    }
}
