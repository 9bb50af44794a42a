import Chronology
import EventSourcing
import StrictJSON

// How the fields of the envelope are read from a line.

extension JSONValue {
    /// The value at the top of a text, which is nothing but this value.
    static func root(
        of bytes: [UInt8], maximumDepth: Int = JSONDocument.defaultMaximumDepth
    ) throws(InvalidEvent) -> JSONValue {
        do throws(JSONError) {
            return try JSONDocument(parsing: bytes, maximumDepth: maximumDepth).root
        } catch {
            throw InvalidEvent("is \(error)")
        }
    }

    /// A string that is a word of the vocabulary.
    func readWord<Word>(_ make: (String) throws(WordError) -> Word) throws(InvalidEvent) -> Word {
        let text = try readText()
        do throws(WordError) {
            return try make(text)
        } catch {
            throw InvalidEvent(error.problem)
        }
    }

    /// What `occurred` says, as a string or, relative to another event, as an object.
    func readOccurrence() throws(InvalidEvent) -> Occurrence {
        let words: String
        switch kind {
        case .string:
            words = try readText()
            guard words.utf8.first != UInt8(ascii: "{") else {
                throw InvalidEvent("is an object within a string; write the object itself, without the quotation marks")
            }
        case .object:
            words = String(decoding: singleLineText(), as: UTF8.self)
        default:
            throw wrongKind(
                "a string such as \"2024-03-22T20:45+03:00\" or an object such as {\"after\":\"#3\",\"offset\":\"PT75M\"}"
            )
        }
        let length = words.utf8.count
        guard length <= Occurrence.maximumWordsLength else {
            throw InvalidEvent("is \(grouped(length)) bytes long; at most \(Occurrence.maximumWordsLength) are allowed")
        }
        do throws(TimeError) {
            let expression = kind == .object ? try TimeExpression(json: self) : try TimeExpression(words: words)
            return expression.occurrence(words: words)
        } catch {
            throw InvalidEvent("cannot be read: \(error.problem)")
        }
    }

    /// The beginning of the interval that an absolute time without a sign of doubt names.
    func readMoment() throws(InvalidEvent) -> Timestamp {
        let words = try readText()
        do throws(TimeError) {
            guard case .point(let point) = try TimeExpression(words: words) else {
                throw TimeError("\(quoted(words)) is not one moment; write a time such as 2024-03-22T20:45+03:00")
            }
            guard !point.isApproximate, !point.isUncertain else {
                throw TimeError("the sign of doubt behind \(quoted(words)) has no meaning here; leave it out")
            }
            return point.earliest
        } catch {
            throw InvalidEvent("cannot be read: \(error.problem)")
        }
    }

    /// A list of tags, each once.
    func readTags() throws(InvalidEvent) -> [Tag] {
        // At most 16, so they are compared with each other.
        var seen: [Tag] = []
        return try readList(of: "tags", atMost: Tag.maximumCount) { (value) throws(InvalidEvent) in
            let tag = try value.readWord(Tag.init)
            guard !seen.contains(tag) else {
                throw InvalidEvent("is \(quoted(tag.text)) again; write each tag once")
            }
            seen.append(tag)
            return tag
        }
    }

    /// A whole number that is not less than `least`.
    func readNumber(from least: UInt64) throws(InvalidEvent) -> UInt64 {
        guard let text = numberText else { throw wrongKind("a whole number") }
        guard let number = UInt64(text), number >= least else {
            throw InvalidEvent("cannot be \(quoted(text)); write a whole number, \(least) or greater")
        }
        return number
    }
}
