import EventSourcing

// How what stands around an event is read where a person gives it as flags.

extension EventEnvelope {
    /// An envelope with the words of flags; nothing is said where they are nil.
    ///
    /// - Parameters:
    ///   - id: the writer's name for the event.
    ///   - expectedRevision: the revision of the incident that the writer has seen: `3` or `#3`.
    /// - Throws: an error that names the field as a line of JSON would name it.
    public init(id: String?, expectedRevision: String?) throws(InvalidEvent) {
        self.init()
        if let id { self.id = try Self.word(id, "id", EventID.init) }
        if let expectedRevision { self.expectedRevision = try Self.revision(expectedRevision) }
    }

    /// Reads a word of the vocabulary.
    static func word<Word>(
        _ text: String, _ field: String, _ make: (String) throws(WordError) -> Word
    ) throws(InvalidEvent) -> Word {
        do throws(WordError) { return try make(text) } catch {
            throw InvalidEvent(field: field, problem: error.problem)
        }
    }

    private static func revision(_ text: String) throws(InvalidEvent) -> Revision {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard digits.utf8.allSatisfy(\.isDigit), let number = UInt64(digits) else {
            throw InvalidEvent(
                field: "expectedRevision",
                problem: "cannot be \(quoted(text)); write the number of the last entry that you have seen, such as 3, "
                    + "or 0 for an incident that does not exist yet")
        }
        return Revision(number)
    }
}
