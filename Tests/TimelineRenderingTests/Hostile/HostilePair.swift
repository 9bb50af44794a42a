import EventSourcing
import Incidents

/// A story told twice: once with hostile texts in every field that takes one, and once with harmless ones in their places.
/// Whatever an output is made of besides texts must be the same of both.
struct HostilePair {
    private(set) var hostile = Story()
    private(set) var harmless = Story()
    /// What each entry says, in log order.
    private(set) var summaries: [String] = []
    private var number = 0

    /// A pair with so many entries in the incident `fire`.
    init(entries: Int, texts: inout HostileTexts) throws {
        // So that lines and lanes of plots have more than one thing to show.
        let measures = (0..<5).map { _ in pair(&texts) }
        let units = (0..<6).map { _ in pair(&texts, most: 48) }
        let sources = (0..<6).map { _ in pair(&texts) }
        for index in 0..<entries {
            let statuses = ["dispatched", "enroute", "onscene", "transporting", "cleared"]
            let summary = pair(&texts)
            summaries.append(summary.hostile)
            var parts = [field("summary", summary), field("detail", pair(&texts)), field("title", pair(&texts))]
            let address = texts.address()
            let source = sources[texts.random.below(sources.count)]
            parts.append(
                object(
                    "source", field("name", source), field("origin", pair(&texts)),
                    field("url", (address, address.harmlessAddress)), plain(#""grade":"B2""#),
                    plain(#""kind":"\#(["official", "outlet"][index % 2])""#)))
            parts.append(object("place", field("name", pair(&texts)), plain(#""lat":55.8,"lon":37.4"#)))
            let figure = object(
                nil, field("measure", measures[texts.random.below(5)]), plain(#""low":\#(index),"high":\#(index + 5)"#),
                field("words", pair(&texts)))
            parts.append((#""figures":[\#(figure.hostile)]"#, #""figures":[\#(figure.harmless)]"#))
            parts.append(
                object("claim", field("what", pair(&texts)), field("by", pair(&texts)), plain(#""stance":"denied""#)))
            parts.append(
                object(
                    "unit", field("id", units[texts.random.below(6)]), field("kind", pair(&texts, most: 48)),
                    field("agency", pair(&texts)), plain(#""status":"\#(statuses[texts.random.below(5)])""#),
                    field("action", pair(&texts))))
            let option = pair(&texts)
            parts.append(
                object(
                    "decision", field("what", pair(&texts)), field("grounds", pair(&texts)), field("by", pair(&texts)),
                    (#""options":[\#(option.hostile.json)]"#, #""options":[\#(option.harmless.json)]"#)))
            let evidence = texts.address()
            let media = object(
                nil, field("url", (evidence, evidence.harmlessAddress)), field("caption", pair(&texts)))
            parts.append((#""media":[\#(media.hostile)]"#, #""media":[\#(media.harmless)]"#))
            if index > 0 { parts.append(relation(index, &texts)) }
            try add(index, parts, texts: &texts)
        }
    }

    private typealias Pair = (hostile: String, harmless: String)

    /// A text that is no other one, so that what is told apart in one story is in the other.
    private mutating func pair(_ texts: inout HostileTexts, most: Int = 100) -> Pair {
        number += 1
        var text = texts.next()
        while text.utf8.count > most { text.unicodeScalars.removeLast() }
        // In front it would keep what is hostile at the beginning of a text from being there.
        return ("\(text)n\(number)", "\(text.harmless)n\(number)")
    }

    private mutating func relation(_ index: Int, _ texts: inout HostileTexts) -> Pair {
        let kinds = Relation.Kind.allCases.filter { !$0.isAboutIncident }
        let kind = kinds[texts.random.below(kinds.count)].rawValue
        let target = "#\(1 + texts.random.below(index))"
        let relation = object(
            "relation", plain(#""type":"\#(kind)","target":"\#(target)""#), field("reason", pair(&texts)))
        return relation
    }

    private mutating func add(_ index: Int, _ parts: [Pair], texts: inout HostileTexts) throws {
        let (id, by) = (pair(&texts), pair(&texts))
        let day = 1 + index % 28
        let times = [
            #""occurred":"2024-03-\#(day < 10 ? "0" : "")\#(day)T20:\#(10 + index % 50)Z","#,
            #""occurred":"2024-03-\#(day < 10 ? "0" : "")\#(day)~","#, "",
        ]
        let time = times[index % 3]
        func line(_ body: String, _ id: String, _ by: String) -> String {
            #"{"incident":"fire","kind":"reported",\#(time)"id":\#(id.json),"by":\#(by.json),"body":{\#(body)}}"#
        }
        let recorded = "2024-04-01T00:\(10 + index / 50 % 50):\(10 + index % 50)Z"
        let flags: EventFlags = index % 7 == 0 ? .exercise : []
        try hostile.add(
            line(parts.map(\.hostile).joined(separator: ","), id.hostile, by.hostile), at: recorded, flags: flags)
        try harmless.add(
            line(parts.map(\.harmless).joined(separator: ","), id.harmless, by.harmless), at: recorded, flags: flags)
    }

    private func field(_ name: String, _ text: Pair) -> Pair {
        (#""\#(name)":\#(text.hostile.json)"#, #""\#(name)":\#(text.harmless.json)"#)
    }

    private func plain(_ json: String) -> Pair { (json, json) }

    private func object(_ name: String?, _ fields: Pair...) -> Pair {
        let before = name.map { "\"\($0)\":" } ?? ""
        return (
            "\(before){\(fields.map(\.hostile).joined(separator: ","))}",
            "\(before){\(fields.map(\.harmless).joined(separator: ","))}"
        )
    }
}
