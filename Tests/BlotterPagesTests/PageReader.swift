/// Reads the HTML of our pages as strictly as nobody else does: what is not exactly a tag with values in quotation marks,
/// one of five entities or text is a fault.
struct PageReader {
    struct Fault: Error, CustomStringConvertible { let description: String }

    /// An element with its attributes.
    struct Element {
        let name: String
        let attributes: [String: String]
        /// The elements around it, the outermost first.
        let path: [String]
    }

    private(set) var elements: [Element] = []
    /// All that is shown.
    private(set) var text = ""

    private var rest: Substring.UnicodeScalarView
    private var open: [String] = []

    private static let void: Set<String> = ["meta", "link", "input"]
    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "#34": "\"", "#39": "'",
    ]

    init(_ page: String) throws(Fault) {
        rest = Substring(page).unicodeScalars
        _ = takes("<!doctype html>")
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

    /// What elements are made of: the same of two pages that differ in their texts alone.
    var shape: [String] {
        elements.map { element in
            "\(element.name) \(element.attributes.keys.sorted())"
        }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    private mutating func takes(_ literal: String) -> Bool {
        guard rest.starts(with: literal.unicodeScalars) else { return false }
        rest = rest.dropFirst(literal.unicodeScalars.count)
        return true
    }

    private mutating func readCharacter() throws(Fault) -> Unicode.Scalar {
        guard let scalar = rest.popFirst() else { throw Fault(description: "it ends too early") }
        guard scalar != ">" else { throw Fault(description: "a bare > before \(String(rest.prefix(40)))") }
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
            return
        }
        let name = try readName()
        var attributes: [String: String] = [:]
        while takes(" ") {
            let attribute = try readName()
            var value = ""
            if takes("=\"") {
                while let next = rest.first, next != "\"" {
                    guard next != "<" else { throw Fault(description: "< in \(attribute)") }
                    value.unicodeScalars.append(try readCharacter())
                }
                guard takes("\"") else { throw Fault(description: "\(attribute) does not end") }
            }
            guard attributes.updateValue(value, forKey: attribute) == nil else {
                throw Fault(description: "\(attribute) stands twice in <\(name)>")
            }
        }
        elements.append(Element(name: name, attributes: attributes, path: open))
        if takes("/>") { return }
        guard takes(">") else { throw Fault(description: "<\(name)> does not end before \(String(rest.prefix(40)))") }
        if !Self.void.contains(name) { open.append(name) }
    }
}

extension PageReader {
    /// What is wrong with a page that any of ours could have: an id that stands twice, a field without a name, a script or
    /// style of its own, an attribute that runs, an address of another kind.
    var faults: [String] {
        var faults: [String] = []
        var ids: Set<String> = []
        for element in elements {
            if let id = element.attributes["id"], !ids.insert(id).inserted { faults.append("id \(id) stands twice") }
        }
        let labels = Set(all("label").compactMap { $0.attributes["for"] })
        for element in elements {
            for (name, value) in element.attributes {
                if name.hasPrefix("on") || name == "style" || name == "srcdoc" {
                    faults.append("\(name) in <\(element.name)>")
                }
                if ["href", "src", "action"].contains(name),
                    !["/", "#", "http://", "https://"].contains(where: value.hasPrefix)
                {
                    faults.append("\(name)=\(value)")
                }
                if ["aria-describedby", "aria-labelledby", "for", "list"].contains(name) {
                    for id in value.split(separator: " ") where !ids.contains(String(id)) {
                        faults.append("\(name) names \(id), which is not there")
                    }
                }
            }
            switch element.name {
            case "input" where element.attributes["type"] == "hidden": break
            case "input", "select", "textarea":
                let isNamed =
                    element.attributes["id"].map(labels.contains) ?? false || element.path.contains("label")
                if !isNamed { faults.append("<\(element.name) name=\(element.attributes["name"] ?? "")> has no label") }
            case "script", "link":
                let address = element.attributes["src"] ?? element.attributes["href"] ?? ""
                if !address.hasPrefix("/assets/") { faults.append("<\(element.name)> of \(address)") }
            case "style", "iframe", "object", "embed", "base", "img": faults.append("<\(element.name)>")
            default: break
            }
        }
        let headings = elements.compactMap {
            $0.name.first == "h" && $0.name.count == 2 ? Int($0.name.dropFirst()) : nil
        }
        if headings.first != 1 { faults.append("it does not begin with h1") }
        if headings.filter({ $0 == 1 }).count != 1 { faults.append("it has \(headings.filter { $0 == 1 }.count) h1") }
        for (before, after) in zip(headings, headings.dropFirst()) where after > before + 1 {
            faults.append("h\(after) behind h\(before)")
        }
        return faults
    }
}
