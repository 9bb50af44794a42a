import EventSourcing
import LMDB
import Synchronization

/// The kinds that the log has numbers for. Numbers are given once and never change, so what is known stays right; what
/// is not known is looked up.
final class KindNames: Sendable {
    private struct Known {
        var names: [UInt16: EventKind] = [:]
        var numbers: [EventKind: UInt16] = [:]
    }

    private let known = Mutex(Known())
    private let table: Database

    init(_ tables: Tables) { table = tables.kinds }

    /// The kind with this number; nil where the log has none.
    func name(_ number: UInt16, in transaction: borrowing ReadTransaction) throws(LMDBError) -> EventKind? {
        if let name = known.withLock({ $0.names[number] }) { return name }
        try load(from: transaction)
        return known.withLock { $0.names[number] }
    }

    /// The kind of a record, by the names that a reader keeps at hand: they cost no lock.
    func name(
        of record: borrowing Record, _ names: inout [EventKind?], in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> EventKind {
        let number = Int(record.kind)
        if number < names.count, let name = names[number] { return name }
        guard let name = try name(record.kind, in: transaction) else {
            throw .damagedRecord(at: record.position, "is of a kind that the log does not know")
        }
        while names.count <= number { names.append(nil) }
        names[number] = name
        return name
    }

    /// The number of this kind; nil where the log has not seen it.
    func number(_ kind: EventKind, in transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt16? {
        if let number = known.withLock({ $0.numbers[kind] }) { return number }
        try load(from: transaction)
        return known.withLock { $0.numbers[kind] }
    }

    private func load(from transaction: borrowing ReadTransaction) throws(LMDBError) {
        let cursor = try transaction.cursor(in: table)
        var found: [(EventKind, UInt16)] = []
        while let row = try cursor.next() {
            let value = try CheckedRow(row.value, key: row.key, table: "kinds", count: 1)
            guard let kind = try? EventKind(row.key.text), let number = UInt16(exactly: value.numbers[0]) else {
                throw .damaged("The log is damaged: its table 'kinds' holds a row that cannot be read.")
            }
            found.append((kind, number))
        }
        known.withLock { known in
            for (kind, number) in found {
                known.names[number] = kind
                known.numbers[kind] = number
            }
        }
    }
}
