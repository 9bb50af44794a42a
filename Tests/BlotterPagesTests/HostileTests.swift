import BlotterPages
import Chronology
import EventSourcing
import Incidents
import StrictJSON
import Testing

@Suite struct `Pages of hostile texts` {
    /// Texts that try to be something else than text.
    static let texts = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onclick='x",
        "\" autofocus onfocus=\"x", "</title><script>x</script>", "</textarea><script>x</script>", "</select><b>",
        "</style><script>x</script>", "--><script>x</script><!--", "]]><b>", "javascript:alert(1)",
        "data:text/html,<script>x</script>", "//evil.example", "\\\\evil.example", "&lt;b&gt;", "&#60;b&#62;",
        "{{7*7}}", "${7*7}", "\u{202E}drow\u{202C}", "\u{0}\u{1B}[2J", "\u{2028}\u{2029}", "a\r\nb", "حريق في الميناء",
        "<a href=\"javascript:x\">", "%3Cscript%3E", "' or ''='", "🧯🔥", "</main></body></html>", "<!doctype html>",
        "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    ]

    private static func json(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.appendJSONString(text)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a page is made of, but for what differs from text to text: paragraphs, one a line, and what a drawing has room
    /// for.
    private static func names(_ page: PageReader) -> [String] {
        page.elements.map(\.name).filter { !["p", "text", "tspan", "title", "path", "rect"].contains($0) }
    }

    /// A story in which a text stands wherever one may.
    private func story(_ text: String) throws -> Story {
        let word = Self.json("n" + text)
        var story = Story()
        try story.add(
            #"""
            {"incident":"fire","kind":"reported","by":\#(word),"tags":["a:b"],"occurred":"2024-03-22T20:41Z","body":{"title":\#(word),\#
            "summary":\#(word),"detail":\#(word),"source":{"name":\#(word),"origin":\#(word),"kind":"official","grade":"B2","url":"https://example.org/"},\#
            "place":{"name":\#(word)},"figures":[{"measure":\#(word),"best":4,"words":\#(word)}],"claim":{"what":\#(word),"by":\#(word)},\#
            "unit":{"id":\#(word),"status":"onscene","action":\#(word)},"decision":{"what":\#(word),"options":[\#(word)],"grounds":\#(word)},\#
            "media":[{"url":"https://example.org/","caption":\#(word)}]}}
            """#, at: "2024-03-22T21:00:00Z")
        try story.add(
            ##"{"incident":"fire","kind":"updated","by":\##(word),"body":{"summary":\##(word),"figures":[{"measure":\##(word),"best":2}],"relation":{"type":"corrects","target":"#1","reason":\##(word)}}}"##,
            at: "2024-03-22T22:00:00Z")
        return story
    }

    /// Every page in which a text of an event, of a form or of an address can stand.
    private func pages(_ text: String) throws -> [String] {
        let story = try story(text)
        let timeline = try story.timeline("fire")
        let items = [
            "summary", "title", "detail", "at", "source", "grade", "status", "relation", "target", "incident",
            "sourceKind", "csrf", "id", "tags", "kind", "audience", "also", "belongsTo", "claim", "stance", "unit",
            "unitStatus", "decision", "options", "grounds", "media", "verification", "exercise", "language",
        ].map { (name: $0, value: text) }
        var form = EntryForm(items)
        form.refuse(text)
        form.refuse(InvalidEvent(field: "body.summary", problem: text))
        form.refuse(InvalidEvent(field: "body.attributes", problem: text))
        var visitor = desk
        visitor.name = text
        visitor.csrf = text
        var hostile = try setting(visitor)
        hostile.choose(.utc, text)
        hostile.address = text
        var query = ListQuery([("text", text), ("tag", text), ("since", text), ("asOf", text)])
        query.problems = [("since", text), ("tag", text), ("asOf", text)]
        let row = IncidentListPage.Row(try #require(IncidentSummary(timeline)), snapshot: timeline.snapshot)
        let filters = [(name: "text", value: text), (name: "source", value: text), (name: "unit", value: text)]
        let past = [(name: "asOf", value: "2024-03-22T21:30:00Z")]
        func list(_ isEmpty: Bool) -> String {
            listPage(
                [row], hasMore: true, end: isEmpty ? 0 : 2, query: query, setting: hostile
            ).html()
        }
        return [
            try page(story, "fire", visitor: visitor).html(), try page(story, "fire", past).html(),
            try page(story, "fire", filters).html(), list(false), list(true),
            EntryFormPage(form: form, isNew: true, setting: hostile).html(),
            SignInPage(next: text, problem: text, written: form, setting: hostile).html(),
            EntryFormPage(form: form, isNew: false, setting: hostile).html(),
            SignInPage(next: text, problem: text, setting: hostile).html(),
            MessagePage(status: 400, title: text, detail: text, setting: hostile).html(),
        ]
    }

    @Test(arguments: texts)
    func `a text never becomes a tag, an attribute or an address`(text: String) throws {
        let harmless = try pages("harmless").map { try PageReader($0) }
        for (page, other) in zip(try pages(text).map({ try PageReader($0) }), harmless) {
            #expect(page.faults == [])
            #expect(Self.names(page) == Self.names(other))
            let addresses = page.elements.compactMap { $0.attributes["href"] ?? $0.attributes["action"] }
            #expect(addresses.allSatisfy { !$0.hasPrefix("//") && !$0.lowercased().hasPrefix("javascript") })
        }
    }

    @Test func `random texts never become a tag or an attribute`() throws {
        var random = SystemRandomNumberGenerator()
        let signs = Array("<>\"'&=/ \\`-!#;()[]{}a1\u{0}\u{A0}\u{202E}é").map(String.init)
        let shape = try pages("x").map { Self.names(try PageReader($0)) }
        for _ in 0..<40 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                signs.randomElement(using: &random) ?? "<"
            }
            .joined()
            for (index, page) in try pages(text + "x").enumerated() {
                let read = try PageReader(page)
                #expect(read.faults == [], "\(text.debugDescription)")
                #expect(Self.names(read) == shape[index], "\(text.debugDescription) on page \(index)")
            }
        }
    }

    @Test func `what was typed is kept, on several lines too`() throws {
        let text = "\nfirst line\n  second \"line\" <b>\n\nlast"
        let page = EntryFormPage(
            form: EntryForm([("detail", text.replacing("\n", with: "\r\n")), ("summary", "a & b")]), isNew: true,
            setting: try setting()
        ).html()
        // The first line break behind the tag is none of the text (HTML, 13.1.2.5).
        #expect(page.contains(">\n\nfirst line\n  second &#34;line&#34; &lt;b&gt;\n\nlast</textarea>"))
        #expect(page.contains("a &amp; b</textarea>"))
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", "evil", "/a\r\nb", "/ä",
    ])
    func `signing in leads nowhere else`(next: String) {
        #expect(SignInPage.safe(next) == "/")
    }

    @Test func `signing in leads back to where one was`() {
        #expect(SignInPage.safe("/incidents/a?asOf=%231#r7") == "/incidents/a?asOf=%231#r7")
    }
}
