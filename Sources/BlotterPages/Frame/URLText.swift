import TimelineRendering

/// Writes addresses with values in them (RFC 3986).
package enum URLText {
    /// A value with everything but the unreserved characters percent-encoded, so that it can stand in a path or a query.
    package static func encoded(_ text: String) -> String {
        PercentText.encoded(Array(text.utf8)) { byte, _ in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
            default: false
            }
        }
    }

    /// A path with a query; without one where there is nothing to say.
    package static func address(_ path: String, _ items: [(name: String, value: String)]) -> String {
        guard !items.isEmpty else { return path }
        return path + "?" + items.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }
}
