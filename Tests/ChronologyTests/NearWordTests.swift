import Chronology
import Testing

@Suite struct `A near word` {
    @Test(arguments: [
        ("timelin", "timeline"), ("Timeline", "timeline"), ("tiemline", "timeline"), ("ful", "full"), ("true", nil),
        ("foo", nil), ("", nil), ("a", nil), ("\u{202E}full", "full"), (String(repeating: "full", count: 100), nil),
    ])
    func `differs by a third of its letters at most, or by one`(word: String, expected: String?) {
        #expect(NearWord.nearest(to: word, among: ["snapshot", "timeline", "false", "full", "to"]) == expected)
    }

    @Test func `is proposed, else the few words that are allowed, else nothing`() {
        let few = ["reported", "responded", "updated"]
        #expect(NearWord.advice("reportd", among: few) == "; did you mean 'reported'?")
        #expect(NearWord.advice("seen", among: few) == "; allowed are reported, responded, updated")
        let many = (1...11).map { "word\($0)" }
        #expect(NearWord.advice("seen", among: many).isEmpty)
        #expect(NearWord.advice("wrod7", among: many) == "; did you mean 'word7'?")
    }

    @Test(arguments: [("", "", 0), ("a", "", 1), ("abc", "acb", 1), ("kitten", "sitting", 3), ("fire", "fire", 0)])
    func `is as far as it takes changes and swaps`(_ left: String, _ right: String, _ distance: Int) {
        #expect(NearWord.distance(Array(left.utf8), Array(right.utf8), atMost: 3) == distance)
    }

    @Test func `is no longer looked at beyond the limit`() {
        #expect(NearWord.distance(Array("abcdefgh".utf8), Array("stuvwxyz".utf8), atMost: 3) == nil)
    }
}
