public import Chronology
public import EventSourcing
import Incidents

extension EntryForm {
    /// What is to be appended; nil where something is wrong, which then stands at its fields.
    ///
    /// A command names the first fault alone. So what is at fault is left out and the rest is looked at again, until no
    /// other is found: nobody mends one to be told of the next.
    ///
    /// - Parameters:
    ///   - now: the time of day, which a time such as `-10m` goes by.
    ///   - zone: the zone in which times without an offset are meant.
    public mutating func decide(now: Timestamp, zone: Zone) -> NewEvent? {
        var rest = self
        while true {
            do throws(InvalidEvent) {
                let event = try rest.command().decide(now: now, zone: zone)
                return isRefused ? nil : event
            } catch {
                guard let field = rest.field(error.field) else {
                    refuse(error.description)
                    return nil
                }
                guard problems[field] == nil else { return nil }
                problems[field] = error.problem
                rest.leaveOut(field)
            }
        }
    }

    /// Takes a field out, with those that mean nothing without it, or makes it harmless where there must be one.
    private mutating func leaveOut(_ field: Field) {
        switch field {
        case .kind: self[.kind] = IncidentKind.reported.rawValue
        case .incident, .summary: self[field] = "x"
        default:
            for one in Self.groups.first(where: { $0.contains(field) }) ?? [field] { self[one] = "" }
        }
    }

    private static let groups: [[Field]] = [
        [.relation, .target, .reason, .also, .belongsTo, .mergesInto], [.lat, .lon],
        [.claim, .stance, .claimedBy], [.decision, .options, .grounds, .decidedBy],
        [.unit, .unitStatus, .unitAction, .unitKind, .agency],
    ]
}
