import EventSourcing
import LMDB

/// Texts that a record leaves out, since they follow from its numbers: written out for whoever looks at it, and good until
/// the next record is taken.
struct LeftOutTexts {
    private var uuid = UUIDText()
    private var usual = UsualWords()

    /// Writes out what a record leaves out.
    ///
    /// - Throws: damage where it leaves out words that its numbers do not give.
    mutating func take(_ record: borrowing Record) throws(LMDBError) {
        if let id = record.uuid { uuid.write(id) }
        guard record.hasUsualWords else { return }
        guard let earliest = record.earliest,
            usual.write(
                earliest, precision: record.precision, offsetMinutes: record.offsetMinutes,
                isApproximate: record.isApproximate, isUncertain: record.isUncertain)
        else { throw .damagedRecord(at: record.position, "leaves out words that its numbers do not give") }
    }

    /// The id, where the record keeps a UUID.
    var id: RawSpan {
        @_lifetime(borrow self)
        get { uuid.text }
    }

    /// The words of `occurred`, where they are the usual ones.
    var words: RawSpan {
        @_lifetime(borrow self)
        get { usual.text }
    }
}
