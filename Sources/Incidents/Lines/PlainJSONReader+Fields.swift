import Chronology
import EventSourcing
import StrictJSON

// How the parts of a plain line are read. Nil and false mean that something is not plain, which leaves the reader somewhere
// within.

extension PlainJSONReader {
    /// Passes an object field by field, each at most once. One without any field is not plain.
    ///
    /// - Parameter read: passes the value of a field; false where that is not plain.
    mutating func fields<Field: FieldName>(
        _ type: Field.Type, _ read: (Field, inout PlainJSONReader) -> Bool
    ) -> Bool {
        guard take(UInt8(ascii: "{")) else { return false }
        skipSpaces()
        var seen: UInt32 = 0
        while true {
            guard let name = name(), let (field, bit) = Field.table[name], seen & bit == 0, read(field, &self),
                let goesOn = separator(closing: UInt8(ascii: "}"))
            else { return false }
            seen |= bit
            if !goesOn { return true }
        }
    }

    /// One of the words of a type.
    mutating func choice<Choice>(among choices: ShortNames<Choice>) -> Choice? {
        shortString().flatMap { choices[$0] }
    }

    /// A string of which something can be seen.
    mutating func visible() -> Text? {
        guard let text = string(), text.isVisible else { return nil }
        return text
    }

    /// The same, as a text of at most so many bytes.
    mutating func visibleText(atMost limit: Int = .max) -> String? {
        guard let text = visible(), text.range.count <= limit else { return nil }
        return self.text(text)
    }

    /// A string, whatever it holds, of at most so many bytes.
    mutating func text(atMost limit: Int = .max) -> String? {
        guard let text = string(), text.range.count <= limit else { return nil }
        return self.text(text)
    }

    /// A link to a host, of plain characters only.
    mutating func plainLink() -> Text? {
        guard let text = string(), !text.hasEscape else { return nil }
        let link = bytes[text.range]
        let rest =
            link.starts(with: Self.secure)
            ? link.dropFirst(8) : link.starts(with: Self.insecure) ? link.dropFirst(7) : []
        guard let host = rest.first, host.isLetter || host.isDigit, rest.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        return text
    }

    private static let secure = Array("https://".utf8)
    private static let insecure = Array("http://".utf8)

    /// A language without a script, a region and the like: two or three letters.
    mutating func shortLanguage() -> String? {
        guard let text = string(), !text.hasEscape, (2...3).contains(text.range.count),
            bytes[text.range].allSatisfy(\.isLetter)
        else { return nil }
        return self.text(text)
    }

    /// A list, whatever stands in it.
    mutating func list<Element>(_ read: (inout PlainJSONReader) -> Element?) -> [Element]? {
        guard take(UInt8(ascii: "[")) else { return nil }
        skipSpaces()
        if take(UInt8(ascii: "]")) { return [] }
        // Mostly there is one element.
        guard let first = read(&self), var goesOn = separator(closing: UInt8(ascii: "]")) else { return nil }
        var list = [first]
        while goesOn {
            guard let element = read(&self), let hasMore = separator(closing: UInt8(ascii: "]")) else { return nil }
            list.append(element)
            goesOn = hasMore
        }
        return list
    }

    /// A whole number that 64 bits hold.
    mutating func count() -> Int64? { wholeNumber().flatMap { Int64(exactly: $0) } }

    /// A number that fits.
    mutating func number(_ fits: (Number) -> Bool) -> Double? {
        guard let number = number(), fits(number) else { return nil }
        return Double(text(number.range))
    }

    /// A word of the vocabulary, of at most so many bytes.
    mutating func word<Word>(atMost limit: Int, _ make: (String) throws(WordError) -> Word) -> Word? {
        guard let text = string(), !text.hasEscape, text.isVisible, text.range.count <= limit else { return nil }
        return try? make(self.text(text.range))
    }

    /// The beginning of the interval that a time without a sign of doubt names.
    mutating func moment() -> Timestamp? {
        guard let text = string(), let time = PlainTime(bytes, text.range), !time.isDoubtful else { return nil }
        return time.earliest
    }

    /// A whole number that is not negative.
    mutating func wholeNumber() -> UInt64? {
        guard let number = number(), !number.isNegative, !number.hasFraction else { return nil }
        return number.whole
    }

    /// A list of tags, each once.
    mutating func tags() -> [Tag]? {
        var count = 0
        let tags = list { json in
            count += 1
            return count <= Tag.maximumCount ? json.word(atMost: Tag.maximumLength, Tag.init) : nil
        }
        guard let tags else { return nil }
        for index in tags.indices.dropFirst() where tags[..<index].contains(tags[index]) { return nil }
        return tags
    }
}
