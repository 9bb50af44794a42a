import EventSourcing

extension RecordedEvent {
    /// An event out of the bytes of an input: any that the vocabulary allows, likely or not.
    init(_ taker: inout ByteTaker) throws {
        let counts = taker.byte()
        self.init(
            position: Position(taker.number()), revision: Revision(taker.number() % 1 << 48),
            recorded: Timestamp(microseconds: taker.moment()), stream: StreamID(taking: &taker),
            id: try EventID(taker.text()), kind: EventKind("reported" as StaticString),
            bodyVersion: UInt16(taker.byte()) << 8 | 1,
            flags: EventFlags(rawValue: UInt16(taker.byte())), occurred: Occurrence(&taker),
            published: Timestamp(microseconds: taker.moment()), by: try Author(taker.text()),
            tags: try (0..<(counts & 15)).map { _ in try Tag(taker.text()) },
            references: (0..<(counts >> 4)).map { _ in
                Reference(stream: StreamID(taking: &taker), revision: Revision(taker.number()))
            },
            body: taker.all())
    }
}

extension StreamID {
    /// Letters are made of whatever bytes come, so that few inputs are lost.
    fileprivate init(taking taker: inout ByteTaker) {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:@~-".utf8)
        let letters = taker.bytes(Int(taker.byte() & 127)).map { alphabet[Int($0) % alphabet.count] }
        self = (try? StreamID("a" + String(decoding: letters, as: UTF8.self))) ?? .fallback
    }

    private static let fallback: StreamID = {
        guard let stream = try? StreamID("a") else { preconditionFailure("'a' is the name of a stream") }
        return stream
    }()
}

extension Occurrence {
    fileprivate init(_ taker: inout ByteTaker) {
        let bits = taker.byte()
        let earliest = taker.moment()
        let latest = taker.moment()
        let offset = Int(taker.moment() % 1440)
        self.init(
            form: Form(rawValue: bits & 3) ?? .undated,
            earliest: bits & 4 == 0 ? nil : Timestamp(microseconds: earliest),
            latest: bits & 8 == 0 ? nil : Timestamp(microseconds: latest),
            precision: Precision(rawValue: taker.byte() % 7) ?? .none, isApproximate: bits & 16 != 0,
            isUncertain: bits & 32 != 0, offsetMinutes: bits & 64 == 0 ? nil : offset, words: taker.text())
    }
}
