/// What of a text in Markdown a renderer could take for more than text.
enum MarkdownSigns {
    /// All signs that are not escaped, line by line, without the code in which the parts of addresses are shown and
    /// without where links lead.
    static func unescaped(_ markdown: String) -> [String] {
        markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var signs = beginning(line)
            var rest = Array(line.unicodeScalars)[...]
            while let scalar = rest.popFirst() {
                switch scalar {
                case "\\": _ = rest.popFirst()
                case "`":
                    let code = rest.prefix { "@:/wW.".unicodeScalars.contains($0) }
                    guard !code.isEmpty, rest.dropFirst(code.count).first == "`" else {
                        signs += "`"
                        continue
                    }
                    rest = rest.dropFirst(code.count + 1)
                case "]" where rest.first == "(":
                    signs += "]("
                    rest = rest.drop { $0 != ")" }
                case "*", "_", "[", "]", "<", "|", "~", "$", "@": signs.unicodeScalars.append(scalar)
                case ":" where rest.starts(with: "//".unicodeScalars): signs += "://"
                case "w" where rest.starts(with: "ww.".unicodeScalars): signs += "www."
                case "&":
                    let name = String(String.UnicodeScalarView(rest.prefix { $0 != ";" }.prefix(5)))
                    if !["lt", "gt", "amp", "#124", "#96"].contains(name) { signs += "&" }
                default: break
                }
            }
            return signs
        }
    }

    /// The letters and signs by which a line begins a block.
    private static func beginning(_ line: Substring) -> String {
        let indent = line.prefix { $0 == " " }
        let rest = line.dropFirst(indent.count)
        let mark = rest.prefix { "#->=+:".contains($0) }
        return "\(indent.count)\(mark)"
    }

    /// Where links lead.
    static func links(_ markdown: String) -> [String] {
        var links: [String] = []
        var rest = Array(markdown.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\" {
                _ = rest.popFirst()
            } else if scalar == "]", rest.first == "(" {
                links.append(String(String.UnicodeScalarView(rest.dropFirst().prefix { $0 != ")" })))
            }
        }
        return links
    }
}
