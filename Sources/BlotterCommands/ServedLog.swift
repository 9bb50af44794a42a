public import ArgumentParser
public import EventSourcing
public import LMDBEventStore

/// Which log is served, and who enters what comes in without a name: the flags that the service has in common with the
/// commands, and what they mean.
public struct ServedLog: ParsableArguments {
    @OptionGroup var log: LogOptions
    @OptionGroup var writer: WriterOptions

    /// The defaults.
    public init() {}

    /// The directory of the log.
    public func path() throws -> String { try log.path() }

    /// Opens the log, and makes it where there is none.
    public func open() throws -> LMDBEventStore { try log.openForWriting(acceptsLogAhead: writer.acceptClock) }

    /// Who enters what comes in without a name.
    public func author() throws -> Author { try writer.author() }
}
