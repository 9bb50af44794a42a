import BlotterPages
import EventSourcing
import Incidents
import Synchronization

/// Keeps the zones in which the times of incidents were written, so that a form need not fold its incident for what it
/// offers as one of several zones.
final class IncidentZones: Sendable {
    /// An incident at a revision, as somebody is told it.
    struct Key: Hashable, Sendable {
        private let incident: StreamID
        private let revision: Revision
        private let audience: Audience
        private let isAlone: Bool

        init(_ incident: StreamID, at revision: Revision, _ visitor: Visitor) {
            self.incident = incident
            self.revision = revision
            audience = visitor.audience
            // To a token for some incidents each is told without the others.
            isAlone = visitor.incidents != nil
        }
    }

    /// A zone that was told, or that there is none.
    struct Told: Sendable {
        let zone: IncidentZone?
    }

    /// How many are kept.
    private static let most = 4096

    private let zones = Mutex<[Key: Told]>([:])

    /// What was told.
    func zone(_ key: Key) -> Told? { zones.withLock { $0[key] } }

    /// Keeps what was told. Where there are too many, all others go.
    func keep(_ zone: IncidentZone?, as key: Key) {
        zones.withLock { zones in
            if zones.count >= Self.most { zones = [:] }
            zones[key] = Told(zone: zone)
        }
    }
}
