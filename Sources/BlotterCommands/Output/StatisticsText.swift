import EventSourcing
import LMDBEventStore
import StrictJSON
import TimelineRendering

extension LogStatistics {
    /// For people: one line a value.
    ///
    /// - Parameter lag: how many events the stored rows of the list of incidents lag behind; nil where there are none.
    func text(path: String, lag: UInt64?) -> String {
        var rows = [("log", SafeText.line(path)), ("format", "\(format), made \(created)")]
        let share = kinds.map { "\($0.kind) \($0.events)" }.joined(separator: ", ")
        rows.append(("events", share.isEmpty ? "\(events)" : "\(events) (\(SafeText.line(share)))"))
        rows.append(("incidents", "\(streams)"))
        rows.append(("tags set", "\(taggings)"))
        if let firstRecorded, let lastRecorded { rows.append(("recorded", "\(firstRecorded) to \(lastRecorded)")) }
        let rest = unindexed == 0 ? "all events" : "\(events - UInt64(unindexed)) events; the newest \(unindexed) wait"
        rows.append(("indexes", rest))
        rows.append(("file", "\(Self.size(usedSize)) in use of \(Self.size(fileSize))"))
        rows.append(("readers", "\(readers) of \(maximumReaders) slots"))
        let kept = lag.map { $0 == 0 ? "up to date" : "\($0) event\($0 == 1 ? "" : "s") behind" }
        rows.append(("projections", "incidents \(kept ?? "not stored yet")"))
        return rows.map { TextWidth.padded($0.0, to: 13) + $0.1 + "\n" }.joined()
    }

    /// For programs: one line of JSON.
    func json(path: String, lag: UInt64?, style: JSONStringStyle) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.key("log")
        writer.string(path)
        writer.key("format")
        writer.integer(format)
        writer.key("created")
        writer.string(created.description)
        writer.key("events")
        writer.integer(events)
        writer.key("kinds")
        writer.beginObject()
        for (kind, count) in kinds {
            writer.key(named: kind.name)
            writer.integer(count)
        }
        writer.endObject()
        for (name, number) in [
            ("incidents", streams), ("tagsSet", taggings), ("unindexed", unindexed), ("fileSize", fileSize),
            ("usedSize", usedSize),
            ("readers", readers), ("maximumReaders", maximumReaders),
        ] {
            writer.key(named: name)
            writer.integer(number)
        }
        writer.key("projections")
        writer.beginObject()
        writer.key("incidents")
        if let lag {
            writer.beginObject()
            writer.key("lag")
            writer.integer(lag)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.endObject()
        for (name, moment) in [("firstRecorded", firstRecorded), ("lastRecorded", lastRecorded)] {
            writer.key(named: name)
            if let moment { writer.string(moment.description) } else { writer.null() }
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// `812 B`, `64.0 KiB`, `1.5 GiB`.
    private static func size(_ bytes: Int) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var tenths = bytes * 10
        var unit = 0
        while tenths >= 10_240, unit < 4 {
            tenths /= 1024
            unit += 1
        }
        return "\(tenths / 10).\(tenths % 10) \(["B", "KiB", "MiB", "GiB", "TiB"][unit])"
    }
}
