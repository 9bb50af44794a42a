import EventSourcing
import StrictJSON

extension JSONValue {
    /// A link: a scheme (RFC 3986, §3.1), a colon and something behind it, without blanks, controls and invisible marks.
    ///
    /// Any scheme that locates or names something is taken (`https`, `ipfs`, `urn`, `tel` …), since evidence lies in
    /// many places; `http` and `https` must name a host. `javascript`, `vbscript` and `data` are refused: what they carry
    /// would run, or stand, in the page that shows the link. Letters beyond ASCII are taken as they are (RFC 3987).
    func readLink() throws(InvalidEvent) -> String {
        let text = try readName()
        func wrong(_ reason: String) -> InvalidEvent {
            InvalidEvent("cannot be \(quoted(text)): \(reason)")
        }
        let example = "write it whole, such as https://example.org/a"
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let scheme = Self.scheme(of: parts[0]) else {
            throw wrong("it has no scheme; \(example)")
        }
        guard !parts[1].isEmpty else { throw wrong("nothing follows its scheme; \(example)") }
        guard !text.unicodeScalars.contains(where: Self.isForbidden) else {
            throw wrong("a link holds no blanks, control characters or invisible marks; write them as %20 and the like")
        }
        switch scheme {
        case "javascript", "vbscript", "data":
            throw wrong(
                "a link of the scheme \(scheme) would be a program or a document of its own; link to a place instead")
        case "http", "https":
            let rest = Array(parts[1])
            guard rest.starts(with: Array("//".utf8)), let host = rest.dropFirst(2).first,
                !Array("/?#:@".utf8).contains(host)
            else { throw wrong("it names no host; \(example)") }
        default: break
        }
        return text
    }

    /// The scheme in lower case; nil where the bytes are none.
    private static func scheme(of bytes: Substring.UTF8View) -> String? {
        guard bytes.first?.isLetter == true,
            bytes.allSatisfy({ $0.isLetter || $0.isDigit || Array("+-.".utf8).contains($0) })
        else { return nil }
        return String(Substring(bytes)).lowercased()
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value > 0x20, scalar.value < 0x7F { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isWhitespace
        }
    }
}
