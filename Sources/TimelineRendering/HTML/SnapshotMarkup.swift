import Chronology
import EventSourcing
import Incidents

/// How an incident stands, as parts of a page.
struct SnapshotMarkup {
    let snapshot: IncidentSnapshot
    let times: TimeText
    let now: Timestamp
    let links: EntryLinks

    /// What stands above everything else.
    func masthead(over: Markup, leftOut: Int, merged: Header.Merged, zoneMoments: [Timestamp]) -> Markup {
        let header = Header(times: times, width: .max, now: now)
        var parts: [Markup] = []
        if snapshot.isExercise { parts.append("<p class=\"exercise\">\(Header.exercise)</p>") }
        parts.append("<p class=\"over\">\(over)</p>\n<h1 dir=\"auto\">\(snapshot.title ?? snapshot.incident.text)</h1>")
        var facts: [Markup] = ["<span class=\"id\">\(snapshot.incident.text)</span>"]
        for piece in header.facts(snapshot, leftOut: leftOut, zoneMoments: zoneMoments) {
            facts.append(
                piece.style.contains(.bold) ? "<strong>\(piece.text)</strong>" : "<span>\(piece.text)</span>")
        }
        parts.append("<p class=\"facts\">\(Markup.joined(facts))</p>")
        for link in header.links(snapshot, merged) { parts.append("<p>\(link)</p>") }
        let known = SnapshotFacts(snapshot, times: times, now: now).all
        if !known.isEmpty {
            let rows = known.map { "<dt>\($0.name)</dt><dd dir=\"auto\">\($0.text)</dd>" as Markup }
            parts.append("<dl class=\"know\">\(Markup.joined(rows))</dl>")
        }
        parts.append(keys)
        return "<header>\n\(Markup.joined(parts.filter { !$0.isEmpty }, by: "\n"))\n</header>"
    }

    /// The numbers at a glance.
    private var keys: Markup {
        guard !snapshot.figures.isEmpty else { return "" }
        let cards = FigureSeries.peopleFirst(snapshot.figures).map { series -> Markup in
            let number = series.headline?.figure
            let shown: Markup = number.map { Self.shown($0) } ?? "–"
            var told = series.summaryTexts
            if let text = number?.numberText, let first = told.first, first.hasPrefix(text + " (") {
                told[0] = String(first.dropFirst(text.count + 2).dropLast())
            }
            let lines = told.map { line -> Markup in
                line.hasSuffix("without a reason") ? "<small class=\"fall\">\(line)</small>" : "<small>\(line)</small>"
            }
            return "<li><b>\(shown)</b><span dir=\"auto\">\(series.measureText)</span>\(Markup.joined(lines))</li>"
        }
        return "<ul class=\"keys\">\n\(Markup.joined(cards, by: "\n"))\n</ul>"
    }

    /// The number large, what is around it small.
    private static func shown(_ figure: Figure) -> Markup {
        guard let best = figure.best else {
            switch (figure.low, figure.high) {
            case (let low?, nil): return "\(low) <small>or more</small>"
            case (nil, let high?): return "\(high) <small>or fewer</small>"
            default: return "\(figure.numberText ?? "–")"
            }
        }
        return "\(best)"
    }

    /// The figures by source, with their plot.
    var figures: Markup {
        guard !snapshot.figures.isEmpty else { return "" }
        var parts: [Markup] = ["<h2>Figures</h2>"]
        let figures = FigureSeries.peopleFirst(snapshot.figures)
        let plot = FigurePlot(figures, times: times)
        if let drawing = plot.drawing() { parts.append("<figure tabindex=\"0\">\n\(drawing)\n</figure>") }
        for series in figures {
            let rows = series.points.map(row)
            parts.append(
                """
                <h3 dir="auto">\(series.measureText)</h3>
                <p class="source">\(series.summaryTexts.joined(separator: " · "))</p>
                \(.table(["told", "source", "grade", "entry", "published", "state", "reason"], rows, numbers: [0]))
                """)
        }
        return "<section id=\"figures\">\n\(Markup.joined(parts, by: "\n"))\n</section>"
    }

    private func row(_ point: FigureSeries.Point) -> [Markup] {
        let number = point.figure.numberText ?? "?"
        let isStruck = point.state.isStruck || point.state == .redacted
        let published = times.moment(point.published, near: snapshot.asOf.moment)
        return [
            isStruck ? "<del>\(number)</del>" : "\(number)",
            .link(point.source?.text ?? "no source", to: point.source?.url),
            "\(point.source?.grade?.description ?? "")", links.link(point.reference),
            .time(published, point.published.description), "\(point.state == .current ? "" : point.state.rawValue)",
            "\(point.reason ?? "")",
        ]
    }

    /// The units that acted, with their plot.
    var units: Markup {
        guard !snapshot.units.isEmpty else { return "" }
        let out = snapshot.units.count(where: \.isOut)
        let section = UnitSection(snapshot: snapshot, times: times, width: .max)
        let rows = snapshot.units.map { state -> [Markup] in
            let since = state.since.earliest ?? state.since.latest
            let last = state.assignments.last
            return [
                "<strong>\(state.unit.id)</strong>", "\(state.unit.status?.rawValue ?? "status unknown")",
                since.map { .time(section.since(state), $0.description) } ?? "",
                state.isOut ? "still out" : "", "\(last?.timeToScene.map { DurationText.words($0) } ?? "")",
                "\(last?.timeOnScene.map { DurationText.words($0) } ?? "")", "\(state.unit.action ?? "")",
                "\([state.unit.kind, state.unit.agency].compactMap { $0 }.joined(separator: ", "))",
                links.link(state.reference),
                .joined(section.ways(of: state).map { "<span class=\"way\">\($0)</span>" }),
            ]
        }
        let names: [Markup] = [
            "unit", "status", "since", "out", "to scene", "on scene", "action", "belongs to", "entry", "way",
        ]
        let plot = UnitPlot(snapshot, times: times)
        let figure: Markup? = plot.drawing().map { "<figure tabindex=\"0\">\n\($0)\n</figure>\n" }
        return """
            <section id="units">
            <h2>Responders</h2>
            <p class="source">\(out) of \(snapshot.units.count) still out</p>
            \(figure)\(.table(names, rows))
            </section>
            """
    }

    /// Who claims what, side by side.
    var claims: Markup {
        guard !snapshot.claims.isEmpty else { return "" }
        var parts: [Markup] = ["<h2>Claims</h2>"]
        for group in snapshot.claimGroups {
            let rows = group.sides.flatMap(\.claims).map { told -> [Markup] in
                let by = told.claim.by ?? "–"
                return [
                    "\(told.claim.stance?.rawValue ?? "")", told.holds ? "\(by)" : "<del>\(by)</del>",
                    .link(told.source?.text ?? "no source", to: told.source?.url), links.link(told.reference),
                    .time(times.moment(told.published, near: snapshot.asOf.moment), told.published.description),
                    "\(told.state == .current ? "" : told.state.rawValue)",
                ]
            }
            parts.append(
                """
                <h3 dir="auto">\(group.what)</h3>
                \(.table(["stance", "by", "source", "entry", "published", "state"], rows))
                """)
        }
        return "<section id=\"claims\">\n\(Markup.joined(parts, by: "\n"))\n</section>"
    }
}
