import EventSourcing
import Incidents
import StrictJSON

extension JSONWriter {
    /// A series of figures. Always there, `null` where there is no value: `measure`, `basis`, `policy`, `headline` (a point
    /// and whether it is `official`), `toldBetween` (`low` and `high`, and `lowRead` and `highRead` where that is read from
    /// words), `falls`, `series` (all points in log order) and `origins`.
    ///
    /// An origin has `origin` (its name, or `null`), its `kind`, its `outlets`, where its `points` stand in `series`, counted
    /// from 0 and in the order in which they were published, which of them is the `newest` that stands, and its own `falls`.
    mutating func series(_ series: FigureSeries, in incident: StreamID) {
        beginObject()
        member("measure", series.measure)
        member("basis", series.basis.rawValue)
        member("policy", series.policy.rawValue)
        key("headline")
        if let headline = series.headline {
            beginObject()
            members(of: headline, in: incident)
            member("official", series.headlineIsOfficial)
            endObject()
        } else {
            null()
        }
        key("toldBetween")
        if let told = series.toldBetween {
            beginObject()
            member("low", told.lowerBound)
            member("high", told.upperBound)
            ifTrue("lowRead", series.leastTold?.isRead ?? false)
            ifTrue("highRead", series.mostTold?.isRead ?? false)
            endObject()
        } else {
            null()
        }
        falls(series.falls, in: incident)
        member("series", list: series.points) { writer, point in
            writer.beginObject()
            writer.members(of: point, in: incident)
            writer.endObject()
        }
        member("origins", list: series.origins) { writer, origin in
            writer.beginObject()
            writer.member("origin", origin.name)
            writer.member("kind", origin.kind?.rawValue)
            writer.member("outlets", list: origin.outlets) { $0.string($1) }
            writer.member("points", list: origin.indexes) { $0.integer($1) }
            writer.member("newest", origin.newest)
            writer.falls(origin.falls, in: incident)
            writer.endObject()
        }
        endObject()
    }

    /// A fall has `from`, `to`, the event that told the lower number, the one `before` it, and the `reason`, or `null`.
    private mutating func falls(_ falls: [FigureSeries.Fall], in incident: StreamID) {
        member("falls", list: falls) { writer, fall in
            writer.beginObject()
            writer.member("from", fall.from)
            writer.member("to", fall.to)
            writer.reference(fall.reference, in: incident)
            writer.key("before")
            writer.beginObject()
            writer.reference(fall.before, in: incident)
            writer.endObject()
            writer.member("reason", fall.reason)
            writer.endObject()
        }
    }

    /// `number` is what to show for the point; it is `read` where it was not told but read from its words.
    private mutating func members(of point: FigureSeries.Point, in incident: StreamID) {
        ifAny("low", point.figure.low)
        ifAny("best", point.figure.best)
        ifAny("high", point.figure.high)
        ifAny("words", point.figure.words)
        member("number", point.number)
        ifTrue("read", point.isRead)
        source(point.source)
        reference(point.reference, in: incident)
        clocks(published: point.published, recorded: point.recorded)
        member("occurred", point.occurred)
        member("state", point.state.rawValue)
        member("counts", point.counts)
        ifAny("reason", point.reason)
    }
}
