import EventSourcing

// Under which keys of the indexes an event stands, beside its stream, its id and its kind, which are one each: for those
// who put them, make them anew and check them.

extension RecordedEvent {
    /// The tags under which it stands in `tags`, each once.
    var indexedTags: Set<Tag> { Set(tags) }

    /// The streams under which it stands in `references`: all that it refers to but its own.
    var indexedReferences: Set<StreamID> {
        var streams = Set(references.map(\.stream))
        streams.remove(stream)
        return streams
    }
}
