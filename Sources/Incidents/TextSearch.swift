public import EventSourcing
import StrictJSON

/// Looks for a text in what events say: in the decoded text values of the body, without regard to case and accents.
public struct TextSearch: Sendable {
    private let wanted: [UInt8]

    /// A search for this text.
    public init(_ text: String) { wanted = Array(TextFolding.folded(text).utf8) }

    /// Whether any text value of the event's body holds the text. Names of fields do not count.
    public func matches(_ event: RecordedEvent) -> Bool {
        guard !wanted.isEmpty else { return true }
        guard let document = try? JSONDocument(parsing: event.body) else { return false }
        return holds(document.root)
    }

    private func holds(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .string: value.string.map { Self.contains(Array(TextFolding.folded($0).utf8), wanted) } ?? false
        case .object: value.members.contains { holds($0.value) }
        case .array: value.elements.contains { holds($0) }
        case .number, .boolean, .null: false
        }
    }

    private static func contains(_ text: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard text.count >= wanted.count, let first = wanted.first else { return false }
        for start in 0...(text.count - wanted.count) where text[start] == first {
            if text[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
        }
        return false
    }
}

/// Folds away what a reader would not mind: case, and marks on letters.
enum TextFolding {
    /// The text in lower case with the marks taken off its letters.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if scalar.isASCII {
                folded.append(scalar)
            } else if !scalar.properties.generalCategory.isMark {
                folded.append(base(of: scalar))
            }
        }
        return String(folded)
    }

    /// The letter below the marks. The names of the Unicode Character Database spell it out: LATIN SMALL LETTER E WITH
    /// ACUTE; the few letters of Cyrillic that count as letters of their own are listed.
    private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "ё", "ѐ": return "е"
        case "й", "ѝ": return "и"
        case "ї": return "і"
        case "ў": return "у"
        default: break
        }
        guard let name = scalar.properties.name, let range = range(of: " WITH ", in: name) else { return scalar }
        let bare = name[..<range]
        if let last = bare.split(separator: " ").last, last.utf8.count == 1, bare.hasPrefix("LATIN SMALL LETTER "),
            let letter = last.lowercased().unicodeScalars.first
        {
            return letter
        }
        return greek[String(bare)] ?? scalar
    }

    private static func range(of part: String, in name: String) -> String.Index? {
        name.indices.first { name[$0...].hasPrefix(part) }
    }

    /// The plain small letters of Greek by their names.
    private static let greek: [String: Unicode.Scalar] = {
        var letters: [String: Unicode.Scalar] = [:]
        for value in UInt32(0x3B1)...0x3C9 {
            guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name else { continue }
            letters[name] = scalar
        }
        return letters
    }()
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .enclosingMark || self == .spacingMark }
}
