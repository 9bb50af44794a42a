import Chronology
import EventSourcing
import Testing

private let example = "such as {\"after\":\"#3\",\"offset\":\"PT75M\"}"

private let good: [(text: String, words: String)] = [
    (##"{"after":"#3","offset":"PT75M"}"##, ##"{"after":"#3","offset":"PT75M"}"##),
    (##"{"before":"#3","offset":"PT75M"}"##, ##"{"before":"#3","offset":"PT75M"}"##),
    (##"{"offset":"P1DT2H","after":"harbour-fire#12"}"##, ##"{"after":"harbour-fire#12","offset":"P1DT2H"}"##),
    (##"{"after":"#3","offset":"PT75M","bound":"exactly"}"##, ##"{"after":"#3","offset":"PT75M"}"##),
    (##"{"after":"#3","offset":"PT75M","bound":"about"}"##, ##"{"after":"#3","offset":"PT75M","bound":"about"}"##),
    (##"{"bound":"atLeast","offset":"PT0S","after":"#3"}"##, ##"{"after":"#3","offset":"PT0S","bound":"atLeast"}"##),
    (
        ##"{"before":"#3","offset":"PT1.5H","bound":"atMost"}"##,
        ##"{"before":"#3","offset":"PT1.5H","bound":"atMost"}"##
    ),
    (##"{"after":null,"before":"#3","offset":"PT1S","bound":null}"##, ##"{"before":"#3","offset":"PT1S"}"##),
    (##"{ "after" : "#3" , "offset" : "PT1S" } "##, ##"{"after":"#3","offset":"PT1S"}"##),
    (##"{"\u0061fter":"\u00233","offset":"PT1S"}"##, ##"{"after":"#3","offset":"PT1S"}"##),
]

private let bad: [(text: String, beginning: String)] = [
    ("{}", "a relative time needs an 'offset'; say how far it lies from its anchor, \(example)"),
    (##"{"after":"#3"}"##, "a relative time needs an 'offset'"),
    (##"{"after":"#3","offset":null}"##, "a relative time needs an 'offset'"),
    (
        ##"{"offset":"PT1M"}"##,
        "a relative time needs 'after' or 'before'; name the event on which it hangs, \(example)"
    ),
    (##"{"after":null,"offset":"PT1M"}"##, "a relative time needs 'after' or 'before'"),
    (
        ##"{"after":"#3","before":"#4","offset":"PT1M"}"##,
        "a relative time cannot be both 'after' and 'before'; keep one"
    ),
    (##"{"after":"#3","ofset":"PT1M"}"##, "a relative time has no field 'ofset'; did you mean 'offset'?"),
    (##"{"After":"#3","offset":"PT1M"}"##, "a relative time has no field 'After'; did you mean 'after'?"),
    (
        ##"{"after":"#3","offset":"PT1M","bounds":null}"##,
        "a relative time has no field 'bounds'; did you mean 'bound'?"
    ),
    (##"{"befor":"#3","offset":"PT1M"}"##, "a relative time has no field 'befor'; did you mean 'before'?"),
    (##"{"\u202Eafter":"#3"}"##, "a relative time has no field '\\u{202E}after'; did you mean 'after'?"),
    (##"{"after":3,"offset":"PT1M"}"##, "the field 'after' of a relative time must be a string, \(example)"),
    (##"{"after":"#3","offset":75}"##, "the field 'offset' of a relative time must be a string"),
    (##"{"after":["#3"],"offset":"PT1M"}"##, "the field 'after' of a relative time must be a string"),
    (##"{"after":"#3","offset":"PT1M","bound":true}"##, "the field 'bound' of a relative time must be a string"),
    (
        ##"{"after":"#3","offset":"PT1M","bound":"atleast"}"##,
        "the bound of a relative time cannot be 'atleast'; did you mean 'atLeast'?"
    ),
    (
        ##"{"after":"#3","offset":"PT1M","bound":""}"##,
        "the bound of a relative time cannot be ''; allowed are exactly, about, atLeast, atMost"
    ),
    (
        ##"{"after":"3","offset":"PT1M"}"##,
        "'3' does not name an event; write #3 for the third event of the same incident"
    ),
    (##"{"after":"a b#3","offset":"PT1M"}"##, "'a b#3' does not name an event: the incident id may hold"),
    (##"{"after":"#3","offset":"75M"}"##, "the duration '75M' must begin with P"),
    (##"{"after":"#3","offset":"-PT75M"}"##, "the duration '-PT75M' must begin with P"),
    (##"{"after":"#3","offset":"P1M"}"##, "the duration 'P1M' counts in months or years"),
    (
        ##"{"after":"#3","offset":"PT1M","after":"#4"}"##,
        "the time '{\"after\":\"#3\",\"offset\":\"PT1M\",\"after\":\"#4\"}'"
    ),
    (
        ##"{"after":"#3","offset":"PT1M"} x"##,
        "the time '{\"after\":\"#3\",\"offset\":\"PT1M\"} x' is not valid JSON at byte 32"
    ),
    ("{", "the time '{' is not valid JSON at byte 2"), ("{]", "the time '{]' is not valid JSON at byte 2"),
    ("{'after':'#3'}", "the time '{'after':'#3'}' is not valid JSON at byte 2"),
    ("{\"after\":\"\u{1B}[31m\"}", "the time '{\"after\":\"\\u{1B}[31m\"}' is not valid JSON at byte 11"),
]

@Suite struct `The words of a relative time` {
    @Test(arguments: good) func `are an object`(_ text: String, _ words: String) throws {
        let expression = try TimeExpression(words: text)
        #expect(expression.words == words)
        #expect(try TimeExpression(words: words) == expression)
        let occurrence = expression.occurrence(words: text)
        #expect(occurrence.form == .relative && occurrence.words == text)
        #expect(occurrence.earliest == nil && occurrence.latest == nil && occurrence.offsetMinutes == nil)
    }

    @Test func `say anchor, side, distance and bound`() throws {
        let words = ##"{"before":"harbour-fire#12","offset":"PT75M","bound":"atMost"}"##
        guard case .relative(let time) = try TimeExpression(words: words) else {
            Issue.record("not a relative time")
            return
        }
        #expect(time.anchor == EventReference(incident: try StreamID("harbour-fire"), revision: Revision(12)))
        #expect(time.direction == .before && time.bound == .atMost)
        #expect(time.offset.microseconds == 75 * 60_000_000)
    }

    @Test(arguments: bad) func `are refused otherwise`(_ text: String, _ beginning: String) {
        expectRefusal(text, beginning) { text throws(TimeError) in try TimeExpression(words: text) }
    }

    @Test func `nest no deeper than the reader of JSON follows`() {
        let text = "{\"after\":" + String(repeating: "[", count: 400)
        expectRefusal(text, "the time '{\"after\":[[[") { text throws(TimeError) in try TimeExpression(words: text) }
    }
}
