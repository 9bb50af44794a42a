/// For whom a timeline is told, and how its figures are headed.
public struct TimelineOptions: Equatable, Sendable {
    /// How the headline of each series of figures is chosen.
    public var figures: FigureSeries.Policy
    /// Who is to read it. For ``Audience/internal`` everything is told. For ``Audience/public`` only what public events say
    /// is known at all:
    ///
    /// - Titles, statuses, places, figures, units, claims, links and times are folded from them alone. What an internal
    ///   event does to a public one is not told, neither its words nor that it exists.
    /// - A public entry that an internal event takes back or corrects is left out like an internal one, since nobody may
    ///   be told what the desk knows to be wrong. One that is only revised, disputed or confirmed by an internal event
    ///   stands as the public knows it. What an internal event restores is told again.
    /// - A time that hangs on an internal event is unknown.
    /// - Who entered an event and the tags by which the desk finds it are left out. Its body is told as it was written:
    ///   whoever makes an event public makes all of that public.
    /// - That an incident is a drill is told in any case.
    ///
    /// The numbers of public entries stay as they are, so that gaps show how many are left out; that is told too.
    public var audience: Audience

    /// What everybody at the desk sees, headed by the newest official figures, unless said otherwise.
    public init(figures: FigureSeries.Policy = .latestOfficial, audience: Audience = .internal) {
        self.figures = figures
        self.audience = audience
    }
}
