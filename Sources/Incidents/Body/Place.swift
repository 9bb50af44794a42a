/// Where it happened.
public struct Place: Equatable, Sendable {
    /// How exactly the place is known.
    public enum Precision: String, CaseIterable, Sendable {
        /// Within some ten metres.
        case exact
        /// Within some hundred metres.
        case vicinity
        /// The town or quarter.
        case locality
        /// The region.
        case region
        /// The country.
        case country
    }

    /// Its name.
    public var name: String?
    /// Latitude, WGS 84, −90 to 90 degrees. Given together with ``lon``.
    public var lat: Double?
    /// Longitude, WGS 84, −180 to 180 degrees.
    public var lon: Double?
    /// Radius of uncertainty in metres, not negative.
    public var radius: Double?
    /// How exactly the place is known.
    public var precision: Precision?

    /// A place with these parts.
    public init(
        name: String? = nil, lat: Double? = nil, lon: Double? = nil, radius: Double? = nil, precision: Precision? = nil
    ) {
        self.name = name
        self.lat = lat
        self.lon = lon
        self.radius = radius
        self.precision = precision
    }
}
