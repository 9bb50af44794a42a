import Chronology
import EventSourcing
import Incidents

/// Entries of a timeline as items of a list in a page.
struct EntryMarkup {
    let text: EntryText
    let links: EntryLinks

    /// One entry, with an anchor by which others lead to it.
    ///
    /// - Parameter foot: what stands below it.
    func item(_ entry: TimelineEntry, time: EntryTime?, delta: String, foot: Markup = "") -> Markup {
        """
        <li class="entry \(classes(entry))" id="\(links.anchor(entry.event.reference))"><article>
        <p class="when">\(when(entry, time, delta))</p>
        <div class="what">
        <p class="tags">\(tags(entry))</p>
        \(said(entry))\(detail(entry))\(decision(entry))\(source(entry))\(notes(entry))\(foot)
        </div>
        </article></li>
        """
    }

    private func classes(_ entry: TimelineEntry) -> Markup {
        let kind: Markup =
            switch IncidentKind(entry.event.kind) {
            case .reported: "reported"
            case .responded: "responded"
            case .updated: "updated"
            case nil: "other"
            }
        let isDecided = entry.body?.decision != nil
        return "\(kind)\(entry.isStruck ? " struck" : "")\(isDecided ? " decided" : "")"
    }

    private func when(_ entry: TimelineEntry, _ time: EntryTime?, _ delta: String) -> Markup {
        guard let time else { return #"<span class="undated">undated</span>"# }
        let shown = time.text.split(separator: " ").joined(separator: " ")
        let behind: Markup = delta.isEmpty ? "" : #" <span class="delta">\#(delta)</span>"#
        return "\(Markup.time(shown, time.machineText))\(behind)"
    }

    private func tags(_ entry: TimelineEntry) -> Markup {
        let event = entry.event
        var tags: [Markup] = [
            #"<span class="kind">\#(event.kind.name)</span>"#,
            links.link(event.reference),
        ]
        if event.flags.contains(.exercise) { tags.append(#"<strong class="drill">exercise</strong>"#) }
        if entry.state == .disputed {
            tags.append(#"<span class="state disputed">disputed</span>"#)
        } else if entry.state != .current {
            tags.append(#"<span class="state">\#(entry.state.rawValue)</span>"#)
        }
        for word in entry.body?.standing ?? [] { tags.append("<span>\(word)</span>") }
        if let audience = entry.body?.audience {
            tags.append(#"<span class="audience">\#(audience.rawValue)</span>"#)
        }
        return .joined(tags, by: "\n")
    }

    private func said(_ entry: TimelineEntry) -> Markup {
        if entry.event.flags.contains(.redacted) { return #"<p class="says none">The body was redacted.</p>"# }
        guard let body = entry.body else {
            return #"<p class="says none">The body cannot be read by this version of the program.</p>"#
        }
        let language = Markup.language(body.lang)
        guard entry.isStruck else { return #"<p class="says"\#(language) dir="auto">\#(body.summary)</p>"# }
        return #"<p class="says"\#(language) dir="auto"><del>\#(body.summary)</del></p>"#
    }

    private func detail(_ entry: TimelineEntry) -> Markup {
        guard let body = entry.body, let detail = body.detail else { return "" }
        let paragraphs = detail.split(whereSeparator: \.isNewline)
        return .joined(
            paragraphs.map { "\n<p class=\"detail\"\(Markup.language(body.lang)) dir=\"auto\">\(String($0))</p>" })
    }

    /// What was decided stands out.
    private func decision(_ entry: TimelineEntry) -> Markup {
        guard let decision = entry.body?.decision else { return "" }
        var rows: [Markup] = ["<dt>Decision</dt><dd>\(decision.what)</dd>"]
        for option in decision.options { rows.append("<dt>option</dt><dd>\(option)</dd>") }
        if let grounds = decision.grounds { rows.append("<dt>grounds</dt><dd>\(grounds)</dd>") }
        if let by = decision.by { rows.append("<dt>by</dt><dd>\(by)</dd>") }
        return "\n<div class=\"decision\"><dl>\(Markup.joined(rows))</dl></div>"
    }

    /// Who said it, how far that is to be believed, and where it was.
    private func source(_ entry: TimelineEntry) -> Markup {
        guard let body = entry.body else { return "" }
        var parts: [Markup] = []
        if let source = body.source, let name = source.text {
            parts.append("<cite dir=\"auto\">\(Markup.link(name, to: source.url))</cite>")
            if let kind = source.kind, kind.rawValue != name { parts.append("<span>\(kind.rawValue)</span>") }
        }
        if let grade = body.source?.grade { parts.append("<span>\(grade.description)</span>") }
        if let place = body.place { parts.append("<span dir=\"auto\">\(place.text)</span>") }
        for figure in body.figures {
            parts.append("<span dir=\"auto\">\(figure.measure) \(figure.numberText ?? "?")</span>")
        }
        if let claim = body.claim {
            let stance = [claim.stance?.rawValue, claim.by].compactMap { $0 }.joined(separator: ": ")
            parts.append("<span dir=\"auto\">claim: \(claim.what)\(stance.isEmpty ? "" : ", \(stance)")</span>")
        }
        for media in body.media {
            parts.append("<span dir=\"auto\">\(Markup.link(media.caption ?? media.url, to: media.url))</span>")
        }
        return parts.isEmpty ? "" : "\n<p class=\"source\">\(Markup.joined(parts))</p>"
    }

    /// What it does to others, and what was done to it, each with a link.
    private func notes(_ entry: TimelineEntry) -> Markup {
        var notes: [Markup] = []
        // What has nothing to tell but a name stands on one line.
        var names: [Markup] = []
        if let time = entry.relative { names.append("\(text.hanging(time, entry))") }
        for relation in entry.body?.relations ?? [] {
            let named: Markup = "\(relation.kind.activeText) \(links.link(relation.target))"
            if text.tellsWhy(relation, entry), let reason = relation.reason {
                notes.append("<li>\(named): “\(reason)”</li>")
            } else {
                names.append(named)
            }
        }
        notes += entry.changes.filter(\.kind.isToldInFull).map { change($0, of: entry) }
        for (kind, references, more) in text.others(of: entry) {
            let named = Markup.joined(references.map(links.link), by: ", ")
            names.append("\(kind.passiveText) \(named)\(more > 0 ? " and \(more) more" : "")")
        }
        if let incident = entry.movedTo { names.append("told in \(incident.text)") }
        if !names.isEmpty { notes.append("<li>\(Markup.joined(names, by: " · "))</li>") }
        if entry.effective != entry.place { notes.append("<li>time now: \(text.corrected(entry))</li>") }
        return notes.isEmpty ? "" : "\n<ul class=\"notes\">\n\(Markup.joined(notes, by: "\n"))\n</ul>"
    }

    private func change(_ change: EntryChange, of entry: TimelineEntry) -> Markup {
        let link = links.link(change.event.reference)
        guard change.stands else {
            return "<li>\(change.kind.passiveText) \(link), which was retracted itself</li>"
        }
        let told = text.told(change, of: entry)
        let summary: Markup =
            change.reason == change.summary || change.summary.isEmpty
            ? "" : " <ins dir=\"auto\">\(change.summary)</ins>,"
        let reason: Markup = change.reason.map { " “\($0)”," } ?? ""
        let who: Markup? = told.who.map { "<span dir=\"auto\">\($0)</span>, " }
        let when = Markup.time(told.when, change.event.published.description)
        return """
            <li class="\(change.kind.rawValue)">\(change.kind.passiveText) \(link):\(summary)\(reason) \
            \(who)\(when)</li>
            """
    }
}
