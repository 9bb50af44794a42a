public import EventSourcing

/// How words speak of an event: `#3` in the same incident, `harbour-fire#3` in another.
public struct EventReference: Hashable, Sendable, CustomStringConvertible {
    /// The other incident; nil means the one in which the words stand.
    public let incident: StreamID?
    /// The event in it; 1 or greater.
    public let revision: Revision

    /// Reads a reference.
    ///
    /// - Throws: unless the text is an incident id or nothing, then `#`, then a number without leading zeros.
    public init(_ text: String) throws(TimeError) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[1].utf8.first, first != UInt8(ascii: "0"),
            parts[1].utf8.allSatisfy(isDigit), let number = UInt64(parts[1])
        else {
            throw TimeError(
                "\(quoted(text)) does not name an event; write #3 for the third event of the same incident, "
                    + "or other-id#3")
        }
        revision = Revision(number)
        guard !parts[0].isEmpty else {
            incident = nil
            return
        }
        do throws(WordError) {
            incident = try StreamID(String(parts[0]))
        } catch {
            throw TimeError(
                "\(quoted(text)) does not name an event: the incident id may hold 1 to \(StreamID.maximumLength) of "
                    + "A-Z a-z 0-9 . _ : @ ~ - and begins with a letter or a digit")
        }
    }

    /// Speaks of a revision, in another incident or in the same. The revision is not checked.
    public init(incident: StreamID? = nil, revision: Revision) {
        self.incident = incident
        self.revision = revision
    }

    /// The event that is meant by words that stand in `incident`.
    public func reference(in incident: StreamID) -> Reference {
        Reference(stream: self.incident ?? incident, revision: revision)
    }

    /// `#3` or `harbour-fire#3`.
    public var description: String { "\(incident?.text ?? "")\(revision)" }
}
