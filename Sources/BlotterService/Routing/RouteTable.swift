import HTTPTypes
import HummingbirdCore

/// Finds what a request asks for.
struct RouteTable: Sendable {
    /// What was found.
    struct Match: Sendable {
        let endpoint: Endpoint
        /// What stands in the place of `{id}` or `{file}`, decoded.
        let name: String?
    }

    private enum Part: Equatable, Sendable {
        case word(Substring)
        case name
    }

    private let routes: [(parts: [Part], method: HTTPRequest.Method, endpoint: Endpoint)]
    /// The endpoints whose path names nothing, by path: nearly all that is asked often.
    private let plain: [String: [(method: HTTPRequest.Method, endpoint: Endpoint)]]

    init() {
        routes = Endpoint.allCases.map { endpoint in
            let route = endpoint.route
            let parts = route.path.split(separator: "/").map { $0.hasPrefix("{") ? Part.name : .word($0) }
            return (parts, route.method, endpoint)
        }
        plain = Dictionary(grouping: Endpoint.allCases.filter { !$0.route.path.contains("{") }) { $0.route.path }
            .mapValues { endpoints in endpoints.map { ($0.route.method, $0) } }
    }

    /// What a method and a path ask for. HEAD is a GET without its body (RFC 9110, 9.3.2).
    func match(_ method: HTTPRequest.Method, path: String) throws(Problem) -> Match {
        let wanted = method == .head ? .get : method
        if let found = plain[path]?.first(where: { $0.method == wanted }) {
            return Match(endpoint: found.endpoint, name: nil)
        }
        let words = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        var allowed: [String] = []
        for route in routes {
            guard let name = Self.name(in: words, by: route.parts) else { continue }
            if route.method == wanted {
                return Match(endpoint: route.endpoint, name: try name.map(Self.decoded))
            }
            allowed.append(route.method.rawValue)
            if route.method == .get { allowed.append("HEAD") }
        }
        guard allowed.isEmpty else {
            var problem = Problem(
                .methodNotAllowed,
                "\(method.rawValue) cannot be done at this path; allowed are \(allowed.joined(separator: ", "))")
            problem.allowed = allowed
            throw problem
        }
        throw Problem(.notFound, "there is nothing at this path; /openapi.yaml lists what there is")
    }

    /// Whether words are those of a route, and the one that stands in the place of its name.
    private static func name(in words: ArraySlice<Substring>, by parts: [Part]) -> Substring?? {
        if parts.isEmpty { return words.elementsEqual([""]) ? .some(nil) : nil }
        guard words.count == parts.count else { return nil }
        var name: Substring?
        for (word, part) in zip(words, parts) {
            switch part {
            case .word(let expected): if word != expected { return nil }
            case .name:
                if word.isEmpty { return nil }
                name = word
            }
        }
        return .some(name)
    }

    private static func decoded(_ word: Substring) throws(Problem) -> String {
        guard let text = PercentCoding.decoded(word.utf8, plusIsSpace: false) else {
            throw Problem(.badRequest, "the path is not UTF-8 in percent-encoding (RFC 3986)")
        }
        return text
    }
}
