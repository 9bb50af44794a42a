import HTTPTypes
import Testing

@testable import BlotterService

/// What `openapi.yaml` tells of, compared with what there is.
@Suite struct DescriptionTests {
    /// A method at a path, without the name that a parameter has: `get /v1/incidents/{}`.
    private static func operation(_ method: String, _ path: String) -> String {
        "\(method.lowercased()) \(path.replacing(/\{[^}]*\}/, with: "{}"))"
    }

    private static func operation(_ endpoint: Endpoint) -> String {
        operation(endpoint.route.method.rawValue, endpoint.route.path)
    }

    /// Whether programs ask for it; pages are for people, who follow links.
    private static func isForPrograms(_ endpoint: Endpoint) -> Bool {
        let path = endpoint.route.path
        return path.hasPrefix("/v1/") || ["/healthz", "/readyz", "/metrics", "/openapi.yaml"].contains(path)
    }

    /// What stands beside the methods of a path (OpenAPI 3.1, 4.8.9).
    private static let besides = ["parameters", "summary", "description", "servers"]

    /// The operations that a description tells of: paths stand at two spaces below `paths:`, and methods at four.
    private static func operations(_ yaml: String) throws -> [String] {
        var operations: [String] = []
        var path = "no path"
        let lines = yaml.split(separator: "\n")
        let start = try #require(lines.firstIndex(of: "paths:"))
        for line in lines[start...].dropFirst() {
            let indentation = line.prefix { $0 == " " }.count
            if indentation == 0 { break }
            let key = line.dropFirst(indentation).prefix { $0 != ":" }
            if indentation == 2 { path = String(key) }
            if indentation == 4, !besides.contains(String(key)) { operations.append(operation(String(key), path)) }
        }
        return operations
    }

    @Test func `the description tells of all that programs may ask, and of nothing else`() async throws {
        let service = try Service()
        let answer = try await service.ask(.get, "/openapi.yaml")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/yaml")
        let described = try Self.operations(answer.text)
        #expect(Set(described).count == described.count, "\(described)")
        for endpoint in Endpoint.allCases where Self.isForPrograms(endpoint) {
            #expect(described.contains(Self.operation(endpoint)), "\(Self.operation(endpoint)) is not described")
        }
        let all = Endpoint.allCases.map(Self.operation)
        for operation in described { #expect(all.contains(operation), "\(operation) is described, and not there") }
    }
}
