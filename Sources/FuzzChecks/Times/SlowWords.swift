import EventSourcing

/// The interval that the words of a point or an interval name, in microseconds: read by the shapes that the words may
/// have, and counted on the slow calendar.
struct SlowWords: Equatable {
    let earliest: Int64?
    let latest: Int64?

    /// Nil where the words are none that may be taken.
    init?(_ text: String) {
        guard text.utf8.count <= 512 else { return nil }
        let bytes = Array(text.utf8)
        if let place = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E }) {
            let (left, right) = (Array(bytes[..<place]), Array(bytes[(place + 2)...]))
            guard !left.isEmpty || !right.isEmpty else { return nil }
            let (from, to) = (Self.point(left), Self.point(right))
            guard left.isEmpty || from != nil, right.isEmpty || to != nil else { return nil }
            if let from, let to, to.upperBound < from.lowerBound { return nil }
            earliest = from?.lowerBound
            latest = to?.upperBound
        } else {
            guard let point = Self.point(bytes) else { return nil }
            earliest = point.lowerBound
            latest = point.upperBound
        }
    }

    private static func point(_ bytes: [UInt8]) -> ClosedRange<Int64>? {
        var words = bytes
        if let last = words.last, "~?%".utf8.contains(last) { words.removeLast() }
        var offset: (minutes: Int, isWest: Bool)?
        if let last = words.last, "Zz".utf8.contains(last) {
            words.removeLast()
            offset = (0, false)
        } else if words.count > 6, let parts = numbers(in: words.suffix(6), shape: "±00:00") {
            guard parts[0] < 24, parts[1] < 60 else { return nil }
            let isWest = words[words.count - 6] == UInt8(ascii: "-")
            offset = ((parts[0] * 60 + parts[1]) * (isWest ? -1 : 1), isWest)
            words.removeLast(6)
        }
        guard let local = local(words, offset?.isWest, shift: Int64(offset?.minutes ?? 0) * 60_000_000) else {
            return nil
        }
        let range = Timestamp.minimum.microseconds...Timestamp.maximum.microseconds
        return range.contains(local.lowerBound) && range.contains(local.upperBound) ? local : nil
    }

    /// What the words without sign and offset name; `shift` is what their clock is ahead of UTC.
    private static func local(_ words: [UInt8], _ isWest: Bool?, shift: Int64) -> ClosedRange<Int64>? {
        let day: Int64 = 86_400_000_000
        func days(_ first: Int, _ end: Int) -> ClosedRange<Int64> {
            (Int64(first) * day - shift)...(Int64(end) * day - shift - 1)
        }
        // A year or a month takes no offset west of UTC: the words would read like a month or a day.
        if let parts = numbers(in: words[...], shape: "0000"), isWest != true {
            return days(
                SlowCalendar.start(ofMonth: 1, in: parts[0]), SlowCalendar.start(ofMonth: 13, in: parts[0]))
        }
        if let parts = numbers(in: words[...], shape: "0000-00"), isWest != true, 1...12 ~= parts[1] {
            return days(
                SlowCalendar.start(ofMonth: parts[1], in: parts[0]),
                SlowCalendar.start(ofMonth: parts[1] + 1, in: parts[0]))
        }
        guard let parts = numbers(in: words.prefix(10), shape: "0000-00-00"), 1...12 ~= parts[1],
            1...SlowCalendar.length(ofMonth: parts[1], in: parts[0]) ~= parts[2]
        else { return nil }
        let date = SlowCalendar.start(ofMonth: parts[1], in: parts[0]) + parts[2] - 1
        if words.count == 10 { return days(date, date + 1) }
        guard isWest != nil, let time = timeOfDay(words[10...], Int64(date) * day - shift) else { return nil }
        return time
    }

    private static func timeOfDay(_ words: ArraySlice<UInt8>, _ midnight: Int64) -> ClosedRange<Int64>? {
        var words = words
        guard let mark = words.popFirst(), "Tt".utf8.contains(mark) else { return nil }
        let fraction = words.dropFirst(8)
        let hasSecond = words.count != 5
        guard let parts = numbers(in: hasSecond ? words.prefix(8) : words, shape: hasSecond ? "00:00:00" : "00:00"),
            parts[0] < 24, parts[1] < 60, (parts.count < 3 ? 0 : parts[2]) <= 60
        else { return nil }
        let minute = midnight + Int64(parts[0] * 60 + parts[1]) * 60_000_000
        guard hasSecond else { return minute...(minute + 59_999_999) }
        if parts[2] == 60, !isLastMinuteOfMonth(minute) { return nil }
        var first = minute + Int64(min(parts[2], 59)) * 1_000_000
        var length: Int64 = 1_000_000
        if let point = fraction.first {
            let digits = fraction.dropFirst()
            guard point == UInt8(ascii: "."), 1...9 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
                return nil
            }
            for digit in digits.prefix(6) {
                length /= 10
                first += Int64(digit - 0x30) * length
            }
        }
        return first...(first + length - 1)
    }

    /// Whether the next minute in UTC is the first one of a month.
    private static func isLastMinuteOfMonth(_ minute: Int64) -> Bool {
        let next = minute + 60_000_000
        guard next % 86_400_000_000 == 0 else { return false }
        let date = Int(next / 86_400_000_000)
        return CivilDate(daysSinceEpoch: date).day == 1
    }

    /// The numbers in a text of a shape, in which `0` stands for a digit and `±` for either sign.
    private static func numbers(in text: ArraySlice<UInt8>, shape: String) -> [Int]? {
        guard text.count == shape.count else { return nil }
        var numbers: [Int] = [0]
        for (byte, mark) in zip(text, shape) {
            switch mark {
            case "0":
                guard 0x30...0x39 ~= byte else { return nil }
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte) - 0x30
            case "±": guard "+-".utf8.contains(byte) else { return nil }
            default:
                guard byte == mark.asciiValue else { return nil }
                numbers.append(0)
            }
        }
        return numbers
    }
}
