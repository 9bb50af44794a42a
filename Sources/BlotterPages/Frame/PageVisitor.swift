/// Who looks at a page, and what they may do there.
public struct PageVisitor: Equatable, Sendable {
    /// By what name they write; nil where nobody signed in.
    public var name: String?
    /// Whether they may add to the blotter.
    public var canAppend: Bool
    /// Whether they see only what is public.
    public var isPublic: Bool
    /// Whether they may look at some incidents only, and open none.
    public var isLimited: Bool
    /// Whether there is a session that can be ended.
    public var isSignedIn: Bool
    /// Whether there is anything to sign in with.
    public var hasTokens: Bool
    /// What every form sends back, so that no other site can send one in their name.
    public var csrf: String

    /// A visitor with these rights.
    public init(
        name: String?, canAppend: Bool, isPublic: Bool, isSignedIn: Bool, hasTokens: Bool, csrf: String,
        isLimited: Bool = false
    ) {
        self.name = name
        self.canAppend = canAppend
        self.isPublic = isPublic
        self.isSignedIn = isSignedIn
        self.hasTokens = hasTokens
        self.csrf = csrf
        self.isLimited = isLimited
    }
}
