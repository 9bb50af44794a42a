import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

/// Twenty thousand texts that try to be something else, in every field, through every format. `Scripts/soak text` sends a
/// million through the program, and has them read by other readers than these.
@Suite struct `Hostile text in any format` {
    private static let stories = 10
    private static let entries = 105

    @Test(arguments: 0..<stories)
    func `is text and nothing else`(story: Int) throws {
        var texts = HostileTexts(seed: UInt64(story))
        let pair = try HostilePair(entries: Self.entries, texts: &texts)
        #expect(texts.count * Self.stories >= 20_000, "\(texts.count)")
        let now = try moment("2024-05-01T00:00:00Z")
        func timeline(_ story: Story) throws -> Timeline { try story.timeline("fire", asOf: "2024-04-30T00:00:00Z") }
        let (hostile, harmless) = (try timeline(pair.hostile), try timeline(pair.harmless))

        try expectPages(of: hostile, likeThoseOf: harmless, now: now, "seed \(story)")
        try expectMarkdown(of: hostile, likeThatOf: harmless, now: now, "seed \(story)")
        try expectTables(of: hostile, summaries: pair.summaries, "seed \(story)")
    }

    private func expectPages(
        of hostile: Timeline, likeThoseOf harmless: Timeline, now: Timestamp, _ place: String
    ) throws {
        func pages(_ timeline: Timeline) throws -> [(name: String, text: String)] {
            let rows = [try #require(IncidentSummary(timeline))]
            return [
                ("timeline", TimelineHTMLRenderer(zone: .utc, now: now).render(timeline)),
                ("snapshot", SnapshotHTMLRenderer(zone: .utc, now: now).render(timeline.snapshot)),
                ("incidents", IncidentListHTMLRenderer(zone: .utc).render(rows)),
                ("figures", SnapshotSVGRenderer(.figures, zone: .utc).render(timeline.snapshot)),
                ("units", SnapshotSVGRenderer(.units, zone: .utc).render(timeline.snapshot)),
            ]
        }
        for ((name, page), (_, other)) in zip(try pages(hostile), try pages(harmless)) {
            expectNothingSteers(page, "\(place), \(name)")
            let (read, expected) = (try MarkupReader(page), try MarkupReader(other))
            #expect(read.tagsOutsideOfDrawings == expected.tagsOutsideOfDrawings, "\(place), \(name)")
            #expect(Set(read.tags).isSubset(of: Set(expected.tags).union(Self.drawn)), "\(place), \(name)")
            #expect(read.links.count == expected.links.count, "\(place), \(name)")
            for link in read.links { #expect(Self.isHarmless(link), "\(place), \(name): \(link)") }
        }
    }

    /// What a drawing may have in it, depending on how much room texts take.
    private static let drawn: Set<String> = ["text class=inside x y", "/text"]

    private static func isHarmless(_ link: String) -> Bool {
        let scheme = link.prefix { $0 != "/" }.lowercased()
        return link.hasPrefix("#") || scheme == "http:" || scheme == "https:"
    }

    private func expectMarkdown(
        of hostile: Timeline, likeThatOf harmless: Timeline, now: Timestamp, _ place: String
    ) throws {
        func files(_ timeline: Timeline) throws -> [(name: String, text: String)] {
            let rows = [try #require(IncidentSummary(timeline))]
            return [
                ("timeline", TimelineMarkdownRenderer(zone: .utc, now: now).render(timeline)),
                ("snapshot", SnapshotMarkdownRenderer(zone: .utc, now: now).render(timeline.snapshot)),
                ("incidents", IncidentListMarkdownRenderer(zone: .utc).render(rows)),
            ]
        }
        for ((name, text), (_, other)) in zip(try files(hostile), try files(harmless)) {
            expectNothingSteers(text, "\(place), \(name)")
            let (signs, expected) = (MarkdownSigns.unescaped(text), MarkdownSigns.unescaped(other))
            #expect(signs.count == expected.count, "\(place), \(name)")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where index < expected.count && signs[index] != expected[index] {
                Issue.record("\(place), \(name): \(signs[index]) is not \(expected[index]) in \(line)")
            }
            for link in MarkdownSigns.links(text) { #expect(Self.isHarmless(link), "\(place), \(name): \(link)") }
        }
    }

    private func expectTables(of timeline: Timeline, summaries: [String], _ place: String) throws {
        let rows = try #require(CSVReader.rows(TimelineCSVRenderer().render(timeline)), "\(place)")
        let listed = try #require(IncidentSummary(timeline))
        let list = try #require(CSVReader.rows(IncidentListCSVRenderer().render([listed])), "\(place)")
        #expect(rows.count == summaries.count + 1)
        let summary = try #require(rows[0].firstIndex(of: "summary"))
        for (row, entry) in zip(rows.dropFirst(), timeline.entries + timeline.undated) {
            let shown = SafeText.line(summaries[Int(entry.event.revision.rawValue) - 1])
            #expect(row[summary] == shown || row[summary] == "'" + shown, "\(place)")
        }
        for row in rows + list {
            #expect(row.count == rows[0].count || row.count == list[0].count, "\(place)")
            for cell in row {
                expectNothingSteers(cell, "\(place), CSV")
                let first = cell.unicodeScalars.first { !$0.properties.isWhitespace }
                let isSign = first.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
                #expect(!isSign || Double(cell) != nil, "\(place): \(cell)")
            }
        }
    }

    private func expectNothingSteers(_ text: String, _ place: String) {
        let isSafe = text.unicodeScalars.allSatisfy { $0 == "\n" || !isForbidden($0) }
        #expect(isSafe, "\(place)")
    }
}
