import EventSourcing
import Incidents

// What is said of that which is not told.

extension IncidentSnapshot {
    /// `8 entries are not public and are not shown`, or that all of them are; nil where everything is told anyway.
    var audienceNote: String? {
        guard audience == .public else { return nil }
        switch notPublic {
        case 0: return "all entries are public"
        case 1: return "1 entry is not public and is not shown"
        default: return "\(notPublic) entries are not public and are not shown"
        }
    }
}

extension Author {
    /// The name; nil where it is not told.
    var text: String? { self == .withheld ? nil : name }
}
