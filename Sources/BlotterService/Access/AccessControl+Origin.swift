import HTTPTypes

extension AccessControl {
    /// Refuses what a page of another origin sends through a browser of this machine. A browser names in Host whom it
    /// believes to speak to, so a foreign name that was made to lead here is seen by that; and in Origin on whose behalf.
    ///
    /// A link on such a page may lead here, as any link may: what a browser opens then in a window of its own tells the page
    /// that led to it nothing, and changes nothing.
    func checkIsLocal(_ request: HTTPRequest, to endpoint: Endpoint) throws(Problem) {
        guard let authority = request.authority, Self.isLoopback(Self.host(of: authority)) else {
            throw Problem(
                .forbidden, "without tokens this service answers only to localhost, 127.0.0.1 and [::1]", field: "Host")
        }
        guard !(endpoint.isPage && endpoint.route.method == .get && Self.opensPage(request)) else { return }
        try checkOrigin(request)
    }

    /// Whether a browser opens a page because somebody follows a link.
    private static func opensPage(_ request: HTTPRequest) -> Bool {
        let fields = request.headerFields
        return fields.value(of: .secFetchMode) == "navigate" && fields.value(of: .secFetchDest) == "document"
    }

    /// Whether a page of another site led here: then a browser sends no session along (SameSite=Strict).
    static func isFromElsewhere(_ request: HTTPRequest) -> Bool {
        request.headerFields.value(of: .secFetchSite) == "cross-site"
    }

    /// Refuses what comes from a page of another origin (RFC 6454).
    func checkOrigin(_ request: HTTPRequest) throws(Problem) {
        if let site = request.headerFields.value(of: .secFetchSite), site != "same-origin", site != "none" {
            throw Problem(.forged, "a page of another site cannot ask this", field: "Sec-Fetch-Site")
        }
        guard let origin = request.headerFields.value(of: .origin) else { return }
        for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
            if origin.dropFirst(scheme.count) == request.authority ?? "" { return }
        }
        throw Problem(.forged, "a page of another origin cannot ask this", field: "Origin")
    }

    /// The host of `host:port`.
    private static func host(of authority: String) -> Substring {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            return rest.isEmpty || rest.first == ":" ? authority[...end] : authority[...]
        }
        return authority.utf8.firstIndex(of: UInt8(ascii: ":")).map { authority[..<$0] } ?? authority[...]
    }

    private static func isLoopback(_ host: Substring) -> Bool { ownNames.contains(host.lowercased()) }

    private static let ownNames = ["localhost", "127.0.0.1", "[::1]"]
}

extension HTTPField.Name {
    /// From whose page a browser sends a request (Fetch Metadata).
    static let secFetchSite = name("Sec-Fetch-Site")
    /// What for: `navigate` to open a page.
    fileprivate static let secFetchMode = name("Sec-Fetch-Mode")
    /// Where it will stand: `document` in a window, others in a page of somebody else.
    fileprivate static let secFetchDest = name("Sec-Fetch-Dest")
    /// The id under which a request stands in the log of the service.
    static let requestID = name("X-Request-Id")

    /// A name that is well formed.
    static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header") }
        return name
    }
}
