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
        guard let text = string(), !text.hasEscape else { return nil }
        return ShortName(bytes, text.range).flatMap { choices[$0] }
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
        guard take(UInt8(ascii: "[")) else { return nil }
        skipSpaces()
        var tags: [Tag] = []
        if take(UInt8(ascii: "]")) { return tags }
        while true {
            guard tags.count < Tag.maximumCount, let tag = word(atMost: Tag.maximumLength, Tag.init),
                !tags.contains(tag), let goesOn = separator(closing: UInt8(ascii: "]"))
            else { return nil }
            tags.append(tag)
            if !goesOn { return tags }
        }
    }
}
