import Bytes
public import EventSourcing
import StrictJSON

/// Looks for a text in what events say: in the decoded text values of the body, without regard to case and accents.
public struct TextSearch: Sendable {
    private let wanted: [UInt8]

    /// A search for this text.
    public init(_ text: String) { wanted = TextFolding.folded(text) }

    /// Whether any text value of the event's body holds the text. Names of fields do not count.
    public func matches(_ event: RecordedEvent) -> Bool { wanted.isEmpty || isHeld(by: event.body) }

    /// The same of an event where it is kept. A body of which the bytes tell that it cannot hold the text is not decoded.
    public func matches(_ event: borrowing EventView) -> Bool {
        guard !wanted.isEmpty else { return true }
        if event.body.isPlainJSON, !event.body.holds(ignoringCase: wanted) { return false }
        var body: [UInt8] = []
        body.append(addingCapacity: event.body.count) { $0.append(event.body) }
        return isHeld(by: body)
    }

    private func isHeld(by body: [UInt8]) -> Bool {
        guard let document = try? JSONDocument(parsing: body) else { return false }
        return holds(document.root)
    }

    private func holds(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .string: value.string.map { Self.contains(TextFolding.folded($0), wanted) } ?? false
        case .object: value.members.contains { holds($0.value) }
        case .array: value.elements.contains { holds($0) }
        case .number, .bool, .null: false
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
    /// The UTF-8 of the text in lower case with the marks taken off its letters.
    static func folded(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.lowercased().unicodeScalars {
            if scalar.isASCII {
                folded.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if !scalar.properties.generalCategory.isMark {
                let letter = plain[scalar.value] ?? scalar
                if let others = otherForms[letter] {
                    folded.append(contentsOf: others.utf8)
                } else {
                    folded.append(contentsOf: UTF8.encode(letter) ?? .init())
                }
            }
        }
        return folded
    }

    /// Small letters that are others at the end of a word, within one, or in old print. In capitals they are the same.
    private static let otherForms: [Unicode.Scalar: String] = ["ς": "σ", "ß": "ss", "ſ": "s"]

    /// Where letters with marks stand in Unicode: Latin, Greek, Cyrillic, and more Latin and Greek.
    private static let blocks: [ClosedRange<UInt32>] = [0x61...0x7A, 0xDF...0x24F, 0x370...0x52F, 0x1E00...0x1FFF]

    /// Small letters whose names do not tell that they are others with a mark.
    private static let unnamed: [(Unicode.Scalar, Unicode.Scalar)] = [
        ("ё", "е"), ("ѐ", "е"), ("й", "и"), ("ѝ", "и"), ("ї", "і"), ("ў", "у"), ("ѓ", "г"), ("ќ", "к"),
    ]

    /// The letter below the marks, by the letter with them: the names of the Unicode Character Database spell it out, as
    /// in LATIN SMALL LETTER E WITH ACUTE. Made once, since names are slow to look up.
    private static let plain: [UInt32: Unicode.Scalar] = {
        var letters: [[UInt8]: Unicode.Scalar] = [:]
        var marked: [(letter: UInt32, bare: [UInt8])] = []
        for scalar in blocks.joined().compactMap(Unicode.Scalar.init) {
            guard let name = scalar.properties.name.map({ Array($0.utf8) }) else { continue }
            if let bare = bareName(name) { marked.append((scalar.value, bare)) } else { letters[name] = scalar }
        }
        var plain: [UInt32: Unicode.Scalar] = [:]
        for (letter, bare) in marked { plain[letter] = letters[bare] }
        for (letter, below) in unnamed { plain[letter.value] = below }
        return plain
    }()

    /// What stands before " WITH " in a name.
    private static func bareName(_ name: [UInt8]) -> [UInt8]? {
        let with = Array(" WITH ".utf8)
        let place = name.indices.first { name[$0...].starts(with: with) }
        return place.map { Array(name[..<$0]) }
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .enclosingMark || self == .spacingMark }
}
