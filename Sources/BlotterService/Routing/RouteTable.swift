import HTTPTypes

/// Finds what a request asks for.
struct RouteTable: Sendable {
    /// What was found.
    struct Match: Sendable {
        let endpoint: Endpoint
        /// What stands in the place of `{id}` or `{file}`, decoded.
        let name: String?
    }

    private struct Route: Sendable {
        let method: HTTPRequest.Method
        let endpoint: Endpoint
    }

    /// What there is at a path, by the path; where it names something, by the path with ``mark`` in the place of the name.
    private let routes: [String: [Route]]
    /// A byte that no path holds (RFC 3986, 3.3).
    private static let mark = "\0"
    /// Which parts of a path can be a name, the first part being 0.
    private let places: [Int]

    init() {
        var routes: [String: [Route]] = [:]
        var places: Set<Int> = []
        for endpoint in Endpoint.allCases {
            let route = endpoint.route
            let parts = route.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            if let place = parts.firstIndex(where: { $0.hasPrefix("{") }) { places.insert(place - parts.startIndex) }
            let path = parts.map { $0.hasPrefix("{") ? "/\(Self.mark)" : "/\($0)" }.joined()
            routes[path, default: []].append(Route(method: route.method, endpoint: endpoint))
        }
        self.routes = routes
        self.places = places.sorted()
    }

    /// What a method and a path ask for. HEAD is a GET without its body (RFC 9110, 9.3.2).
    func match(_ method: HTTPRequest.Method, path: String) throws(Problem) -> Match {
        let wanted = method == .head ? .get : method
        var allowed: [String] = []
        let (found, name) = found(at: path)
        for route in found {
            if route.method == wanted { return Match(endpoint: route.endpoint, name: try name.map(Self.decoded)) }
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

    /// What there is at a path, by whatever method, and what stands there in the place of a name.
    private func found(at path: String) -> ([Route], name: Substring?) {
        if let found = routes[path] { return (found, nil) }
        for place in places {
            guard let name = Self.part(place, of: path), !name.isEmpty else { continue }
            var pattern = String(path[..<name.startIndex])
            pattern += Self.mark
            pattern += path[name.endIndex...]
            if let found = routes[pattern] { return (found, name) }
        }
        return ([], nil)
    }

    /// A part of a path, the first being 0; nil where there are not so many.
    private static func part(_ place: Int, of path: String) -> Substring? {
        let slash = UInt8(ascii: "/")
        guard path.utf8.first == slash else { return nil }
        var start = path.utf8.index(after: path.startIndex)
        for _ in 0..<place {
            guard let next = path.utf8[start...].firstIndex(of: slash) else { return nil }
            start = path.utf8.index(after: next)
        }
        return path[start..<(path.utf8[start...].firstIndex(of: slash) ?? path.endIndex)]
    }

    private static func decoded(_ word: Substring) throws(Problem) -> String {
        guard let text = PercentCoding.decoded(word.utf8, plusIsSpace: false) else {
            throw Problem(.badRequest, "the path is not UTF-8 in percent-encoding (RFC 3986)")
        }
        return text
    }
}
