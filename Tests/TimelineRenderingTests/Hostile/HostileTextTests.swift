import Chronology
import EventSourcing
import Incidents
import StrictJSON
import Testing
import TimelineRendering

/// Everything that the renderers print of a story, by the name of the renderer.
private func textOutputs(_ story: Story, width: Int, color: Bool) throws -> [(name: String, text: String)] {
    let now = try moment("2024-04-01T00:00:00Z")
    let timeline = try story.timeline("fire")
    return [
        ("timeline", TimelineTextRenderer(width: width, color: color, zone: .utc, now: now).render(timeline)),
        ("snapshot", SnapshotTextRenderer(width: width, color: color, zone: .utc, now: now).render(timeline.snapshot)),
        (
            "incidents",
            IncidentListRenderer(width: width, color: color, zone: .utc)
                .render([IncidentSummary(timeline)].compactMap { $0 })
        ),
    ]
}

private func jsonOutputs(_ story: Story, style: JSONStringStyle) throws -> [(name: String, bytes: [UInt8])] {
    let timeline = try story.timeline("fire")
    let summary = try #require(IncidentSummary(timeline))
    return [
        ("timeline", TimelineJSONRenderer(style: style).render(timeline)),
        ("snapshot", SnapshotJSONRenderer(style: style).render(timeline.snapshot)),
        ("incidents", IncidentListJSON(style: style).render(summary)),
    ]
}

/// A text without the sequences that set colours, bold and the like.
func withoutColor(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        guard scalar == "\u{1B}", rest.first == "[" else {
            plain.append(scalar)
            continue
        }
        rest = rest.drop { $0 != "m" }.dropFirst()
    }
    return String(plain)
}

@Suite struct `Hostile text` {
    static let texts = [
        "\u{1B}[2J\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{202E}desrever\u{202C}", "\u{2066}a\u{2069}",
        "a\nb\r\nc",
        "\u{0}", "\t\u{8}\u{8}\u{8}", "\u{200B}\u{FEFF}", "\u{E0041}\u{E0042}", "\u{2028}\u{2029}", "\"\\\u{1B}\\\"",
        "~~",
        "\u{85}", "\u{FFFF}\u{E000}",
    ]

    @Test func `in any field never reaches a terminal as it is`() throws {
        for text in Self.texts {
            for width in [40, 79, 100, 180] {
                for (name, output) in try textOutputs(.saying(text), width: width, color: false) {
                    let isSafe = output.unicodeScalars.allSatisfy { $0 == "\n" || !isForbidden($0) }
                    #expect(isSafe, "\(name) at \(width): \(text.debugDescription)")
                }
            }
        }
    }

    @Test(arguments: [21, 22] as [UInt64])
    func `of any kind never reaches a terminal as it is, and colour adds only colour`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let text = random.text(upTo: 12)
            let story = try Story.saying(text)
            let width = 40 + random.below(161)
            let plain = try textOutputs(story, width: width, color: false)
            let colored = try textOutputs(story, width: width, color: true)
            for ((name, output), (_, other)) in zip(plain, colored) {
                let isSafe = output.unicodeScalars.allSatisfy { $0 == "\n" || !isForbidden($0) }
                #expect(isSafe, "seed \(seed), \(name) at \(width): \(text.debugDescription)")
                #expect(withoutColor(other) == output, "seed \(seed), \(name) at \(width): \(text.debugDescription)")
            }
        }
    }

    @Test(arguments: [31, 32] as [UInt64])
    func `is the same text in JSON, on one line, and nothing raw in the visible style`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for text in Self.texts + (0..<20).map({ _ in random.text(upTo: 12) }) {
            let story = try Story.saying(text)
            for (name, bytes) in try jsonOutputs(story, style: .minimal) {
                let root = try JSONDocument(parsing: bytes).root
                #expect(root["title"]?.string == "n" + text, "seed \(seed), \(name)")
                #expect(bytes.filter { $0 < 0x20 } == [UInt8(ascii: "\n")], "seed \(seed), \(name)")
            }
            for (name, bytes) in try jsonOutputs(story, style: .visible) {
                let root = try JSONDocument(parsing: bytes).root
                #expect(root["title"]?.string == "n" + text, "seed \(seed), \(name)")
                let shown = String(decoding: bytes.dropLast(), as: UTF8.self).unicodeScalars
                let isSafe = shown.allSatisfy { scalar in
                    scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
                }
                #expect(isSafe, "seed \(seed), \(name): \(text.debugDescription)")
            }
        }
    }

    @Test func `leaves no line wider than the terminal, whatever its width`() throws {
        let long = String(repeating: "long", count: 15)
        for text in ["", long, "文字文字文字文字文字文字", "a few words that go on and on", "👩‍🚒🔥🇳🇴", "مرحبا שלום"] {
            let story = try Story.saying(text)
            for width in [Int](20...60) + [79, 80, 81, 99, 100, 101, 120, 160, 199, 200] {
                for (name, output) in try textOutputs(story, width: width, color: false) {
                    for line in output.split(separator: "\n") {
                        #expect(TextWidth.columns(of: String(line)) <= width, "\(name) at \(width): \(line)")
                    }
                }
            }
        }
    }
}
