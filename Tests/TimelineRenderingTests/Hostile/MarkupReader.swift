/// Reads HTML and SVG as strictly as nobody else does: what is not exactly a tag, an entity or text is a fault.
struct MarkupReader {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// The tags in order, each with what its attributes are called; `/name` for an end.
    private(set) var tags: [String] = []
    /// Where links lead.
    private(set) var links: [String] = []
    /// All that is shown.
    private(set) var text = ""

    private var rest: Substring.UnicodeScalarView
    private var open: [String] = []

    private static let void: Set<String> = ["meta"]
    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "#34": "\"", "#39": "'",
    ]

    init(_ markup: String) throws(Fault) {
        rest = Substring(markup).unicodeScalars
        if takes("<!doctype html>") { tags.append("!doctype") }
        while let scalar = rest.first {
            if scalar == "<" {
                rest.removeFirst()
                try readTag()
            } else {
                text.unicodeScalars.append(try readCharacter())
            }
        }
        guard open.isEmpty else { throw Fault(description: "\(open) is not ended") }
    }

    private mutating func takes(_ literal: String) -> Bool {
        guard rest.starts(with: literal.unicodeScalars) else { return false }
        rest = rest.dropFirst(literal.unicodeScalars.count)
        return true
    }

    private mutating func readCharacter() throws(Fault) -> Unicode.Scalar {
        guard let scalar = rest.popFirst() else { throw Fault(description: "it ends too early") }
        guard scalar == "&" else { return scalar }
        let name = String(rest.prefix { $0 != ";" })
        guard let entity = Self.entities[name] else { throw Fault(description: "&\(name.prefix(20))") }
        rest = rest.dropFirst(name.unicodeScalars.count + 1)
        return entity
    }

    private mutating func readName() throws(Fault) -> String {
        let name = rest.prefix { $0.isASCII && ($0.properties.isAlphabetic || $0 == "-" || ("0"..."9").contains($0)) }
        guard !name.isEmpty else { throw Fault(description: "no name before \(String(rest.prefix(40)))") }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func readTag() throws(Fault) {
        if takes("/") {
            let name = try readName()
            guard takes(">"), open.popLast() == name else { throw Fault(description: "</\(name)> ends nothing") }
            tags.append("/" + name)
            return
        }
        let name = try readName()
        var shown = name
        while takes(" ") {
            let attribute = try readName()
            guard takes("=\"") else { throw Fault(description: "\(attribute) has no value in quotation marks") }
            var value = ""
            while let next = rest.first, next != "\"" {
                guard next != "<", next != ">" || name == "meta" else {
                    throw Fault(description: "\(next) in \(attribute)")
                }
                value.unicodeScalars.append(try readCharacter())
            }
            guard takes("\"") else { throw Fault(description: "\(attribute) does not end") }
            if attribute == "href" { links.append(value) }
            shown += ["class", "rel", "dir", "scope"].contains(attribute) ? " \(attribute)=\(value)" : " \(attribute)"
        }
        tags.append(shown)
        if takes("/>") {
            tags.append("/" + name)
        } else if takes(">") {
            if name == "style" {
                while !rest.isEmpty, !rest.starts(with: "</style>".unicodeScalars) { rest.removeFirst() }
            }
            if !Self.void.contains(name) { open.append(name) }
        } else {
            throw Fault(description: "<\(name)> does not end")
        }
    }

    /// The tags outside of drawings, in which texts are left out where there is no room for them.
    var tagsOutsideOfDrawings: [String] {
        var outside: [String] = []
        var isInside = false
        for tag in tags {
            if tag.hasPrefix("svg") { isInside = true }
            if !isInside { outside.append(tag) }
            if tag == "/svg" { isInside = false }
        }
        return outside
    }
}
