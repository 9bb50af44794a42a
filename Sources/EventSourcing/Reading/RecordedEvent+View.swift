extension RecordedEvent {
    /// Shows the event as a view, for stores that keep events whole.
    public func withView<Result>(_ body: (borrowing EventView) -> Result) -> Result {
        var packed: [UInt8] = []
        func pack(_ text: String) -> Range<Int> {
            let start = packed.count
            packed.append(contentsOf: text.utf8)
            return start..<packed.count
        }
        let stream = pack(self.stream.text)
        let id = pack(self.id.text)
        let by = pack(self.by.name)
        let words = pack(occurred.words)
        let start = packed.count
        for tag in tags {
            packed.append(UInt8(tag.text.utf8.count))
            packed.append(contentsOf: tag.text.utf8)
        }
        let span = packed.span
        let view = EventView(
            position: position, revision: revision, recorded: recorded, stream: span.extracting(stream),
            id: span.extracting(id), kind: kind, bodyVersion: bodyVersion, flags: flags, form: occurred.form,
            words: span.extracting(words), published: published, by: span.extracting(by),
            tags: PackedTags(span.extracting(start..<packed.count)), body: self.body.span)
        return body(view)
    }
}
