/// How an incident stands.
public enum IncidentStatus: String, CaseIterable, Sendable {
    /// It was reported.
    case open
    /// It goes on.
    case active
    /// It no longer grows.
    case contained
    /// It is over.
    case resolved
    /// Nothing more is to be done.
    case closed
    /// It goes on after it had been over.
    case reopened
}

/// How far a statement has been checked.
public enum Verification: String, CaseIterable, Sendable {
    /// Not yet.
    case unverified
    /// Others say so too.
    case corroborated
    /// Checked and found right.
    case verified
    /// Others say otherwise.
    case disputed
    /// Checked and found wrong.
    case `false`
}

/// Who may see an event.
public enum Audience: String, CaseIterable, Sendable {
    /// Only those who keep the blotter. The default.
    case `internal`
    /// Everyone.
    case `public`
}
