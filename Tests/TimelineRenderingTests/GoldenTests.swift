import Chronology
import EventSourcing
import Foundation
import Incidents
import Testing
import TimelineRendering

/// The seed stories in every format, at three moments, on both clocks, as they stood when somebody last looked at them.
///
/// Where one should look different from now on: run the tests once with `BLOTTER_GOLDENS=write`, and read the
/// difference before it is committed.
struct `Goldens` {
    static let moments: [(story: String, moments: [String])] = [
        (
            "crocus-city-hall",
            ["2024-03-22T20:45:59.999999+03:00", "2024-03-23T12:33:59.999999+03:00", "2024-04-03T00:00:00+03:00"]
        ),
        (
            "warehouse-fire",
            ["2025-02-11T22:55:59.999999+01:00", "2025-02-11T23:38:59.999999+01:00", "2025-02-13T00:00:00+01:00"]
        ),
    ]

    @Test(arguments: 0..<moments.count)
    func `every format says of a seed story what it said before`(story: Int) throws {
        let (name, moments) = Self.moments[story]
        let seed = try Seed(name)
        for (number, moment) in moments.enumerated() {
            for clock in AsOf.Clock.allCases {
                let earlier = moments[max(0, number - 1)]
                let outputs = try seed.outputs(asOf: moment, since: earlier, clock: clock)
                let again = try seed.outputs(asOf: moment, since: earlier, clock: clock)
                for (file, text) in outputs {
                    #expect(again[file] == text, "\(file) is another one each time")
                    try check(text, "\(name)/\(number + 1)-\(clock.rawValue)/\(file)")
                }
            }
        }
    }

    /// Compares a text with what stands in a file, or writes it there where that was asked for.
    private func check(_ text: String, _ path: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(path)")
        if ProcessInfo.processInfo.environment["BLOTTER_GOLDENS"] == "write" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let golden = try Data(contentsOf: file)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = String(decoding: golden, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(lines, expected).enumerated().first { $1.0 != $1.1 }
        #expect(
            golden == Data(text.utf8),
            "\(path), line \(line.map { $0.offset + 1 } ?? min(lines.count, expected.count) + 1): \(line?.element.0 ?? "")"
        )
    }
}

/// A seed story, recorded a while after each of its events was published.
private struct Seed {
    private let story: Story
    private let incident: String
    private let zone: Zone
    private let now: Timestamp

    init(_ name: String) throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized
        let text = try String(contentsOf: root.appending(path: "seeds/\(name).jsonl"), encoding: .utf8)
        var story = Story()
        var recorded = Timestamp.minimum
        for line in text.split(separator: "\n") {
            let event = try EventLine(parsing: Array(line.utf8)).event
            let published = try #require(event.published)
            recorded = max(recorded, published.advanced(byMicroseconds: 240 * Timestamp.perSecond))
            try story.add(event, at: recorded)
        }
        self.story = story
        incident = try #require(story.events.first).stream.text
        zone =
            name == "warehouse-fire"
            ? try TimelineRenderingTests.zone(
                "Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3", hours: 1, abbreviation: "CET") : try moscow()
        now = try moment("2025-06-01T12:00:00Z")
    }

    func outputs(asOf moment: String, since earlier: String, clock: AsOf.Clock) throws -> [String: String] {
        let timeline = try story.timeline(incident, asOf: moment, clock: clock)
        let (snapshot, leftOut) = (timeline.snapshot, timeline.leftOut)
        let list = [try #require(IncidentSummary(timeline))]
        let diff = IncidentDiff(
            of: try StreamID(incident), from: try story.timeline(incident, asOf: earlier, clock: clock), to: timeline)
        let diffs = IncidentDiffRenderer(zone: zone, now: now)
        let lint = LintTextRenderer(width: 80, color: false, zone: zone, now: now)
        let findings = Lint().findings(in: timeline)
        func text(_ width: Int, _ color: Bool) -> TimelineTextRenderer {
            TimelineTextRenderer(width: width, color: color, zone: zone, now: now)
        }
        return [
            "timeline-80.txt": text(80, false).render(timeline),
            "timeline-140-color.txt": text(140, true).render(timeline),
            "timeline.md": TimelineMarkdownRenderer(zone: zone, now: now).render(timeline),
            "timeline.html": TimelineHTMLRenderer(zone: zone, now: now).render(timeline),
            "timeline.csv": TimelineCSVRenderer().render(timeline),
            "timeline.json": String(decoding: TimelineJSONRenderer().render(timeline), as: UTF8.self),
            "snapshot.txt": SnapshotTextRenderer(width: 80, color: false, zone: zone, now: now)
                .render(snapshot, leftOut: leftOut),
            "snapshot.md": SnapshotMarkdownRenderer(zone: zone, now: now).render(snapshot, leftOut: leftOut),
            "snapshot.html": SnapshotHTMLRenderer(zone: zone, now: now).render(snapshot, leftOut: leftOut),
            "figures.svg": SnapshotSVGRenderer(.figures, zone: zone).render(snapshot),
            "units.svg": SnapshotSVGRenderer(.units, zone: zone).render(snapshot),
            "diff.txt": diffs.text(diff, width: 80, color: false),
            "diff.md": diffs.markdown(diff),
            "diff.json": String(decoding: DiffJSONRenderer().render(diff), as: UTF8.self),
            "lint.txt": findings.map { lint.render($0) }.joined(),
            "lint.json": findings.map { String(decoding: LintJSON().render($0, asOf: timeline.asOf), as: UTF8.self) }
                .joined(),
            "incidents.txt": IncidentListRenderer(width: 80, color: false, zone: zone).render(list),
            "incidents.md": IncidentListMarkdownRenderer(zone: zone).render(list),
            "incidents.html": IncidentListHTMLRenderer(zone: zone).render(list),
            "incidents.csv": IncidentListCSVRenderer().render(list),
            "incidents.json": String(decoding: IncidentListJSON().render(list[0]), as: UTF8.self),
        ]
    }
}
