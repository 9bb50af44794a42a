import Chronology
import EventSourcing

/// When did it happen?
enum TimeRule: LintRule {
    static let codes: Set<LintCode> = [.undated, .hangsOnRetracted]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        material.standing.compactMap { entry in
            if entry.hangsOnRetracted {
                return LintFinding(
                    .hangsOnRetracted, entry,
                    "hangs on \(anchor(of: entry)), which was retracted or hangs on what was: it keeps its last interval"
                )
            }
            guard entry.effective.isUnknown, IncidentKind(entry.event.kind) != .updated else { return nil }
            if entry.event.occurred.form == .relative {
                return LintFinding(.undated, entry, "hangs on \(anchor(of: entry)), of which nobody says when it was")
            }
            return LintFinding(.undated, entry, "does not say when it happened")
        }
    }

    private static func anchor(of entry: TimelineEntry) -> Reference {
        (try? entry.event.occurred.anchor(in: entry.event.stream)) ?? entry.event.reference
    }
}
