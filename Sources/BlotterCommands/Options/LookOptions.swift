import ArgumentParser
import Platform

/// How a result is printed: for people or for programs.
enum TextOrJSON: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}

/// How a result is printed: for people, on a terminal, in notes or on a page, for programs, or for spreadsheets.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case markdown
    case html
    case json
    case csv
}

/// How text for people looks.
struct LookOptions: ParsableArguments {
    /// When to use colour.
    enum Color: String, CaseIterable, ExpressibleByArgument {
        case auto
        case always
        case never
    }

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Columns to use. Default: those of the terminal, else $COLUMNS, else 100.", valueName: "columns"))
    var width: Int?

    @Option(name: .long, help: "auto, always or never. auto: on a terminal where NO_COLOR is not set.")
    var color: Color = .auto

    @Flag(
        name: .long,
        help: "Do not show text that is longer than the screen with $BLOTTER_PAGER, else $PAGER, else less.")
    var noPager = false

    /// What a line can be cut to and still say something.
    private static let widths = 20...1000

    func validate() throws {
        if let width, !Self.widths.contains(width) {
            throw ValidationError(
                "--width must lie between \(Self.widths.lowerBound) and \(Self.widths.upperBound); it is \(width)")
        }
    }

    /// Columns to use.
    func width(for output: ResultOutput) -> Int {
        if let width { return width }
        // Of `blotter … | head` the terminal is seen through standard error.
        let columns =
            Descriptor.standardOutput.columns ?? Descriptor.standardError.columns
            ?? Process.environment("COLUMNS").flatMap { Int($0) }
        guard let columns, columns > 0 else { return 100 }
        return min(max(columns, Self.widths.lowerBound), Self.widths.upperBound)
    }

    /// Whether to use colour. See no-color.org for NO_COLOR.
    func usesColor(_ output: ResultOutput) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: output.isTerminal && (Process.environment("NO_COLOR") ?? "").isEmpty
        }
    }
}
