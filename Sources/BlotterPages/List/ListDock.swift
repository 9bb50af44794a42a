import EventSourcing
import Incidents
import TimelineRendering

/// The dock of the list: the slider goes through the log, event by event.
///
/// That takes the recorded clock, on which what was known is the log up to a position, and somebody who may know of every
/// position. All others go by the hour.
struct ListDock {
    let asOf: AsOf
    /// The end of the log.
    let head: Position
    let query: ListQuery
    let setting: PageSetting

    var markup: Markup {
        Dock(
            asOf: asOf, isPast: query.isPast, count: count, path: PagePaths.list,
            kept: query.asked(asOf: nil).asked(offset: 0).items + setting.items,
            address: { query.asked(asOf: $0).asked(on: $1).address(in: setting) }, words: query.asOf, course: course,
            setting: setting
        ).markup
    }

    private var hasPositions: Bool {
        query.clock == .recorded && !setting.visitor.isPublic && !setting.visitor.isLimited
    }

    private var end: Int { Int(clamping: head.rawValue) }
    private var known: Int { query.isPast ? min(end, Int(clamping: asOf.position.rawValue)) : end }

    private var count: (shown: Markup, spoken: String) {
        guard hasPositions else { return ("", "") }
        let told = known == end ? "all \(end) events known" : "\(known) of \(end) events known"
        return ("\(told)", told)
    }

    private var course: Dock.Course? {
        guard hasPositions else { return nil }
        return Dock.Course(
            first: min(1, known), count: end, known: known, words: { ListQuery.words(ofStep: $0, end: head) })
    }
}
