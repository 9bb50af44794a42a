import EventSourcing

/// A rule for all time, as the footer of a TZif file writes it: POSIX.1-2017, 8.3 (`TZ`), with the extension of
/// RFC 8536, 3.3.1, that a change may come up to 167 hours from the start of its day.
///
///     CET-1CEST,M3.5.0,M10.5.0/3      <-03>3      EST5EDT,M3.2.0,M11.1.0
struct PosixZone: Hashable, Sendable {
    let standard: ZoneOffset
    let summer: Summer?

    /// The other offset of the year and when it holds.
    struct Summer: Hashable, Sendable {
        let offset: ZoneOffset
        let start: YearlyChange
        let end: YearlyChange
    }

    /// Reads a rule; nil where it is none.
    init?(_ text: String) {
        var scanner = TextScanner(text)
        guard let name = scanner.zoneName(), let west = scanner.signedTime(maximumHours: 24) else { return nil }
        standard = ZoneOffset(seconds: -west, abbreviation: name)
        guard !scanner.isAtEnd else {
            summer = nil
            return
        }
        guard let summerName = scanner.zoneName() else { return nil }
        var seconds = 3600 - west
        if scanner.peek() != UInt8(ascii: ",") {
            guard let summerWest = scanner.signedTime(maximumHours: 24) else { return nil }
            seconds = -summerWest
        }
        guard scanner.take(UInt8(ascii: ",")), let start = YearlyChange(&scanner),
            scanner.take(UInt8(ascii: ",")), let end = YearlyChange(&scanner), scanner.isAtEnd
        else { return nil }
        summer = Summer(offset: ZoneOffset(seconds: seconds, abbreviation: summerName), start: start, end: end)
    }

    /// The offset at a second of POSIX time.
    func offset(atSecond second: Int64) -> ZoneOffset {
        guard let summer else { return standard }
        let last = changes(near: second, summer).last { $0.second <= second }
        return last?.toSummer == true ? summer.offset : standard
    }

    /// The first change after a second; nil where the offset never changes.
    func nextTransition(after second: Int64) -> Int64? {
        guard let summer else { return nil }
        return changes(near: second, summer).first { $0.second > second }?.second
    }

    /// The changes of the year of a second and of its neighbours, in order. Where an end and a start coincide the start
    /// comes last: that is how a rule says that summer lasts all year.
    private func changes(near second: Int64, _ summer: Summer) -> [(second: Int64, toSummer: Bool)] {
        let days = second.flooredDivision(by: 86_400).quotient
        let year = CivilDate(daysSinceEpoch: Int(days)).year
        var changes: [(second: Int64, toSummer: Bool)] = []
        for year in (year - 2)...(year + 2) {
            changes.append((summer.start.localSecond(in: year) - Int64(standard.seconds), true))
            changes.append((summer.end.localSecond(in: year) - Int64(summer.offset.seconds), false))
        }
        return changes.sorted { ($0.second, $0.toSummer ? 1 : 0) < ($1.second, $1.toSummer ? 1 : 0) }
    }
}

extension TextScanner {
    /// Three or more letters, or anything of letters, digits, `+` and `-` within angle brackets.
    fileprivate mutating func zoneName() -> String? {
        if take(UInt8(ascii: "<")) {
            let name = run { isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D }
            return name.utf8.count >= 3 && take(UInt8(ascii: ">")) ? name : nil
        }
        let name = run(while: isLetter)
        return name.utf8.count >= 3 ? name : nil
    }

    /// `[+-]h[h][h][:mm[:ss]]` in seconds.
    mutating func signedTime(maximumHours: Int) -> Int? {
        let isNegative = take(oneOf: [0x2B, 0x2D]) == 0x2D
        let hourDigits = digitRun()
        guard hourDigits.utf8.count <= 3, let hours = Int(hourDigits), hours <= maximumHours else { return nil }
        var seconds = hours * 3600
        if take(UInt8(ascii: ":")) {
            guard let minutes = digits(2), minutes < 60 else { return nil }
            seconds += minutes * 60
            if take(UInt8(ascii: ":")) {
                guard let rest = digits(2), rest < 60 else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }
}
