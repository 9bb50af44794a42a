import Platform

/// What the environment says where no flag does.
enum EnvironmentVariable {
    /// The value of a variable; nil where it is not set or empty. One that is not UTF-8 is refused and not mended: it
    /// would name another directory, or another author.
    static func value(of name: String) throws(CommandFailure) -> String? {
        guard Process.hasReadableEnvironment(name) else {
            throw CommandFailure(.usage, "\(name) is not valid UTF-8; give it in UTF-8")
        }
        return Process.environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
