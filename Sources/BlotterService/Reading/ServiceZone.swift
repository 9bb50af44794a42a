import Chronology
import Platform
import Synchronization

/// The zones in which times are shown and read: the one of the service, unless a request names another.
final class ServiceZone: Sendable {
    /// Where a request names none.
    let standard: Zone
    private let known = Mutex<[String: Zone]>([:])

    /// The zone that the configuration names, UTC where it names none.
    init(_ name: String?) throws(ServiceConfiguration.Fault) {
        do {
            standard = try name.map(Self.read) ?? .utc
        } catch {
            throw ServiceConfiguration.Fault(description: "zone: \(error.detail)")
        }
    }

    /// The zone that a request names.
    func named(_ text: String?) throws(Problem) -> Zone {
        guard let text else { return standard }
        if let zone = known.withLock({ $0[text] }) { return zone }
        let zone = try Self.read(text)
        known.withLock { known in
            // Offsets have no end, and are as quickly read again.
            if known.count < 1000 { known[text] = zone }
        }
        return zone
    }

    private static func read(_ text: String) throws(Problem) -> Zone {
        do {
            return try Zone(text) { try? ZoneFile.bytes(of: $0) }
        } catch {
            throw Problem(.badQuery, "\(error)", field: "zone")
        }
    }
}
