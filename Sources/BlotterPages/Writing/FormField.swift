import TimelineRendering

/// The fields of the form for an entry, each with its label, a hint, and what is wrong with it.
struct FormField {
    private let form: EntryForm

    init(_ form: EntryForm) { self.form = form }

    /// What stands beside the fields that people fill in.
    static let labels: [EntryForm.Field: String] = [
        .incident: "Incident", .kind: "Kind", .summary: "Summary", .title: "Title", .detail: "Detail",
        .at: "When it happened", .source: "Source", .sourceKind: "Kind of source", .origin: "Origin",
        .grade: "Grade", .url: "Link", .published: "Published", .place: "Place", .lat: "Latitude",
        .lon: "Longitude", .severity: "Severity", .figures: "Figures", .unit: "Unit", .status: "Status",
        .relation: "Relation", .target: "Entry", .reason: "Reason", .tags: "Tags", .audience: "Audience",
    ]

    /// A field of one line.
    func line(_ field: EntryForm.Field, hint: Markup? = nil, isRequired: Bool = false) -> Markup {
        around(
            field, hint: hint, isRequired: isRequired,
            """
            <input type="text" id="f-\(field.rawValue)" name="\(field.rawValue)" value="\(form[field])"\
            \(attributes(field, hint: hint, isRequired: isRequired)) dir="auto">
            """)
    }

    /// A field of several lines. The first line break in it would be swallowed (HTML, 13.1.2.5), so there is one.
    func area(_ field: EntryForm.Field, rows: Int, hint: Markup? = nil, isRequired: Bool = false) -> Markup {
        around(
            field, hint: hint, isRequired: isRequired,
            """
            <textarea id="f-\(field.rawValue)" name="\(field.rawValue)" rows="\(rows)"\
            \(attributes(field, hint: hint, isRequired: isRequired)) dir="auto">
            \(lines: form[field])</textarea>
            """)
    }

    /// A list of which one may be chosen.
    func list(
        _ field: EntryForm.Field, _ values: [String], second: (label: Markup, values: [String])? = nil, none: Markup
    ) -> Markup {
        func options(_ values: [String]) -> Markup {
            .joined(
                values.map { value in
                    "<option value=\"\(value)\"\(form[field] == value ? " selected" : "" as Markup)>\(value)</option>"
                })
        }
        var all: Markup = options(values)
        if let second {
            all =
                "<optgroup label=\"of the incident\">\(all)</optgroup><optgroup label=\"\(second.label)\">\(options(second.values))</optgroup>"
        }
        let known = values + (second?.values ?? [])
        // What was sent is kept, even where it is none of them.
        let other: Markup =
            form[field].isEmpty || known.contains(form[field])
            ? "" : "<option value=\"\(form[field])\" selected>\(form[field])</option>"
        return around(
            field, hint: nil, isRequired: false,
            """
            <select id="f-\(field.rawValue)" name="\(field.rawValue)"\(attributes(field, hint: nil, isRequired: false))>\
            <option value="">\(none)</option>\(all)\(other)</select>
            """)
    }

    /// A few choices of which one is made.
    func radios(_ field: EntryForm.Field, _ values: [String], hints: [Markup]) -> Markup {
        let chosen = values.contains(form[field]) ? form[field] : values.first
        let items = zip(values, hints).enumerated().map { index, pair -> Markup in
            let id: Markup = index == 0 ? "f-\(field.rawValue)" : "f-\(field.rawValue)-\(index)"
            let checked: Markup = pair.0 == chosen ? " checked" : ""
            return """
                <div class="radio"><input type="radio" id="\(id)" name="\(field.rawValue)" value="\(pair.0)"\(checked)>\
                <label for="\(id)"><b>\(pair.0)</b> <span>\(pair.1)</span></label></div>
                """
        }
        return """
            <fieldset class="choices"><legend>\(Self.labels[field] ?? "")</legend>\(error(field))
            <div class="radios">\(Markup.joined(items, by: "\n"))</div></fieldset>
            """
    }

    private func around(_ field: EntryForm.Field, hint: Markup?, isRequired: Bool, _ input: Markup) -> Markup {
        let required: Markup = isRequired ? " <span class=\"required\">required</span>" : ""
        let told: Markup = hint.map { "<p class=\"hint\" id=\"f-\(field.rawValue)-hint\">\($0)</p>" } ?? ""
        return """
            <div class="field"><label for="f-\(field.rawValue)">\(Self.labels[field] ?? "")\(required)</label>\(told)\(error(field))
            \(input)</div>
            """
    }

    private func error(_ field: EntryForm.Field) -> Markup {
        form.problems[field].map { "<p class=\"error\" id=\"f-\(field.rawValue)-error\" dir=\"auto\">\($0)</p>" } ?? ""
    }

    private func attributes(_ field: EntryForm.Field, hint: Markup?, isRequired: Bool) -> Markup {
        let isWrong = form.problems[field] != nil
        var about: [Markup] = []
        if hint != nil { about.append("f-\(field.rawValue)-hint") }
        if isWrong { about.append("f-\(field.rawValue)-error") }
        let described: Markup = about.isEmpty ? "" : " aria-describedby=\"\(Markup.joined(about, by: " "))\""
        return
            "\(isRequired ? " required" : "" as Markup)\(isWrong ? " aria-invalid=\"true\"" : "" as Markup)\(described)"
    }
}
