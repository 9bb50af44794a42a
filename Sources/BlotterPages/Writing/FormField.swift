import TimelineRendering

/// The fields of the form for an entry, each with its label, a hint, and what is wrong with it.
struct FormField {
    private let form: EntryForm

    init(_ form: EntryForm) { self.form = form }

    /// What stands beside the fields that people fill in.
    static let labels: [EntryForm.Field: String] = [
        .incident: "Incident", .kind: "Kind", .summary: "Summary", .title: "Title", .detail: "Detail",
        .language: "Language", .at: "When it happened", .zone: "Times in", .source: "Source",
        .sourceKind: "Kind of source",
        .origin: "Origin", .grade: "Grade", .url: "Link", .published: "Published", .place: "Place",
        .lat: "Latitude", .lon: "Longitude", .radius: "Radius", .precision: "Precision", .category: "Category",
        .urgency: "Urgency", .severity: "Severity", .certainty: "Certainty", .figures: "Figures", .claim: "Claim",
        .stance: "Stance", .claimedBy: "By whom", .unit: "Unit", .unitStatus: "Status of the unit",
        .unitAction: "What it does", .unitKind: "Kind of unit", .agency: "Agency", .status: "Status of the incident",
        .verification: "Verification", .relation: "Relation", .target: "Entry", .reason: "Reason",
        .also: "What else it does", .belongsTo: "Belongs to", .mergesInto: "Merges into", .decision: "Decision",
        .options: "Options", .grounds: "Grounds", .decidedBy: "Decided by", .media: "Pictures and documents",
        .tags: "Tags", .audience: "Audience", .exercise: "Exercise",
    ]

    /// A field of one line.
    func line(_ field: EntryForm.Field, hint: Markup? = nil, isRequired: Bool = false) -> Markup {
        control(field, hint: hint, isRequired: isRequired).line(form[field], more: " dir=\"auto\"")
    }

    /// A field of several lines.
    func area(_ field: EntryForm.Field, rows: Int, hint: Markup? = nil, isRequired: Bool = false) -> Markup {
        control(field, hint: hint, isRequired: isRequired).area(form[field], rows: rows)
    }

    /// A list of which one value may be chosen.
    func list<Value: RawRepresentable<String> & CaseIterable>(
        _ field: EntryForm.Field, of type: Value.Type, none: Markup = "not said", hint: Markup? = nil
    ) -> Markup {
        list(field, Value.allCases.map(\.rawValue), none: none, hint: hint)
    }

    /// The same of these values.
    func list(_ field: EntryForm.Field, _ values: [String], none: Markup, hint: Markup? = nil) -> Markup {
        // What was sent is kept, even where it is none of them.
        let other = form[field].isEmpty || values.contains(form[field]) ? [] : [form[field]]
        return control(field, hint: hint).list(none: none, .options(values + other, chosen: form[field]))
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
            <fieldset class="choices"><legend>\(Self.labels[field] ?? "")</legend>\(control(field).error)
            <div class="radios">\(Markup.joined(items, by: "\n"))</div></fieldset>
            """
    }

    /// Something that is so or not.
    func check(_ field: EntryForm.Field, hint: Markup) -> Markup {
        """
        <div class="radio"><input type="checkbox" id="f-\(field.rawValue)" name="\(field.rawValue)" value="true"\
        \(form[field].isEmpty ? "" : " checked" as Markup)>\
        <label for="f-\(field.rawValue)"><b>\(Self.labels[field] ?? "")</b> <span>\(hint)</span></label></div>
        """
    }

    /// Fields that are seldom filled in: closed, unless something stands in one of them or is wrong with it.
    func group(_ name: Markup, _ fields: [EntryForm.Field], isOpen: Bool = false, _ content: Markup) -> Markup {
        let isUsed = fields.contains { !form[$0].isEmpty || form.problems[$0] != nil }
        return """
            <details class="more"\(isUsed || isOpen ? " open" : "" as Markup)><summary>\(name)</summary>
            \(content)</details>
            """
    }

    private func control(_ field: EntryForm.Field, hint: Markup? = nil, isRequired: Bool = false) -> FormControl {
        FormControl(
            id: "f-\(field.rawValue)", name: field.rawValue, label: Self.labels[field] ?? "", hint: hint,
            problem: form.problems[field], isRequired: isRequired)
    }
}
