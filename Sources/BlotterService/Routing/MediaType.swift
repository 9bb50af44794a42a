/// Media types as headers name them.
enum MediaType {
    static let json = "application/json"
    static let lines = "application/x-ndjson"
    static let cloudEvent = "application/cloudevents+json"
    static let cloudEvents = "application/cloudevents-batch+json"
    static let form = "application/x-www-form-urlencoded"
    static let html = "text/html; charset=utf-8"
    static let stream = "text/event-stream"

    /// The type and subtype alone, in lower case.
    static func essence(_ header: String?) -> String? {
        // Most name a type and nothing else, and every request is asked.
        if let header, header.utf8.allSatisfy(isPlain) { return header }
        guard let word = header?.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first else {
            return nil
        }
        return word.filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    /// Whether a byte is one of those that an essence is made of (RFC 6838, 4.2), but for capitals and what is rare.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// Whether a body is a stream of JSON lines, under any of the names that they go by.
    static func isLines(_ header: String?) -> Bool {
        // Every request is asked, and nearly all that is sent is one piece of JSON.
        guard let header, header != json else { return false }
        return essence(header).map(linesNames.contains) ?? false
    }

    private static let linesNames = [lines, "application/ndjson", "application/jsonl", "application/x-jsonlines"]
}

/// A form in which an answer can be had: `?format=csv`, or by Accept.
enum AnswerFormat: String, CaseIterable, Sendable {
    case json
    case jsonl
    case text
    case markdown
    case html
    case csv
    case svg

    /// The media type that says the same.
    var mediaType: String {
        switch self {
        case .json: "application/json"
        case .jsonl: MediaType.lines
        case .text: "text/plain; charset=utf-8"
        case .markdown: "text/markdown; charset=utf-8"
        case .html: MediaType.html
        case .csv: "text/csv; charset=utf-8"
        case .svg: "image/svg+xml"
        }
    }

    /// Chooses among the forms that there are: what the query says, else what Accept likes best (RFC 9110, 12.5.1), else
    /// the first of them.
    static func choose(
        _ offered: [AnswerFormat], query: QueryItems, accept: String?
    ) throws(Problem) -> AnswerFormat {
        if let named = try query.choice("format", of: AnswerFormat.self) {
            guard offered.contains(named) else {
                let words = offered.map(\.rawValue).joined(separator: ", ")
                throw Problem(
                    .badQuery, "format cannot be '\(named.rawValue)' here; there is \(words)", field: "format")
            }
            return named
        }
        guard let accept, !accept.isEmpty else { return offered[0] }
        let wishes = Wish.all(in: accept)
        var best: (format: AnswerFormat, weight: Double)?
        for format in offered {
            let weight = Self.weight(of: format.essences, among: wishes)
            if weight > best?.weight ?? 0 { best = (format, weight) }
        }
        guard let best else {
            throw Problem(
                .notAcceptable,
                "nothing that Accept names is to be had; there is \(offered.map { $0.mediaType }.joined(separator: ", "))",
                field: "Accept")
        }
        return best.format
    }

    private var essences: [String] {
        let essence = MediaType.essence(mediaType) ?? ""
        return self == .jsonl ? [essence, "application/jsonl", "application/json"] : [essence]
    }

    /// The weight that the most specific wish gives to one of some names.
    private static func weight(of essences: [String], among wishes: [Wish]) -> Double {
        for essence in essences {
            let family = essence.split(separator: "/")[0] + "/*"
            for name in [essence, String(family), "*/*"] {
                if let weight = wishes.weight(of: name) { return weight }
            }
        }
        return 0
    }
}
