public import EventSourcing
import StrictJSON

extension EventBody {
    /// Reads the body of an event of the log, brought to the current version first.
    ///
    /// - Throws: where the body was redacted, or breaks a rule of its version.
    public init(reading event: RecordedEvent, upcasters: BodyUpcasters = .standard) throws(InvalidEvent) {
        guard !event.flags.contains(.redacted) else {
            throw InvalidEvent(field: "body", problem: "was redacted; only its envelope can be read")
        }
        try self.init(reading: event.body, version: event.bodyVersion, in: event.stream, upcasters: upcasters)
    }

    /// Reads the bytes of a body that was not redacted, brought to the current version first.
    init(
        reading body: [UInt8], version: UInt16, in incident: StreamID, upcasters: BodyUpcasters = .standard
    ) throws(InvalidEvent) {
        let bytes = try upcasters.upcast(body, from: version)
        if let plain = EventBody(plainly: bytes, in: incident) {
            self = plain
            return
        }
        let json: JSONValue
        do throws(InvalidEvent) {
            json = try JSONValue.root(of: bytes)
        } catch {
            throw error.inside("body")
        }
        try self.init(decoding: json, in: incident)
    }

    /// The body of an event of the log; nil where it was redacted or cannot be read.
    public static func read(_ event: RecordedEvent, upcasters: BodyUpcasters = .standard) -> EventBody? {
        guard !event.flags.contains(.redacted) else { return nil }
        // Not by way of the event: it is large, and an initializer would take a copy of it.
        return try? EventBody(
            reading: event.body, version: event.bodyVersion, in: event.stream, upcasters: upcasters)
    }
}
