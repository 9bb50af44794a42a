import NIOHTTP1

// What is wrong with a request that did not come as a whole.

extension Problem {
    /// Something did not arrive as long as it was waited for.
    init(missing what: String, _ end: RequestGuard.BodyEnd) {
        switch end {
        case .late: self.init(.timeout, "\(what) did not arrive in time")
        case .stopping: self.init(.stopping, "the service is stopping and waits no longer for \(what); send it again")
        }
    }

    /// What the parser could not read.
    init(unreadable error: any Error) {
        switch error {
        case HTTPParserError.headerOverflow:
            self.init(.headersTooLarge, "the header has too many fields or bytes")
        default: self.init(.badRequest, "the request is not HTTP/1.1 (RFC 9112)")
        }
    }
}
