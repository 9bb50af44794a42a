import EventSourcing
import Incidents
import Testing

@Suite struct `A search for text` {
    private func matches(_ text: String, _ body: String) throws -> Bool {
        var log = SampleLog()
        let event = try log.add(body: body)
        let isFound = TextSearch(text).matches(event)
        // Where it is kept, bodies are looked at before they are decoded; the answer is the same.
        #expect(event.withView { TextSearch(text).matches($0) } == isFound)
        return isFound
    }

    @Test(arguments: [
        ("smoke", "SMOKE over the quay"), ("SMOKE", "smoke"), ("Übung", "ubung"), ("ubung", "ÜBUNG"), ("cafe", "Café"),
        ("café", "cafe\u{301}"), ("cafe\u{301}", "CAFÉ"), ("naïve", "NAIVE"), ("Đorđe", "dorde"), ("Søren", "soren"),
        ("ёлка", "Елка"), ("елка", "ЁЛКА"), ("йод", "иод"), ("Николай", "николаи"), ("е\u{308}лка", "ёлка"),
        ("Київ", "киів"),
        ("Αθήνα", "ΑΘΗΝΑ"), ("αθηνα", "Αθήνα"), ("ệ", "E"), ("İzmir", "izmir"),
        ("ΟΔΟΣ", "οδος"), ("οδος", "ΟΔΟΣ"), ("οδοσ", "Οδός"), ("ΟΔΌΣ", "οδοσ x"), ("STRASSE", "Straße"),
        ("straße", "STRASSE"), ("STRAẞE", "strasse"), ("Maſse", "MASSE"), ("ß", "SS"), ("中", "中文"), ("👩‍🚒", "x 👩‍🚒 y"),
        ("", "anything"),
        ("over the", "smoke over the quay"), ("y", "quay"), ("aab", "aaab"),
    ])
    func `goes without regard to case and accents`(_ wanted: String, _ text: String) throws {
        #expect(try matches(wanted, #""detail":"\#(text)""#))
    }

    @Test(arguments: [
        ("smoke", "smok e"), ("smokes", "smoke"), ("е", "e"), ("и", "i"), ("ab", "ba"), ("ς", "s"), ("ß", "s"),
    ])
    func `finds nothing else`(_ wanted: String, _ text: String) throws {
        #expect(try !matches(wanted, #""detail":"\#(text)""#))
    }

    @Test func `looks into decoded text values at any depth`() throws {
        #expect(try matches("quay", #""attributes":{"a":[1,{"b":"qu\u0061y"}]}"#))
        #expect(try matches("\"x\"\n", #""attributes":{"a":"\"x\"\n"}"#))
        #expect(try matches("something", ""))
    }

    @Test func `looks neither at names of fields nor at numbers nor at the envelope`() throws {
        #expect(try !matches("quay", #""attributes":{"quay":1}"#))
        #expect(try !matches("42", #""attributes":{"a":42}"#))
        #expect(try !matches("true", #""exercise":true"#))
        #expect(try !matches("fire", ""))
    }

    @Test func `finds nothing in a body that was redacted`() throws {
        var log = SampleLog()
        try log.add()
        log.redact(1)
        #expect(!TextSearch("something").matches(log.events[0]))
    }
}
