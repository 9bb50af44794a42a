import BlotterPages
import EventSourcing
import Foundation
import Incidents
import Testing

/// The pages of the seed stories, as they stood when somebody last looked at them.
///
/// Where one should look different from now on: run the tests once with `BLOTTER_GOLDENS=write`, and read the
/// difference before it is committed.
struct `Goldens of pages` {
    private func pages() throws -> [String: String] {
        let crocus = try Story(seed: "crocus-city-hall")
        let fire = try Story(seed: "warehouse-fire")
        let incident = try #require(fire.events.first).stream.text
        let evening = [(name: "asOf", value: "2024-03-22T20:45:59.999999+03:00"), (name: "clock", value: "published")]
        let rows = try [(crocus, "crocus-city-hall"), (fire, incident)].map { story, name in
            let timeline = try story.timeline(name)
            return IncidentListPage.Row(try #require(IncidentSummary(timeline)), snapshot: timeline.snapshot)
        }
        var form = EntryForm([
            ("kind", "updated"), ("summary", "Two injured"), ("relation", "corrects"), ("target", "#3"),
        ])
        form.incident = incident
        form.expectedRevision = "49"
        form.id = "an-id"
        let empty = form
        form.refuse(InvalidEvent(field: "body.relation.reason", problem: "is required"))
        func list(_ rows: [IncidentListPage.Row], isEmpty: Bool) throws -> IncidentListPage {
            listPage(rows, hasMore: !isEmpty, end: isEmpty ? 0 : 105, setting: try setting())
        }
        return [
            "incident-now.html": try page(crocus, "crocus-city-hall").html(),
            "incident-evening.html": try page(crocus, "crocus-city-hall", evening).html(),
            "incident-filtered.html": try page(
                fire, incident, [("kind", "responded"), ("text", "water")], visitor: reader
            )
            .html(),
            "list.html": try list(rows, isEmpty: false).html(),
            "list-empty.html": try list([], isEmpty: true).html(),
            "form.html": EntryFormPage(form: empty, isNew: false, setting: try setting()).html(),
            "form-refused.html": EntryFormPage(form: form, isNew: false, setting: try setting()).html(),
            "form-new.html": EntryFormPage(form: EntryForm([]), isNew: true, setting: try setting()).html(),
            "sign-in.html": SignInPage(
                next: "/incidents/a", problem: "This token is not known.", setting: try setting(reader)
            )
            .html(),
            "message.html": MessagePage(
                status: 404, title: "Not found", detail: "There is no such incident.", setting: try setting()
            ).html(),
        ]
    }

    @Test func `every page says what it said before`() throws {
        let (once, again) = (try pages(), try pages())
        for (file, made) in once {
            #expect(again[file] == made, "\(file) is another one each time")
            // The names of what is loaded change with every byte of it.
            let page = PageAssets.all.reduce(made) { page, asset in
                page.replacingOccurrences(of: asset.name, with: asset.name.prefix { $0 != "-" } + "-HASH")
            }
            let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(file)")
            if ProcessInfo.processInfo.environment["BLOTTER_GOLDENS"] == "write" {
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(page.utf8).write(to: path)
            }
            let golden = try String(contentsOf: path, encoding: .utf8)
            let lines = zip(page.split(separator: "\n"), golden.split(separator: "\n"))
            #expect(golden == page, "\(file): \(lines.first { $0 != $1 }.map { "\($0) instead of \($1)" } ?? "length")")
        }
    }

    @Test func `no page has anything that a page must not have`() throws {
        for (file, page) in try pages() {
            #expect(try PageReader(page).faults == [], "\(file)")
        }
    }
}
