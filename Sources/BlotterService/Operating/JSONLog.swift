import EventSourcing
import Logging
import Platform
import StrictJSON

/// Writes the log of the service to standard error: one JSON object a line, whatever stands in it (CWE-117).
struct JSONLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let label: String

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var writer = JSONWriter(style: .visible)
        writer.beginObject()
        writer.key("time")
        writer.string(Timestamp(microseconds: Process.microsecondsSinceEpoch).description)
        writer.key("level")
        writer.string(event.level.rawValue)
        writer.key("message")
        writer.string(event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            writer.key(named: key == "hb.request.id" ? "request" : key)
            writer.string(value.description)
        }
        writer.endObject()
        // Whoever reads the log may have gone; nobody who asks the service has to suffer for it.
        try? Descriptor.standardError.write(writer.bytes + [UInt8(ascii: "\n")])
    }
}
