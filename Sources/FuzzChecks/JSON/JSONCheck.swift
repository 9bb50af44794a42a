import StrictJSON

/// `StrictJSON` and the slow reader must take the same texts and find the same in them; what is written of it must be
/// the same again.
enum JSONCheck {
    static func check(_ bytes: [UInt8]) throws(Disagreement) {
        guard let slow = try? SlowJSON(reading: bytes) else {
            try refuses(bytes, JSONDocument.greatestMaximumDepth)
            try refuses(bytes, JSONDocument.defaultMaximumDepth)
            return
        }
        if slow.depth > 0 { try refuses(bytes, slow.depth - 1) }
        if slow.depth > JSONDocument.defaultMaximumDepth { try refuses(bytes, JSONDocument.defaultMaximumDepth) }
        let root = try read(bytes, depth: slow.depth).root
        try compare(root, slow.value)
        try require(root.hasEscape == slow.hasEscape, "hasEscape is \(root.hasEscape) in \(shown(bytes))")
        try checkWriting(root, bytes, slow.value)
    }

    private static func read(_ bytes: [UInt8], depth: Int) throws(Disagreement) -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(parsing: bytes, maximumDepth: depth)
        } catch {
            throw Disagreement(description: "StrictJSON refuses \(shown(bytes)): \(error)")
        }
    }

    private static func refuses(_ bytes: [UInt8], _ depth: Int) throws(Disagreement) {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: bytes, maximumDepth: depth)
        } catch {
            try require(0...bytes.count ~= error.offset, "an error lies outside of the text: \(error)")
            return
        }
        throw Disagreement(description: "StrictJSON takes \(shown(bytes)) at a depth of \(depth)")
    }

    private static func compare(_ value: JSONValue, _ slow: SlowValue) throws(Disagreement) {
        // Put together only when it is needed, since it quotes the whole value.
        var differs: String {
            "the slow reader sees \(slow), StrictJSON \(shown(value.singleLineText())) as \(value.kind)"
        }
        switch (slow, value.kind) {
        case (.null, .null): try require(value.isNull, differs)
        case (.bool(let bool), .bool): try require(value.bool == bool, differs)
        case (.string(let text), .string): try require(value.string.map { Array($0.utf8) } == text, differs)
        case (.number(let text), .number):
            try require(value.numberText == text, differs)
            let integer = slowInteger(text)
            try require(
                value.integer == integer, "\(text) is \(String(describing: integer)), not \(value.integer as Any)")
            guard let double = value.double else { return }
            var writer = JSONWriter()
            writer.double(double)
            try readsBack(writer.bytes, as: .number(String(decoding: writer.bytes, as: UTF8.self)))
            let again = Double(String(decoding: writer.bytes, as: UTF8.self))
            try require(again == double, "\(double) was written as \(shown(writer.bytes))")
        case (.array(let elements), .array):
            let values = Array(value.elements)
            try require(values.count == elements.count && value.count == elements.count, differs)
            for (value, slow) in zip(values, elements) { try compare(value, slow) }
        case (.object(let members), .object):
            let named = Array(value.namedMembers)
            try require(named.map { Array($0.name) } == members.map(\.name) && value.count == members.count, differs)
            try require(value.members.map { Array($0.name.utf8) } == members.map(\.name), differs)
            for (member, slow) in zip(named, members) {
                try compare(member.value, slow.value)
                let found = value[String(decoding: slow.name, as: UTF8.self)]
                try require(found?.range == member.value.range, "\(shown(slow.name)) leads to another member")
            }
        default: try require(false, differs)
        }
    }

    /// The text on one line, the text with escapes, and the tree written anew.
    private static func checkWriting(
        _ root: JSONValue, _ bytes: [UInt8], _ slow: SlowValue
    ) throws(Disagreement) {
        let line = root.singleLineText()
        try require(!line.contains { $0 < 0x20 }, "a control is left in \(shown(line))")
        try readsBack(line, as: slow)
        var visible: [UInt8] = []
        visible.appendJSON(bytes, style: .visible)
        try require(!visible.contains { $0 < 0x20 || $0 == 0x7F }, "a control is left in \(shown(visible))")
        try readsBack(visible, as: slow)
        for style in [JSONStringStyle.minimal, .visible] {
            var writer = JSONWriter(style: style)
            write(slow, to: &writer)
            try readsBack(writer.bytes, as: slow)
        }
    }

    private static func readsBack(_ bytes: [UInt8], as slow: SlowValue) throws(Disagreement) {
        let again = try? SlowJSON(reading: bytes)
        try require(again?.value == slow, "\(slow) was written as \(shown(bytes))")
    }

    private static func write(_ value: SlowValue, to writer: inout JSONWriter) {
        switch value {
        case .null: writer.null()
        case .bool(let bool): writer.bool(bool)
        case .number(let text): writer.number(text)
        case .string(let text): writer.string(String(decoding: text, as: UTF8.self))
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, to: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.key(named: String(decoding: member.name, as: UTF8.self))
                write(member.value, to: &writer)
            }
            writer.endObject()
        }
    }
}
