import TimelineRendering

// The pieces of every form: what is typed, chosen and sent along.

extension Markup {
    /// Values that are sent along and not seen, with their line breaks.
    static func hidden(_ items: [(name: String, value: String)]) -> Markup {
        joined(items.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\(lines: $0.value)\">" })
    }

    /// The choices of a list, each in its own words.
    static func options(_ values: [String], chosen: String?) -> Markup {
        options(values.map { ($0, $0) }, chosen: chosen)
    }

    /// The choices of a list, each with the words that are shown.
    static func options(_ choices: [(value: String, text: String)], chosen: String?) -> Markup {
        joined(
            choices.map { choice in
                """
                <option value="\(choice.value)"\(choice.value == chosen ? " selected" : "" as Markup)>\(choice.text)</option>
                """
            })
    }
}

/// A field of a form with all that is said about it: its label, a hint, and what is wrong with it, tied to it for those
/// who do not see that they stand together.
struct FormControl {
    /// By what it is found in the page.
    let id: String
    /// Under what its value is sent.
    let name: String
    let label: String
    var hint: Markup?
    /// What is wrong with its value.
    var problem: String?
    var isRequired = false

    /// A field of one line.
    func line(_ value: String, type: Markup = "text", more: Markup = "") -> Markup {
        around("<input type=\"\(type)\"\(attributes) value=\"\(value)\"\(more)>")
    }

    /// A field of several lines. The first line break in it would be swallowed (HTML, 13.1.2.5), so there is one.
    func area(_ value: String, rows: Int) -> Markup {
        around(
            """
            <textarea\(attributes) rows="\(rows)" dir="auto">
            \(lines: value)</textarea>
            """)
    }

    /// A list of which one may be chosen.
    ///
    /// - Parameters:
    ///   - none: what it means to choose nothing.
    ///   - options: the choices.
    func list(none: Markup, _ options: Markup) -> Markup {
        around("<select\(attributes)><option value=\"\">\(none)</option>\(options)</select>")
    }

    /// What is wrong with it, as it stands at the field.
    var error: Markup {
        problem.map { "<p class=\"error\" id=\"\(id)-error\" dir=\"auto\">\($0)</p>" } ?? ""
    }

    private func around(_ control: Markup) -> Markup {
        let required: Markup = isRequired ? " <span class=\"required\">required</span>" : ""
        let told: Markup = hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" } ?? ""
        return """
            <div class="field"><label for="\(id)">\(label)\(required)</label>\(told)\(error)
            \(control)</div>
            """
    }

    private var attributes: Markup {
        var about: [Markup] = []
        if hint != nil { about.append("\(id)-hint") }
        if problem != nil { about.append("\(id)-error") }
        let described: Markup = about.isEmpty ? "" : " aria-describedby=\"\(Markup.joined(about, by: " "))\""
        let required: Markup = isRequired ? " required" : ""
        let wrong: Markup = problem == nil ? "" : " aria-invalid=\"true\""
        return " id=\"\(id)\" name=\"\(name)\"\(required)\(wrong)\(described)"
    }
}
