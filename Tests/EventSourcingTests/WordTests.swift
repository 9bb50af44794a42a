import EventSourcing
import Testing

struct WordTests {
    @Test(arguments: ["a", "7", "harbour-fire", "A.b_c:d@e~f-g", String(repeating: "x", count: 128)])
    func `a stream may be named`(_ name: String) throws {
        #expect(try StreamID(name).text == name)
    }

    @Test(arguments: [
        "", "-a", ".a", "~a", "@a", "_a", ":a", "a b", "a/b", "a\n", "a#3", "é", "a\u{301}", "а",
        String(repeating: "x", count: 129),
    ])
    func `a stream may not be named`(_ name: String) {
        #expect { try StreamID(name) } throws: { ($0 as? WordError)?.word == "incident" }
    }

    @Test func `the bytes that may stand in a stream's name are the letters, the digits and six signs`() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        for byte in UInt8.min ... .max {
            #expect(StreamID.isLetterOrDigit(byte) == letters.utf8.contains(byte), "\(byte)")
            #expect(StreamID.isAllowed(byte) == (letters + "._:@~-").utf8.contains(byte), "\(byte)")
        }
    }

    @Test func `streams are ordered by their bytes`() throws {
        let sorted = try ["a", "Z", "a-", "a.", "a0", "a:", "a@", "aZ", "a_", "aa", "a~"].map { try StreamID($0) }
            .sorted()
        #expect(sorted.map(\.text) == ["Z", "a", "a-", "a.", "a0", "a:", "a@", "aZ", "a_", "aa", "a~"])
    }

    @Test(arguments: [
        "unit:E39", "k:v:w", "k::", "ключ:значение", "k: ", "Â:\u{A0}", "k:Ÿ\u{2085}", "é:\u{C285}",
        "k:" + String(repeating: "v", count: 198),
    ])
    func `a tag may be written`(_ text: String) throws {
        #expect(try Tag(text).text == text)
    }

    @Test(arguments: [
        "", ":", "k:", ":v", "k", "k:\n", "k:\u{7F}", "k:\u{80}", "k:\u{85}", "\u{9F}:v", "k\u{0}:v", "::v", "\u{1F}",
        "k:" + String(repeating: "v", count: 199),
        "k:" + String(repeating: "é", count: 100),
    ])
    func `a tag may not be written`(_ text: String) {
        #expect { try Tag(text) } throws: { ($0 as? WordError)?.word == "tags" || ($0 as? WordError)?.word == "tag" }
    }

    @Test func `a tag holds no control of Unicode and any other character`() {
        for value in UInt32(0)...0x2FF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isControl = scalar.properties.generalCategory == .control
            #expect(((try? Tag("k:\(Character(scalar))")) == nil) == isControl, "U+\(String(value, radix: 16))")
        }
    }

    @Test func `ids, authors and kinds are neither blank nor too long`() throws {
        for blank in ["", " ", "\t\n", "\u{A0}\u{2003}", "\u{200B}", "\u{2060}\u{FEFF} \u{7}", "\u{202E}"] {
            #expect(blank.isBlank)
            #expect(throws: WordError.self) { try EventID(blank) }
            #expect(throws: WordError.self) { try Author(blank) }
            #expect(throws: WordError.self) { try EventKind(blank) }
        }
        let long = String(repeating: "é", count: 64)
        #expect(try EventID(long).text == long)
        #expect(try Author(long).name == long)
        #expect(throws: WordError.self) { try EventID(long + "x") }
        #expect(throws: WordError.self) { try Author(long + "x") }
        #expect(throws: WordError.self) { try EventKind(String(repeating: "é", count: 32) + "x") }
    }

    @Test func `texts that only look alike are different words`() throws {
        let (composed, decomposed) = ("k:caf\u{E9}", "k:cafe\u{301}")
        #expect(composed == decomposed, "to String they are equal")
        #expect(try Set([Tag(composed), Tag(decomposed)]).count == 2)
        #expect(try Set([EventID(composed), EventID(decomposed)]).count == 2)
        #expect(try Set([Author(composed), Author(decomposed)]).count == 2)
        #expect(try Set([EventKind(composed), EventKind(decomposed)]).count == 2)
        #expect(try Tag(decomposed) < Tag(composed) && !(Tag(composed) < Tag(decomposed)))
        #expect(try EventKind(decomposed) < EventKind(composed))
    }

    @Test func `a minted id is a UUID of version 7 that carries the time`() throws {
        let moment = Timestamp(microseconds: 0x0123_4567_89AB * 1000 + 999)
        let all = EventID.minted(at: moment, random: (.max, .max)).text
        #expect(all == "01234567-89ab-7fff-bfff-ffffffffffff")
        let none = EventID.minted(at: moment, random: (0, 0)).text
        #expect(none == "01234567-89ab-7000-8000-000000000000")
        let mixed = EventID.minted(at: moment, random: (0x0ABC, 0x0123_4567_89AB_CDEF)).text
        #expect(mixed == "01234567-89ab-7abc-8123-456789abcdef")
        #expect(try EventID(mixed).text == mixed)
    }

    @Test func `a minted id takes times before 1970 as 1970`() {
        let id = EventID.minted(at: .minimum, random: (1, 2)).text
        #expect(id == "00000000-0000-7001-8000-000000000002")
    }

    @Test func `minted ids are ordered as their times are`() {
        let ids = [0, 1, 999, 1000, 1_711_126_800_000].map { milliseconds in
            EventID.minted(at: Timestamp(microseconds: milliseconds * 1000), random: (.random(in: 0...9), 0)).text
        }
        #expect(ids == ids.sorted())
    }

    @Test func `places are written as people write them`() throws {
        #expect("\(Position(1234))" == "@1234")
        #expect("\(Revision(3))" == "#3")
        #expect(try "\(Reference(stream: StreamID("harbour-fire"), revision: Revision(3)))" == "harbour-fire#3")
        #expect(try "\(Reference(stream: StreamID("harbour-fire")))" == "harbour-fire")
    }
}
