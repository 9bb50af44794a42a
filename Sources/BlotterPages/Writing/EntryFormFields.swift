import Incidents
import TimelineRendering

/// All that the form for an entry asks, in the order in which it is asked: what nearly every entry says stands open, the
/// rest is folded away until somebody needs it.
struct EntryFormFields {
    private let form: EntryForm
    private let isNew: Bool
    private let zones: ZoneChoice
    private let fields: FormField

    init(_ form: EntryForm, isNew: Bool, zones: ZoneChoice) {
        self.form = form
        self.isNew = isNew
        self.zones = zones
        fields = FormField(form)
    }

    /// Whether somebody came here from an entry, so that it is asked first what is to be done to it.
    private var isAbout: Bool { !isNew && !form[.target].isEmpty }

    /// The fields in the order in which they are asked.
    var order: [EntryForm.Field] {
        var order = EntryForm.Field.allCases.filter { !Self.relationFields.contains($0) }
        let next = isAbout ? EntryForm.Field.summary : isNew ? .detail : .figures
        order.insert(contentsOf: Self.relationFields, at: order.firstIndex(of: next) ?? 0)
        return order
    }

    var markup: Markup {
        .joined(
            [
                fields.radios(
                    .kind, IncidentKind.allCases.map(\.rawValue),
                    hints: ["someone says that something happened", "someone acted", "what is known changed"]),
                incident, isAbout ? relation : "",
                fields.area(.summary, rows: 2, hint: "What happened, in one line", isRequired: true),
                """
                <div class="row">\(fields.line(.at, hint: "now, 20:45, ~20:45, -10m, 20:33..20:45"))
                \(zones.list(id: "f-zone", problem: form.problems[.zone]))</div>
                """, fields.line(.place),
                source, isNew || isAbout ? "" : relation, numbers, unit, claim, decision, isNew ? elsewhere : "", more,
                fields.radios(
                    .audience, Audience.allCases.map(\.rawValue), hints: ["only this desk", "everyone may see it"]),
                fields.check(.exercise, hint: "a drill, and shown as one everywhere"),
            ].filter { !$0.isEmpty }, by: "\n")
    }

    private var incident: Markup {
        guard isNew else { return .hidden([(EntryForm.Field.incident.rawValue, form.incident)]) }
        let hint: Markup = "A short name for it, as it will stand in addresses: harbour-fire"
        return """
            \(fields.line(.incident, hint: hint, isRequired: true))
            \(fields.line(.title, hint: "Its headline"))
            """
    }

    private var source: Markup {
        """
        <fieldset><legend>Who says so</legend><div class="row">
        \(fields.line(.source))
        \(fields.list(.sourceKind, of: Source.Kind.self))
        \(fields.line(.grade, hint: "A1 to F6"))
        \(fields.line(.origin, hint: "whom it quotes"))
        \(fields.line(.url, hint: "where it stands"))
        \(fields.line(.published, hint: "when it was said"))</div></fieldset>
        """
    }

    private var relation: Markup {
        """
        <fieldset><legend>What it does to an earlier entry</legend>
        <p class="hint">Nothing that an entry says holds once it is corrected: repeat what still does.</p>
        <div class="row">
        \(fields.list(.relation, EntryForm.relations.map(\.rawValue), none: "nothing"))
        \(fields.line(.target, hint: isNew ? "other-fire#3" : "#3"))</div>
        \(fields.line(.reason, hint: "required where it corrects, retracts or disputes"))
        \(isNew ? others : fields.group("Other entries and incidents", Self.otherFields, others))</fieldset>
        """
    }

    private static let otherFields: [EntryForm.Field] = [.also, .belongsTo, .mergesInto]
    private static let relationFields: [EntryForm.Field] = [.relation, .target, .reason] + otherFields

    private var others: Markup {
        """
        \(fields.area(.also, rows: 2, hint: "to further entries, one a line: confirms #5"))
        <div class="row">
        \(fields.line(.belongsTo, hint: "the incident in which it is told and counted"))
        \(fields.line(.mergesInto, hint: "the incident that this one is one with"))</div>
        """
    }

    /// A new incident seldom has to do with what was there before.
    private var elsewhere: Markup {
        fields.group("Earlier entries and other incidents", Self.relationFields, relation)
    }

    private var numbers: Markup {
        """
        <fieldset><legend>Numbers, and how it stands</legend>
        \(fields.area(.figures, rows: 2, hint: "one a line: killed=40..60, injured=dozens"))
        <div class="row">
        \(fields.list(.status, of: IncidentStatus.self, none: "as it is"))
        \(fields.list(.verification, of: Verification.self))
        \(fields.list(.severity, of: Severity.self))</div></fieldset>
        """
    }

    private var unit: Markup {
        fields.group(
            "A unit", [.unit, .unitStatus, .unitAction, .unitKind, .agency],
            isOpen: form[.kind] == IncidentKind.responded.rawValue,
            """
            <div class="row">
            \(fields.line(.unit, hint: "E39"))
            \(fields.list(.unitStatus, of: UnitReport.Status.self, none: "as it is"))
            \(fields.line(.unitAction))
            \(fields.line(.unitKind, hint: "engine, ambulance"))
            \(fields.line(.agency, hint: "to whom it belongs"))</div>
            """)
    }

    private var claim: Markup {
        fields.group(
            "A claim", [.claim, .stance, .claimedBy],
            """
            <div class="row">
            \(fields.line(.claim, hint: "attribution, motive"))
            \(fields.list(.stance, of: Claim.Stance.self))
            \(fields.line(.claimedBy, hint: "who claims it, or of whom it is claimed"))</div>
            """)
    }

    private var decision: Markup {
        fields.group(
            "A decision", [.decision, .options, .grounds, .decidedBy],
            """
            \(fields.line(.decision, hint: "what was decided"))
            \(fields.area(.options, rows: 2, hint: "what was possible, one a line"))
            \(fields.area(.grounds, rows: 2, hint: "why, on what was known then"))
            \(fields.line(.decidedBy))
            """)
    }

    private var more: Markup {
        fields.group(
            "More", (isNew ? [] : [.title]) + Self.moreFields,
            """
            \(isNew ? "" : fields.line(.title, hint: "a new headline for the incident"))
            \(fields.area(.detail, rows: 4, hint: "the long version"))
            \(fields.area(.media, rows: 2, hint: "one a line: the address, a blank, what it shows"))
            \(fields.area(.tags, rows: 2, hint: "one a line: topic:fire"))
            <div class="row">
            \(fields.line(.lat, hint: "degrees"))
            \(fields.line(.lon, hint: "degrees"))
            \(fields.line(.radius, hint: "metres"))
            \(fields.list(.precision, of: Place.Precision.self))
            \(fields.list(.category, of: Category.self))
            \(fields.list(.urgency, of: Urgency.self))
            \(fields.list(.certainty, of: Certainty.self))
            \(fields.line(.language, hint: "of the texts: en, ru"))</div>
            """)
    }

    private static let moreFields: [EntryForm.Field] = [
        .detail, .media, .tags, .lat, .lon, .radius, .precision, .category, .urgency, .certainty, .language,
    ]
}
