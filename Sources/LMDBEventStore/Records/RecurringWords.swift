import EventSourcing
import LMDB

/// Words that most records share with the one before, kept from one to the next: events that are read one after the other
/// are mostly of one stream and by few authors, and a word is checked once.
struct RecurringWords {
    private var stream: StreamID?
    private var author: Author?

    /// The stream that these bytes name.
    mutating func stream(_ name: RawSpan) throws(WordError) -> StreamID {
        if let stream, name.hasSameBytes(as: stream.text) { return stream }
        let new = try StreamID(name.text)
        stream = new
        return new
    }

    /// The author that these bytes name.
    mutating func author(_ name: RawSpan) throws(WordError) -> Author {
        if let author, name.hasSameBytes(as: author.name) { return author }
        let new = try Author(name.text)
        author = new
        return new
    }
}
