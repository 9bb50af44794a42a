public import EventSourcing
import StrictJSON

/// What no longer stands once an entry is corrected: whatever of the incident's state it carried and the correction
/// does not carry. That is by design, since a corrected entry holds in no part; who corrects must know it.
public enum CorrectionLoss {
    /// The entries that an event corrects.
    public static func targets(of event: NewEvent) -> [Reference] {
        body(of: event)?.relations.filter { $0.kind == .corrects }.map(\.target) ?? []
    }

    /// What is lost of an entry by the event that corrects it, in words: `title`, `place`, `status`, `unit E39`,
    /// `figures`, `figure killed`.
    public static func names(of target: RecordedEvent, correctedBy event: NewEvent) -> [String] {
        guard let old = EventBody.read(target), let new = body(of: event) else { return [] }
        var names: [String] = []
        if old.title != nil, new.title == nil { names.append("title") }
        if old.place != nil, new.place == nil { names.append("place") }
        if old.status != nil, new.status == nil { names.append("status") }
        if let unit = old.unit, unit.id != new.unit?.id { names.append("unit \(unit.id)") }
        let lost = old.figures.map(\.measure).filter { !new.figures.map(\.measure).contains($0) }
        names += lost.count > 1 && new.figures.isEmpty ? ["figures"] : lost.map { "figure \($0)" }
        return names
    }

    private static func body(of event: NewEvent) -> EventBody? {
        try? EventBody(decoding: JSONValue.root(of: event.body), in: event.stream)
    }
}
