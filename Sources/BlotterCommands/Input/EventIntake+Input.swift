import Platform

extension EventIntake {
    /// A file of lines, or standard input, and how messages name it.
    struct Input {
        let name: String
        private let path: String?
        private var opened: Descriptor?

        /// The input that an argument names; `-` is standard input.
        init(_ argument: String) {
            name = argument == "-" ? "standard input" : argument
            path = argument == "-" ? nil : argument
        }

        /// Its size in bytes; nil where that is not known. Fails where it cannot be opened.
        func size() throws(CommandFailure) -> Int? {
            guard let path else { return Descriptor.standardInput.size }
            do { return try Descriptor.examine(reading: path) } catch { throw CommandFailure(error) }
        }

        /// Opens it now, and keeps it open.
        mutating func openAhead() throws(CommandFailure) { opened = try open() }

        /// Opens it, unless that was done ahead.
        func open() throws(CommandFailure) -> Descriptor {
            if let opened { return opened }
            guard let path else { return .standardInput }
            do { return try Descriptor.open(reading: path) } catch { throw CommandFailure(error) }
        }
    }
}
