import ArgumentParser

/// How a report for people or for programs is printed.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case markdown
    case json
}
