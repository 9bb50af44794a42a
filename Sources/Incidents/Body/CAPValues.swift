// The values of the Common Alerting Protocol 1.2 (OASIS, 2010), §3.2.2, spelled as there.

/// What sort of danger it is: CAP `category`.
public enum Category: String, CaseIterable, Sendable {
    /// Geophysical, landslides included.
    case geo = "Geo"
    /// Meteorological, floods included.
    case met = "Met"
    /// General emergency and public safety.
    case safety = "Safety"
    /// Law enforcement, military, homeland and private security.
    case security = "Security"
    /// Rescue and recovery.
    case rescue = "Rescue"
    /// Fire suppression and rescue.
    case fire = "Fire"
    /// Medical and public health.
    case health = "Health"
    /// Pollution and other environmental.
    case env = "Env"
    /// Public and private transportation.
    case transport = "Transport"
    /// Utility, telecommunication, other infrastructure.
    case infra = "Infra"
    /// Chemical, biological, radiological, nuclear or high-yield explosive.
    case cbrne = "CBRNE"
    /// Something else.
    case other = "Other"
}

/// How soon to act: CAP `urgency`.
public enum Urgency: String, CaseIterable, Sendable {
    /// At once.
    case immediate = "Immediate"
    /// Within the next hour.
    case expected = "Expected"
    /// In the near future.
    case future = "Future"
    /// No longer required.
    case past = "Past"
    /// Not known.
    case unknown = "Unknown"
}

/// How grave it is: CAP `severity`.
public enum Severity: String, CaseIterable, Sendable {
    /// Extraordinary threat to life or property.
    case extreme = "Extreme"
    /// Significant threat.
    case severe = "Severe"
    /// Possible threat.
    case moderate = "Moderate"
    /// Minimal to no known threat.
    case minor = "Minor"
    /// Not known.
    case unknown = "Unknown"
}

/// How sure it is: CAP `certainty`.
public enum Certainty: String, CaseIterable, Sendable {
    /// Has occurred or is going on.
    case observed = "Observed"
    /// More likely than not.
    case likely = "Likely"
    /// Possible but not likely.
    case possible = "Possible"
    /// Not expected.
    case unlikely = "Unlikely"
    /// Not known.
    case unknown = "Unknown"
}
