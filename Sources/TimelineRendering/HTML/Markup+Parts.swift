import EventSourcing
import Incidents

// Small parts that stand in pages again and again.

extension Markup {
    /// A time as people read it, and as programs do.
    package static func time(_ shown: String, _ machine: String) -> Markup {
        "<time datetime=\"\(machine)\">\(shown)</time>"
    }

    /// The attribute for the language of what people wrote; nothing where it is not told.
    package static func language(_ language: String?) -> Markup { language.map { " lang=\"\($0)\"" } ?? "" }

    /// A text that leads to a page on the web where an address is one, else the text alone.
    package static func link(_ text: String, to address: String?) -> Markup {
        guard let link = address.flatMap({ WebLink($0) }) else { return "\(text)" }
        return "<a href=\"\(link)\" rel=\"nofollow noopener noreferrer\">\(text)</a>"
    }

    /// A table with names above its columns; those columns are left out that are empty throughout.
    package static func table(_ names: [Markup], _ rows: [[Markup]], numbers: Set<Int> = []) -> Markup {
        let columns = names.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        let head = joined(columns.map { "<th scope=\"col\">\(names[$0])</th>" })
        let lines = rows.map { row -> Markup in
            let cells = columns.map { column -> Markup in
                numbers.contains(column)
                    ? "<td class=\"number\">\(row[column])</td>" : "<td dir=\"auto\">\(row[column])</td>"
            }
            return "<tr>\(joined(cells))</tr>"
        }
        return """
            <div class="scroll" tabindex="0"><table>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(joined(lines, by: "\n"))
            </tbody>
            </table></div>
            """
    }
}

extension EntryTime {
    /// The time for programs, as exact as it is known: a day, a month or a year where it is no time of day.
    var machineText: String {
        start?.description ?? (isTimeOfDay ? moment.description : heading.machineText)
    }
}

extension Heading {
    /// `2024-03-22`, `2024-03` or `2024`.
    var machineText: String {
        switch self {
        case .day(let date): "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
        case .year(let year): padded(year, 4)
        }
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
