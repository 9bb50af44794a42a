import EventSourcing

/// The parts of a TZif file that matter here, checked so that no later step can go wrong.
struct TZifFile {
    private(set) var transitions: [Int64] = []
    private(set) var typeIndexes: [Int] = []
    private(set) var types: [ZoneOffset] = []
    private(set) var footer: PosixZone?

    /// RFC 8536, 3: a header and a block with times of 4 bytes; from version 2 on, the same again with 8 bytes, then
    /// the footer.
    init(name: String, bytes: [UInt8]) throws(TimeError) {
        let damage = TimeError(
            "the zone file of \(quoted(name)) is damaged or not TZif (RFC 8536); install the tz database again")
        var reader = ByteReader(bytes)
        guard let first = Header(&reader), let old = Block(&reader, first, timeSize: 4) else { throw damage }
        var block = old
        var rule = ""
        if first.version != 0 {
            guard let second = Header(&reader), let new = Block(&reader, second, timeSize: 8) else { throw damage }
            guard let line = reader.line() else { throw damage }
            block = new
            rule = line
        }
        guard block.leapSeconds == 0 else {
            throw TimeError(
                "the zone \(quoted(name)) counts leap seconds, which Blotter does not; use the zone of the same name "
                    + "without 'right/'")
        }
        guard let types = block.offsets() else { throw damage }
        let indexes = block.indexes.map { Int($0) }
        guard !types.isEmpty, indexes.allSatisfy({ $0 < types.count }), block.isAscending else { throw damage }
        if !rule.isEmpty {
            guard let zone = PosixZone(rule) else { throw damage }
            footer = zone
        }
        transitions = block.times
        typeIndexes = indexes
        self.types = types
    }
}

/// RFC 8536, 3.1.
private struct Header {
    let version: UInt8
    let utcIndicators, standardIndicators, leapSeconds, transitions, types, letters: Int

    init?(_ reader: inout ByteReader) {
        guard reader.bytes(4) == Array("TZif".utf8)[...], let version = reader.bytes(1)?.first,
            reader.bytes(15) != nil
        else { return nil }
        guard version == 0 || (version >= UInt8(ascii: "2") && version <= UInt8(ascii: "4")) else { return nil }
        self.version = version
        guard let utcIndicators = reader.integer(4), let standardIndicators = reader.integer(4),
            let leapSeconds = reader.integer(4), let transitions = reader.integer(4), let types = reader.integer(4),
            let letters = reader.integer(4)
        else { return nil }
        // A negative count is one of more than 2³¹, which no file of a sensible size can hold.
        let counts = [utcIndicators, standardIndicators, leapSeconds, transitions, types, letters].map { Int($0) }
        guard counts.allSatisfy({ $0 >= 0 }) else { return nil }
        self.utcIndicators = counts[0]
        self.standardIndicators = counts[1]
        self.leapSeconds = counts[2]
        self.transitions = counts[3]
        self.types = counts[4]
        self.letters = counts[5]
    }
}

/// RFC 8536, 3.2.
private struct Block {
    let times: [Int64]
    let indexes: ArraySlice<UInt8>
    let leapSeconds: Int
    private let typeRecords: ArraySlice<UInt8>
    private let letters: ArraySlice<UInt8>

    init?(_ reader: inout ByteReader, _ header: Header, timeSize: Int) {
        guard let timeBytes = reader.bytes(header.transitions * timeSize),
            let indexes = reader.bytes(header.transitions),
            let typeRecords = reader.bytes(header.types * 6), let letters = reader.bytes(header.letters),
            reader.bytes(header.leapSeconds * (timeSize + 4)) != nil,
            reader.bytes(header.standardIndicators) != nil, reader.bytes(header.utcIndicators) != nil
        else { return nil }
        var times = ByteReader(Array(timeBytes))
        self.times = (0..<header.transitions).compactMap { _ in times.integer(timeSize) }
        self.indexes = indexes
        self.typeRecords = typeRecords
        self.letters = letters
        leapSeconds = header.leapSeconds
    }

    var isAscending: Bool { zip(times, times.dropFirst()).allSatisfy { $0 < $1 } }

    /// The local time types: offset, whether it is summer time (which nothing here asks), where its letters begin.
    func offsets() -> [ZoneOffset]? {
        var reader = ByteReader(Array(typeRecords))
        var offsets: [ZoneOffset] = []
        for _ in 0..<(typeRecords.count / 6) {
            guard let seconds = reader.integer(4), let marks = reader.bytes(2), let start = marks.last
            else { return nil }
            guard abs(seconds) < ZoneRules.maximumOffset else { return nil }
            let name = letters.dropFirst(Int(start)).prefix { $0 != 0 }
            guard Int(start) + name.count < letters.count, name.allSatisfy(isZoneLetter) else { return nil }
            offsets.append(ZoneOffset(seconds: Int(seconds), abbreviation: String(decoding: name, as: UTF8.self)))
        }
        return offsets
    }
}

/// RFC 8536, 3.2: abbreviations are of letters, digits, `+` and `-`.
private func isZoneLetter(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2D }
