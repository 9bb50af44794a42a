import Synchronization

/// Output of much at once: while one batch is being written, the next one can be made.
struct BatchOutput {
    /// The batch that is being written. Two arrays go to and fro, so that none has to be made again.
    private let waiting = Batch()
    private var writing: Task<Void, any Error>?
    private let writeBytes: @Sendable ([UInt8]) throws -> Void

    /// Hands what is to be written to a function.
    init(write: @escaping @Sendable ([UInt8]) throws -> Void) { writeBytes = write }

    private final class Batch: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    /// Begins to write a batch, once the one before has been written, and exchanges it for an empty one.
    mutating func write(_ batch: inout [UInt8]) async throws {
        try await finish()
        waiting.bytes.withLock { swap(&$0, &batch) }
        writing = Task { [waiting, writeBytes] in
            try waiting.bytes.withLock { bytes in
                try writeBytes(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Waits until everything has been written.
    mutating func finish() async throws {
        try await writing?.value
        writing = nil
    }
}
