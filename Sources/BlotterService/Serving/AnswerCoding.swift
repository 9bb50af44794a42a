import Gzip
import HTTPTypes
import NIOCore

// Answers made smaller for the way. What is sent while it is being made (streams of events, answers to lines without end)
// is not: each event would have to be flushed, which takes most of what there is to win, and every stream would hold a
// window of zlib for as long as it lives.
//
// Length tells a part of what is compressed to whoever can have a text of their own put beside it, again and again
// (BREACH). Nobody can do that with the data of somebody else: a browser sends neither the session (SameSite=Strict) nor a
// token for a page of another site. The mark in forms would be such a secret too; it is another text each time it is
// written (`FormMark`).

extension ContentCoding {
    /// What is shorter is not worth the time: it goes in one packet either way.
    static let shortest = 1024

    /// Bytes in this coding; nil where they are best left as they are.
    func coded(_ bytes: ByteBuffer) async -> ByteBuffer? {
        guard self == .gzip, var stream = GzipStream() else { return nil }
        var rest = bytes
        while let piece = rest.readSlice(length: min(rest.readableBytes, 64 << 10)), piece.readableBytes > 0 {
            stream.add(piece.readableBytesSpan)
            // However long an answer is, the short ones go between.
            if rest.readableBytes > 0 { await Task.yield() }
        }
        return ByteBuffer(bytes: stream.finished())
    }
}

extension CodingWishes {
    /// Refuses who takes an answer in no coding that there is.
    ///
    /// - Parameter isStream: whether the answer is sent while it is being made.
    func check(isStream: Bool) throws(Problem) {
        guard takesIdentity || (takesGzip && !isStream) else {
            throw Problem(
                .notAcceptable,
                "Accept-Encoding takes this answer in no coding that there is; there is \(isStream ? "identity" : "identity and gzip")",
                field: "Accept-Encoding")
        }
    }
}

extension Response {
    /// Whether it is sent in another coding than it is in.
    func isCoded(by wishes: CodingWishes) -> Bool {
        // Of an answer without a length nobody knows when it ends; what is coded already was kept so.
        guard wishes.best == .gzip, headers[.contentEncoding] == nil, let length = body.length else {
            return false
        }
        return length >= (wishes.takesIdentity ? ContentCoding.shortest : 1)
    }

    /// The same answer in the coding that is liked best; nil where it is sent as it is.
    func coded(by wishes: CodingWishes) async -> Response? {
        guard isCoded(by: wishes) else { return nil }
        guard case .bytes(let bytes, let share) = body, let coded = await wishes.best.coded(bytes) else { return nil }
        withExtendedLifetime(share) {}
        var response = self
        response.body = .bytes(coded)
        response.headers[.contentEncoding] = wishes.best.rawValue
        return response
    }

    /// Says that the answer hangs on a header of the request.
    mutating func vary(by name: HTTPField.Name) {
        guard let names = headers[.vary] else { return headers.add(.vary, name.rawName) }
        headers[.vary] = "\(names), \(name.rawName)"
    }
}
