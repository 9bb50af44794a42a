public import EventSourcing

/// Where everything is found: the one place that knows the addresses of the pages.
public enum PagePaths {
    /// The list of incidents.
    public static let list = "/"
    /// The part of the list that changes.
    public static let listFragment = "/fragment"
    /// The form for a new incident.
    public static let new = "/new"
    /// Where that form is sent.
    public static let incidents = "/incidents"
    /// Where a token is traded for a session.
    public static let signIn = "/sign-in"
    /// Where a session ends.
    public static let signOut = "/sign-out"
    /// Where programs append events and read them.
    static let events = "/v1/events"

    /// Where a token is traded for a session, to go on from there.
    public static func signIn(next: String) -> String { URLText.address(signIn, [("next", next)]) }

    /// The page of an incident, and where its form is sent.
    public static func incident(_ incident: StreamID) -> String { "/incidents/\(URLText.encoded(incident.text))" }

    /// The part of an incident's page that changes.
    public static func fragment(_ incident: StreamID) -> String { "\(self.incident(incident))/fragment" }

    /// The form for an entry of an incident.
    public static func write(_ incident: StreamID) -> String { "\(self.incident(incident))/write" }

    /// By what an entry is found on the page of its incident.
    static func anchor(_ entry: Reference) -> String { "r\(entry.revision.rawValue)" }

    /// The stream of what is appended behind a position: to one incident, or to any.
    ///
    /// - Parameter related: whether it tells of events of other incidents too that speak of this one, which the public is
    ///   not told of.
    public static func stream(of incident: StreamID?, after position: Position, related: Bool) -> String {
        var which = incident.map { "incident=\(URLText.encoded($0.text))&" } ?? ""
        if incident != nil, related { which += "related=true&" }
        return "\(events)/stream?\(which)after=\(position.rawValue)"
    }

    /// A file that pages load.
    public static func asset(_ name: String) -> String { "/assets/\(name)" }
}
