import Checksums
import EventSourcing

/// What a record holds beside the event itself.
struct RecordNumbers {
    let ordinal: UInt64
    let kind: UInt16
}

extension [UInt8] {
    /// Appends the record of an event, laid out as ``RecordLayout`` says.
    mutating func appendRecord(of event: RecordedEvent, _ numbers: RecordNumbers, _ seal: BodySeal) {
        let start = count
        let envelopeLength = event.envelopeLength
        reserveCapacity(start + RecordLayout.headerSize + envelopeLength + event.body.count)
        appendNumber(UInt64(0))
        append(RecordLayout.version)
        append(event.occurred.precision.rawValue)
        append(event.occurred.timeBits)
        append(UInt8(event.references.count))
        appendNumber(event.flags.rawValue)
        appendNumber(numbers.kind)
        appendNumber(event.bodyVersion)
        appendNumber(event.occurred.offsetMinutes.flatMap(Int16.init(exactly:)) ?? RecordLayout.noOffset)
        appendNumber(event.position.rawValue)
        appendNumber(event.revision.rawValue)
        appendNumber(numbers.ordinal)
        appendNumber(event.recorded.microseconds)
        appendNumber(event.published.microseconds)
        appendNumber(event.occurred.earliest?.microseconds ?? 0)
        appendNumber(event.occurred.latest?.microseconds ?? 0)
        append(UInt8(event.stream.text.utf8.count))
        append(UInt8(event.id.text.utf8.count))
        append(UInt8(event.by.name.utf8.count))
        append(UInt8(event.tags.count))
        appendNumber(UInt16(event.occurred.words.utf8.count))
        appendNumber(UInt16(0))
        appendNumber(UInt32(envelopeLength))
        appendNumber(UInt32(event.body.count))
        append(contentsOf: seal.salt)
        append(contentsOf: seal.commitment)
        appendNumber(seal.checksum)
        append(contentsOf: event.stream.text.utf8)
        append(contentsOf: event.id.text.utf8)
        append(contentsOf: event.by.name.utf8)
        append(contentsOf: event.occurred.words.utf8)
        for tag in event.tags {
            append(UInt8(tag.text.utf8.count))
            append(contentsOf: tag.text.utf8)
        }
        for reference in event.references {
            append(UInt8(reference.stream.text.utf8.count))
            append(contentsOf: reference.stream.text.utf8)
            appendNumber(reference.revision.rawValue)
        }
        let checksum = XXH3.hash(self, in: (start + RecordLayout.versionOffset)..<count)
        for byte in 0..<8 { self[start + byte] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * byte)) }
        append(contentsOf: event.body)
    }

    /// Appends a number, least byte first.
    mutating func appendNumber<Number: FixedWidthInteger>(_ number: Number) {
        var rest = number
        for _ in 0..<(Number.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Appends a number, greatest byte first, so that bytes sort as numbers do.
    mutating func appendSortable(_ number: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}

extension RecordedEvent {
    fileprivate var envelopeLength: Int {
        var length = stream.text.utf8.count + id.text.utf8.count + by.name.utf8.count + occurred.words.utf8.count
        for tag in tags { length += 1 + tag.text.utf8.count }
        for reference in references { length += 9 + reference.stream.text.utf8.count }
        return length
    }
}

extension Occurrence {
    fileprivate var timeBits: UInt8 {
        var bits = form.rawValue
        if earliest != nil { bits |= RecordLayout.TimeBits.hasEarliest }
        if latest != nil { bits |= RecordLayout.TimeBits.hasLatest }
        if isApproximate { bits |= RecordLayout.TimeBits.isApproximate }
        if isUncertain { bits |= RecordLayout.TimeBits.isUncertain }
        return bits
    }
}
