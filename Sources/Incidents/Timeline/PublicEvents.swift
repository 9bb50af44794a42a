public import EventSourcing

/// The known events of which the public may be told, as ``TimelineOptions/audience`` says. Whatever is folded from these
/// cannot tell anything else.
struct PublicEvents {
    /// The public part, with nothing of the desk on it.
    private(set) var known = KnownEvents()
    /// Whether each known event is told.
    let isTold: [Bool]

    init(_ all: KnownEvents, _ standing: Standing) {
        isTold = Self.told(of: all, standing)
        for (item, isTold) in zip(all.all, isTold) where isTold { known.append(item.withoutDesk) }
    }

    /// Whether each event is told.
    ///
    /// An entry that was taken back or is wrong is told only together with a public event that says so. Changes come
    /// after what they change, so going from the newest event to the oldest, these have been judged before.
    private static func told(of all: KnownEvents, _ standing: Standing) -> [Bool] {
        var isTold = [Bool](repeating: false, count: all.all.count)
        var isRetracted = isTold
        for index in all.all.indices.reversed() where all.all[index].isPublic {
            let strikes = all.changes[index].filter { isTold[$0.index] && !isRetracted[$0.index] }.map(\.relation.kind)
            isRetracted[index] = strikes.contains(.retracts)
            isTold[index] =
                standing.retracted[index]
                ? isRetracted[index]
                : standing.holds[index] || standing.states[index] == .redacted || isRetracted[index]
                    || strikes.contains(.corrects)
        }
        return isTold
    }
}

extension KnownEvent {
    /// Whether everybody may see it.
    var isPublic: Bool { event.isPublic(body) }

    /// The same without what is the desk's alone.
    fileprivate var withoutDesk: KnownEvent {
        KnownEvent(event: event.withoutDesk, body: body, relative: relative)
    }
}

extension RecordedEvent {
    /// The event without who entered it and the desk's tags.
    var withoutDesk: RecordedEvent {
        RecordedEvent(
            position: position, revision: revision, recorded: recorded, stream: stream, id: id, kind: kind,
            bodyVersion: bodyVersion, flags: flags, occurred: occurred, published: published, by: .withheld, tags: [],
            references: references, body: body)
    }

    /// Whether everybody may see it, given its body. What cannot be read cannot be judged, and stays with the desk; of what
    /// was redacted the flag is left.
    func isPublic(_ body: EventBody?) -> Bool {
        guard let body else { return flags.contains(.redacted) && flags.contains(.publicAudience) }
        return body.audience == .public
    }
}

extension Author {
    /// Stands for whoever entered an event where that is not told; see ``TimelineOptions/audience``.
    public static let withheld: Author = {
        do { return try Author("unnamed desk") } catch { preconditionFailure("\(error)") }
    }()
}
