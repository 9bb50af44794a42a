import EventSourcing

/// Do the grade and the verification of an entry go together? The digits of the Admiralty code: 1 confirmed, 2 probably
/// true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.
enum GradeRule: LintRule {
    static let codes: Set<LintCode> = [.gradeConflict]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        material.standing.compactMap { entry in
            guard let grade = entry.body?.source?.grade, let verification = entry.body?.verification,
                let digit = grade.description.last, contradicts(verification, digit)
            else { return nil }
            return LintFinding(
                .gradeConflict, entry, "is marked \(verification.rawValue), but graded \(grade.description)")
        }
    }

    private static func contradicts(_ verification: Verification, _ digit: Character) -> Bool {
        switch verification {
        case .verified, .corroborated: digit == "4" || digit == "5"
        case .unverified: digit == "1"
        case .false: digit == "1" || digit == "2"
        case .disputed: false
        }
    }
}
