import Chronology
public import EventSourcing

extension PageSetting {
    /// The words of `AsOfName` for a moment, told on the clock of the page: `2024-03-22T20:45+03:00`.
    ///
    /// They go along to other pages, and are kept as addresses. There the words that somebody typed (`20:45`,
    /// `yesterday`) would name another moment, since they are read anew in another zone, or on another day.
    public func lastingWords(for moment: Timestamp) -> String {
        let offset = zone.offset(at: moment)
        let shift = Int64(offset.seconds) * Timestamp.perSecond
        let local = moment.advanced(byMicroseconds: shift)
        let clock = local.description
        // Words for a second, or a minute, mean the last moment in it. At the ends of time there is no clock to tell it on.
        guard clock.hasSuffix(Self.lastOfSecond), offset.minutes != nil,
            local.microseconds - shift == moment.microseconds
        else { return moment.description }
        let second = clock.dropLast(Self.lastOfSecond.utf8.count)
        let words = second.hasSuffix(":59") ? second.dropLast(3) : second
        return words + (offset.seconds == 0 ? "Z" : offset.text)
    }

    private static let lastOfSecond = ".999999Z"
}
