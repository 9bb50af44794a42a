// The rules that an event has to meet on its own, in the order in which they are looked at.

extension NewEvent {
    /// Decides, without writing anything, what becomes of an event that stands alone: the same as of a request with this
    /// event and no condition.
    ///
    /// - Throws: an error that says why it is refused.
    public func decide(
        on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> PlannedAppend {
        do throws(EventStoreError) {
            try checkLimits()
            if let id, let known = try alreadyRecorded(as: id, on: log) { return known }
            let seen = try log.revision(of: stream)
            try checkExpectedRevision(seen)
            for reference in references { try check(reference, head: try log.revision(of: reference.stream)) }
            return .append
        } catch {
            throw error.blaming(eventAt: 0)
        }
    }

    func checkLimits() throws(EventStoreError) {
        guard tags.count <= Tag.maximumCount else {
            throw .invalid("an event may carry at most \(Tag.maximumCount) tags; this one carries \(tags.count)")
        }
        guard references.count <= Reference.maximumCount else {
            throw .invalid(
                "an event may refer to at most \(Reference.maximumCount) others; this one refers to \(references.count)"
            )
        }
        guard occurred.words.utf8.count <= Occurrence.maximumWordsLength else {
            throw .invalid("occurred may be at most \(Occurrence.maximumWordsLength) bytes long")
        }
    }

    /// Where the log has this event already; nil where it has no event of this id.
    func alreadyRecorded(
        as id: EventID, on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> PlannedAppend? {
        guard try log.mayHold(id, in: stream), let recorded = try log.event(id, in: stream) else { return nil }
        guard hasSameContent(as: recorded) else { throw .idConflict(with: recorded) }
        return .alreadyRecorded(
            position: recorded.position, revision: recorded.revision, recorded: recorded.recorded)
    }

    func checkExpectedRevision(_ seen: Revision) throws(EventStoreError) {
        guard let expectedRevision, expectedRevision != seen else { return }
        throw .staleRevision(of: stream, expected: expectedRevision, actual: seen)
    }

    func check(_ reference: Reference, head: Revision) throws(EventStoreError) {
        guard head < max(reference.revision, Revision(1)) else { return }
        throw .missingReference(reference, from: stream, head: head)
    }
}
