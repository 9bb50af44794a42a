public import EventSourcing
import LMDB

extension LMDBEventStore: MeasuredStore {
    /// After a write to the disk that has failed nothing is written before the log is opened again.
    public func checkWritable() throws(EventStoreError) {
        try answering { () throws(LMDBError) in if let failure = environment.writeFailure { throw failure } }
    }

    /// What the log is and what its commits were; of a log that cannot be read, its commits alone.
    public func metrics() -> [Metric] {
        guard let statistics = try? statistics() else { return commits.figures.metrics }
        func level(_ name: String, _ help: String, _ number: Int) -> Metric {
            Metric("blotter_log_\(name)", help: help, .level(Int64(number)))
        }
        return commits.figures.metrics + [
            level("events", "Events in the log.", Int(clamping: statistics.events)),
            level("incidents", "Incidents in the log.", statistics.streams),
            level("unindexed_events", "The newest events, which stand in no index yet.", statistics.unindexed),
            level("file_bytes", "The size of the log's file, all of which is mapped.", statistics.fileSize),
            level("used_bytes", "How much of the file is in use; it grows before it is full.", statistics.usedSize),
            level("readers", "Slots of readers that are taken, by all processes.", statistics.readers),
            level("readers_limit", "Slots of readers that there are.", statistics.maximumReaders),
        ]
    }
}
