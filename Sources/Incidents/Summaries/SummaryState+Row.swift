import EventSourcing

/// How a row of the list of incidents is kept: numbers in little-endian order, then texts.
///
/// | offset | bytes | content |
/// |---|---|---|
/// | 0 | 1 | which of the parts below are there, and marks |
/// | 1 | 1 | status, 0 for none |
/// | 2 | 1 | length of the incident that it was merged into |
/// | 3 | 8 | revision |
/// | 11 | 8 | events |
/// | 19 | 8 | first occurred |
/// | 27 | 8 | last recorded |
/// | 35 | 8 | last published |
/// | 43 | 8 | last position |
/// | 51 | 8 | the greatest beginning of all times of statuses |
/// | 59 | | the incident that it was merged into |
/// | | | title, or what the first entry says |
///
/// Whoever changes this, or what the numbers mean, raises ``IncidentRows/projection``'s version.
extension SummaryState {
    private enum Mark {
        static let hasFirstOccurred: UInt8 = 1 << 0
        static let hasTitle: UInt8 = 1 << 1
        static let hasText: UInt8 = 1 << 2
        static let isExercise: UInt8 = 1 << 3
        static let hangs: UInt8 = 1 << 4
        static let hasReached: UInt8 = 1 << 5
    }

    private static let textsStart = 59

    /// The row to keep, folded up to a position.
    func row(at position: Position) -> ProjectionRow {
        var marks: UInt8 = 0
        if firstOccurred != nil { marks |= Mark.hasFirstOccurred }
        if hasTitle { marks |= Mark.hasTitle }
        if hasText { marks |= Mark.hasText }
        if isExercise { marks |= Mark.isExercise }
        if hangs { marks |= Mark.hangs }
        if status.reached != nil { marks |= Mark.hasReached }
        let into = mergedInto?.text.utf8.count ?? 0
        var value: [UInt8] = []
        value.reserveCapacity(Self.textsStart + into + text.count)
        value.append(marks)
        value.append(status.value?.number ?? 0)
        value.append(UInt8(into))
        value.appendNumber(revision)
        value.appendNumber(events)
        value.appendNumber(UInt64(bitPattern: firstOccurred?.microseconds ?? 0))
        value.appendNumber(UInt64(bitPattern: lastRecorded.microseconds))
        value.appendNumber(UInt64(bitPattern: lastPublished.microseconds))
        value.appendNumber(lastPosition.rawValue)
        value.appendNumber(UInt64(bitPattern: status.reached?.microseconds ?? 0))
        if let mergedInto { value.append(contentsOf: mergedInto.text.utf8) }
        value.append(contentsOf: text)
        return ProjectionRow(stream: incident, rank: rank, position: position, value: value)
    }

    /// Where the row stands in the list: see ``IncidentSummary/comesBefore(_:_:)``.
    var rank: UInt64 { lastPosition.rawValue &* 2 &+ (mergedInto == nil ? 1 : 0) }

    /// Reads a row; nil where it is none.
    init?(_ row: ProjectionRow) {
        let value = row.value
        guard value.count >= Self.textsStart else { return nil }
        func moment(_ offset: Int) -> Timestamp {
            Timestamp(microseconds: Int64(bitPattern: value.number(at: offset)))
        }
        self.init(row.stream)
        let marks = value[0]
        revision = value.number(at: 3)
        events = value.number(at: 11)
        if marks & Mark.hasFirstOccurred != 0 { firstOccurred = moment(19) }
        lastRecorded = moment(27)
        lastPublished = moment(35)
        lastPosition = Position(value.number(at: 43))
        let known = IncidentStatus(number: value[1])
        guard known != nil || value[1] == 0 else { return nil }
        status = Newest(value: known, reached: marks & Mark.hasReached != 0 ? moment(51) : nil)
        hasTitle = marks & Mark.hasTitle != 0
        hasText = marks & Mark.hasText != 0
        isExercise = marks & Mark.isExercise != 0
        hangs = marks & Mark.hangs != 0
        let textStart = Self.textsStart + Int(value[2])
        guard textStart <= value.count else { return nil }
        if value[2] > 0 {
            let name = String(decoding: value[Self.textsStart..<textStart], as: UTF8.self)
            guard let into = try? StreamID(name) else { return nil }
            mergedInto = into
        }
        text = Array(value[textStart...])
        guard rank == row.rank else { return nil }
    }
}

extension IncidentStatus {
    /// The number that stands for it in a row; never changes.
    fileprivate var number: UInt8 {
        switch self {
        case .open: 1
        case .active: 2
        case .contained: 3
        case .resolved: 4
        case .closed: 5
        case .reopened: 6
        }
    }

    fileprivate init?(number: UInt8) {
        guard let status = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = status
    }
}

extension [UInt8] {
    fileprivate mutating func appendNumber(_ number: UInt64) {
        for byte in 0..<8 { append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte))) }
    }

    fileprivate func number(at offset: Int) -> UInt64 {
        var number: UInt64 = 0
        for byte in 0..<8 { number |= UInt64(self[offset + byte]) << UInt64(8 * byte) }
        return number
    }
}
