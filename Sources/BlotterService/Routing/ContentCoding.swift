/// How the bytes of an answer are sent.
enum ContentCoding: String, Sendable {
    /// As they are.
    case identity
    /// Compressed (RFC 1952).
    case gzip
}

/// In which codings an answer is liked, as Accept-Encoding says it (RFC 9110, 12.5.3).
struct CodingWishes: Equatable, Sendable {
    /// What is liked best of what there is.
    let best: ContentCoding
    /// Whether bytes as they are will do.
    let takesIdentity: Bool
    /// Whether compressed bytes will do.
    let takesGzip: Bool

    /// What a header says; who sends none takes bytes as they are.
    init(_ header: String?) {
        guard let header else {
            (best, takesIdentity, takesGzip) = (.identity, true, false)
            return
        }
        let wishes = Wish.all(in: header)
        let others = wishes.weight(of: "*")
        let gzip = wishes.weight(of: "gzip") ?? wishes.weight(of: "x-gzip") ?? others ?? 0
        let identity = wishes.weight(of: "identity")
        takesGzip = gzip > 0
        // "acceptable by default unless specifically excluded … stating either 'identity;q=0' or '*;q=0'"
        takesIdentity = identity ?? others ?? 1 > 0
        best = takesGzip && gzip >= identity ?? 0 ? .gzip : .identity
    }
}
