/// The offsets of one place through history and into the future, as a file of the tz database tells them.
///
/// Reads TZif, RFC 8536, versions 1 to 4. What lies after the last transition follows the file's footer, a rule such as
/// `CET-1CEST,M3.5.0,M10.5.0/3` without end.
public struct ZoneRules: Hashable, Sendable {
    /// The name under which it was asked for.
    public let name: String
    let transitions: [Int64]
    /// One for each transition: which of `types` holds from then on.
    let typeIndexes: [Int]
    /// The first holds before the first transition.
    let types: [ZoneOffset]
    /// What holds after the last transition; nil where the last type just goes on.
    let footer: PosixZone?

    /// Offsets from UTC stay within this many seconds: RFC 8536, 3.2, wants less than 26 hours.
    static let maximumOffset = 26 * 3600

    /// Reads the bytes of a TZif file.
    ///
    /// - Throws: where the bytes are not TZif, are cut short, contradict themselves, or count leap seconds, which
    ///   ``Timestamp`` does not.
    public init(name: String, tzif bytes: [UInt8]) throws(TimeError) {
        let file = try TZifFile(name: name, bytes: bytes)
        self.name = name
        transitions = file.transitions
        typeIndexes = file.typeIndexes
        types = file.types
        footer = file.footer
    }

    /// The offset at a second of POSIX time. A binary search; after the last transition the footer decides.
    func offset(atSecond second: Int64) -> ZoneOffset {
        let passed = transitions.countOfElements(upTo: second)
        if passed == transitions.count, let footer { return footer.offset(atSecond: second) }
        return types[passed == 0 ? 0 : typeIndexes[passed - 1]]
    }

    /// The first transition after a second; nil where there is none. The offset may be the same on both sides.
    func nextTransition(after second: Int64) -> Int64? {
        let passed = transitions.countOfElements(upTo: second)
        return passed < transitions.count ? transitions[passed] : footer?.nextTransition(after: second)
    }
}

extension [Int64] {
    /// How many elements of an ascending array are not greater than a value.
    fileprivate func countOfElements(upTo value: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
