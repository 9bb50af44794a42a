import EventSourcing

/// Random events that use everything an envelope can say.
struct RandomEvents {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Pieces of text that are easily spoiled: composed and decomposed accents, several scripts, emoji, controls,
    /// bidirectional marks, quotes.
    private static let pieces = [
        "fire", "Пожар", "火事", "\u{E9}", "e\u{301}", "👩🏽‍🚒", "\u{202E}", "\"", "\\", "\u{0}", "\n", "\u{7F}", " ", "~",
        "%",
        "\u{10FFFF}", "\u{FEFF}", "ß", "\u{1F1FA}\u{1F1E6}",
    ]

    /// An event that refers to some of these earlier ones.
    mutating func event(after earlier: [RecordedEvent]) throws -> NewEvent {
        var event = NewEvent(
            stream: try StreamID("s-\(random.number(in: 1...9))"), kind: try EventKind(word(12)), body: body(),
            bodyVersion: random.next(), flags: flags(), occurred: occurrence())
        if !random.oneIn(3) { event.id = try EventID("\(random.next() as UInt64)-\(word(20))") }
        if random.oneIn(2) { event.published = moment() }
        if random.oneIn(2) { event.by = try Author(word(30)) }
        for number in 0..<random.number(in: 0...Tag.maximumCount) where random.oneIn(2) {
            event.tags.append(try Tag("k\(number):\(word(20).withoutControls)"))
        }
        for _ in 0..<random.number(in: 0...Reference.maximumCount) where random.oneIn(4) {
            guard let other = earlier.randomElement(using: &random) else { break }
            event.references.append(Reference(stream: other.stream, revision: random.pick(.none, other.revision)))
        }
        return event
    }

    private mutating func flags() -> EventFlags {
        var flags: EventFlags = []
        for flag in [EventFlags.exercise, .hasRelation, .bodyHasEscape, .publicAudience] where random.oneIn(2) {
            flags.insert(flag)
        }
        return flags
    }

    private mutating func occurrence() -> Occurrence {
        switch random.number(in: 0...4) {
        case 0: return .undated
        case 1:
            return Occurrence(
                form: .relative, earliest: nil, latest: nil, precision: .none, isApproximate: false, isUncertain: false,
                offsetMinutes: nil, words: word(40))
        default:
            let ends = [moment(), moment()].sorted()
            let isOpen = random.number(in: 0...3)
            return Occurrence(
                form: .absolute, earliest: isOpen == 1 ? nil : ends[0], latest: isOpen == 2 ? nil : ends[1],
                precision: random.pick(.year, .month, .day, .minute, .second, .fraction),
                isApproximate: random.oneIn(2), isUncertain: random.oneIn(2),
                offsetMinutes: random.oneIn(4) ? nil : random.number(in: -1439...1439), words: word(40))
        }
    }

    private mutating func moment() -> Timestamp {
        switch random.number(in: 0...9) {
        case 0: .minimum
        case 1: .maximum
        case 2: Timestamp(microseconds: Int64(random.number(in: -1...1)))
        default:
            Timestamp(
                microseconds: .random(
                    in: Timestamp.minimum.microseconds...Timestamp.maximum.microseconds, using: &random))
        }
    }

    /// A body of any bytes, from none to more than a page of memory.
    private mutating func body() -> [UInt8] {
        switch random.number(in: 0...5) {
        case 0: []
        case 1: (0..<random.number(in: 1...5000)).map { _ in random.next() }
        default: Array("{\"summary\":\"\(text(random.number(in: 0...600)))\"}".utf8)
        }
    }

    /// Some text of at least one letter, well below the limits of the words.
    private mutating func word(_ length: Int) -> String { "w" + text(random.number(in: 0...length / 9)) }

    private mutating func text(_ count: Int) -> String {
        (0..<count).map { _ in Self.pieces[random.number(in: 0...Self.pieces.count - 1)] }.joined()
    }
}

extension String {
    /// The text without control characters, which no tag may hold.
    fileprivate var withoutControls: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
