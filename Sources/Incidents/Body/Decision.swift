/// What was decided, on what was known then.
public struct Decision: Equatable, Sendable {
    /// What was decided.
    public var what: String
    /// What else was possible.
    public var options: [String]
    /// Why.
    public var grounds: String?
    /// Who decided.
    public var by: String?

    /// A decision with these parts.
    public init(what: String, options: [String] = [], grounds: String? = nil, by: String? = nil) {
        self.what = what
        self.options = options
        self.grounds = grounds
        self.by = by
    }
}

/// A picture, a video or a document that belongs to an event.
public struct Media: Equatable, Sendable {
    /// Where it is.
    public var url: String
    /// SHA-256 of its bytes as 64 hexadecimal digits, so that it can be told whether it is still the same.
    public var sha256: String?
    /// What it shows.
    public var caption: String?

    /// A link with these parts.
    public init(url: String, sha256: String? = nil, caption: String? = nil) {
        self.url = url
        self.sha256 = sha256
        self.caption = caption
    }
}
