import HTTPTypes

extension AccessControl {
    /// Refuses what a page of another origin sends through a browser of this machine. A browser names in Host whom it
    /// believes to speak to, so a foreign name that was made to lead here is seen by that; and in Origin on whose behalf.
    func checkIsLocal(_ request: HTTPRequest) throws(Problem) {
        guard let authority = request.authority, Self.isLoopback(Self.host(of: authority)) else {
            throw Problem(
                .forbidden, "without tokens this service answers only to localhost, 127.0.0.1 and [::1]", field: "Host")
        }
        try checkOrigin(request)
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
    /// The id under which a request stands in the log of the service.
    static let requestID = name("X-Request-Id")

    /// A name that is well formed.
    static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header") }
        return name
    }
}
