/// How long the log's tail may grow before its events go into the indexes together (``LogTail``).
///
/// The more there are, the more of them share a page that has to be changed; where they are of any incidents at all, that
/// takes some thousand. But whoever opens the log reads them first, a microsecond each, and the commit that puts them into
/// the indexes takes longer than others. So it is longer where many events are appended together, as when very many come in
/// a short time: there it counts most, and the wait is shared.
struct TailLimit: Sendable {
    /// How many events of those that are appended alone.
    let alone: Int
    /// How many at most, however many are appended together.
    let together: Int

    static let usual = TailLimit(alone: 512, together: 2048)

    /// How many places in the indexes there are for each event, tags and references included; who has more of them makes the
    /// tail shorter.
    private static let placesAnEvent = 8

    /// How many events the tail may have when it takes in so many.
    private func most(appending count: Int) -> Int { min(max(alone, alone * count / 2), together) }

    /// Whether a tail of so many events, with so many places in indexes, may take in the last `count` of them.
    func allows(_ events: Int, places: Int, appending count: Int) -> Bool {
        let most = most(appending: count)
        return events <= most && places <= most * Self.placesAnEvent
    }
}
