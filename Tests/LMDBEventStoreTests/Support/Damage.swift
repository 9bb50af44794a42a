import EventSourcing
import Foundation
import LMDB
import LMDBEventStore

/// The file of a log, whose bits can be turned while the log is open: whoever has it mapped sees it at once.
struct DamagedFile {
    private let file: FileHandle
    private let bytes: Data

    init(_ scratch: Scratch, log name: String = "log") throws {
        let url = scratch.directory.appending(path: "\(name)/data.mdb")
        file = try FileHandle(forUpdating: url)
        bytes = try Data(contentsOf: url)
    }

    /// Where these bytes stand in the file; they must stand there once.
    func offset(of part: [UInt8]) throws -> Int {
        let found = bytes.firstRange(of: Data(part))
        guard let found, bytes[found.upperBound...].firstRange(of: Data(part)) == nil else {
            throw Misplaced(description: "\(part) stands \(found == nil ? "nowhere" : "in several places")")
        }
        return found.lowerBound
    }

    /// Turns each bit of these bytes in turn, asks, and turns it back.
    func turnEachBit(of part: [UInt8], in whole: [UInt8]? = nil, _ ask: (_ bit: Int) async throws -> Void) async throws
    {
        var start = try offset(of: whole ?? part)
        if let whole, let inside = Data(whole).firstRange(of: Data(part)) { start += inside.lowerBound }
        for bit in 0..<8 * part.count {
            let byte = part[bit / 8]
            try write(byte ^ 1 << UInt8(bit % 8), at: start + bit / 8)
            try await ask(bit)
            try write(byte, at: start + bit / 8)
        }
    }

    private func write(_ byte: UInt8, at offset: Int) throws {
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: Data([byte]))
    }

    struct Misplaced: Error, CustomStringConvertible { let description: String }
}

/// What became of questions to a damaged log.
struct Verdicts {
    /// How many were answered rightly.
    private(set) var right = 0
    /// The errors, of which all should be damage.
    private(set) var errors: [EventStoreError] = []
    /// What must never be: another answer, or another error.
    private(set) var faults: [String] = []

    /// Asks something whose right answer is known.
    mutating func ask<Answer: Equatable>(
        _ question: String, is expected: Answer, orIs codes: Set<EventStoreError.Code> = [.damaged],
        _ answer: () async throws -> Answer
    ) async {
        do {
            let answer = try await answer()
            if answer == expected { right += 1 } else { faults.append("\(question): \(answer)") }
        } catch let error as EventStoreError where codes.contains(error.code) {
            errors.append(error)
        } catch {
            faults.append("\(question): \(error)")
        }
    }
}
