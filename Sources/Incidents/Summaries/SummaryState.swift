import EventSourcing

/// The row of one incident on its way through the log: what the list of incidents tells of it, and what is needed to go on.
///
/// That goes for incidents whose entries nothing changes and whose times are their own. The row of one that ``hangs`` is
/// folded by the rules of corrections, together with those it hangs on, and anew whenever one of them gets an event.
struct SummaryState: Equatable, Sendable {
    let incident: StreamID
    /// How many events of its own have been folded.
    var revision: UInt64 = 0
    /// How many events are counted in it.
    var events: UInt64 = 0
    var firstOccurred: Timestamp?
    var lastRecorded = Timestamp.minimum
    var lastPublished = Timestamp.minimum
    var lastPosition = Position.beforeFirst
    /// The title; where there is none, what the first entry says.
    var text: [UInt8] = []
    var hasTitle = false
    /// Whether there is a text yet.
    var hasText = false
    var status = Newest<IncidentStatus>()
    var isExercise = false
    /// Whether it cannot go on by itself.
    var hangs = false
    var mergedInto: StreamID?

    /// An incident without events.
    init(_ incident: StreamID) { self.incident = incident }

    /// Takes in the next event of its own.
    mutating func take(_ event: borrowing ScannedEvent) {
        revision = event.revision.rawValue
        events += 1
        lastRecorded = event.recorded
        lastPosition = event.position
        lastPublished = events == 1 ? event.published : max(event.published, lastPublished)
        if event.flags.contains(.exercise) { isExercise = true }
        if let start = event.earliest ?? event.latest { firstOccurred = min(start, firstOccurred ?? start) }
        guard !event.flags.contains(.redacted) else { return }
        guard event.bodyVersion == EventBody.currentVersion, let skim = BodySkim(event.body) else {
            takeWhole(event)
            return
        }
        if let title = skim.title, !title.isEmpty {
            if !hasTitle || !event.body.holds(text, in: title) { text = event.body.copy(title) }
            (hasTitle, hasText) = (true, true)
        } else if !hasText, let summary = skim.summary {
            text = event.body.copy(summary)
            hasText = true
        }
        if let range = skim.status, let status = IncidentStatus(spelled: event.body, range) {
            self.status.take(status, told: TimeSpan(earliest: event.earliest, latest: event.latest))
        }
    }

    /// The same for a body that has to be read.
    private mutating func takeWhole(_ event: borrowing ScannedEvent) {
        let bytes = event.body.copy(0..<event.body.count)
        guard let body = try? EventBody(reading: bytes, version: event.bodyVersion, in: incident) else { return }
        if let title = body.title {
            (text, hasTitle, hasText) = (Array(title.utf8), true, true)
        } else if !hasText {
            (text, hasText) = (Array(body.summary.utf8), true)
        }
        if let status = body.status {
            self.status.take(status, told: TimeSpan(earliest: event.earliest, latest: event.latest))
        }
    }
}

extension SummaryState {
    /// The row that was folded by the rules of corrections.
    ///
    /// - Parameter revision: how many events of its own were known.
    init(folded row: IncidentSummary, revision: UInt64) {
        self.init(row.incident)
        self.revision = revision
        events = UInt64(row.events)
        firstOccurred = row.firstOccurred
        lastRecorded = row.lastRecorded
        lastPublished = row.lastPublished
        lastPosition = row.lastPosition
        text = Array(row.summary.utf8)
        hasTitle = row.title != nil
        hasText = true
        status = Newest(value: row.status)
        isExercise = row.isExercise
        hangs = true
        mergedInto = row.mergedInto
    }

    /// What the list of incidents tells.
    var summary: IncidentSummary {
        let text = String(decoding: text, as: UTF8.self)
        return IncidentSummary(
            incident: incident, status: status.value, events: Int(clamping: events), firstOccurred: firstOccurred,
            lastRecorded: lastRecorded, title: hasTitle ? text : nil, summary: text, isExercise: isExercise,
            lastPosition: lastPosition, mergedInto: mergedInto, lastPublished: lastPublished)
    }
}

extension IncidentStatus {
    /// The status that stands in some bytes.
    fileprivate init?(spelled bytes: Span<UInt8>, _ range: Range<Int>) {
        for status in Self.allCases where bytes.holds(status.rawValue.utf8, in: range) {
            self = status
            return
        }
        return nil
    }
}

extension Span<UInt8> {
    /// A copy of some of the bytes.
    func copy(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return bytes
    }

    /// Whether these bytes stand in a range.
    func holds(_ bytes: some Collection<UInt8>, in range: Range<Int>) -> Bool {
        guard bytes.count == range.count else { return false }
        var place = range.lowerBound
        for byte in bytes {
            guard self[place] == byte else { return false }
            place += 1
        }
        return true
    }
}
