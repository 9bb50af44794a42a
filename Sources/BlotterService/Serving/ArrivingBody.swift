import NIOCore

/// A body that is handed over as it arrives. Of what nobody has taken only so much is kept.
///
/// To be filled on its event loop only.
final class ArrivingBody {
    typealias Parts = NIOThrowingAsyncSequenceProducer<
        ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, Reader
    >

    /// Hears when whoever reads it wants more, or nothing of it any more.
    struct Reader: NIOAsyncSequenceProducerDelegate {
        fileprivate let wanted: @Sendable () -> Void
        func produceMore() { wanted() }
        func didTerminate() { wanted() }
    }

    /// How many parts wait for a reader before no more is read, and how few are left when reading goes on.
    private static let waiting = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(
        lowWatermark: 2, highWatermark: 8)
    /// How many bytes are thrown away for who does not want them, so that the next request can be read.
    private static let mostThrown = 64 << 10

    private let parts: Parts.Source
    private var thrown = 0
    /// Whether no more is to be read before something of it is taken.
    private(set) var isFull = false

    private init(_ parts: Parts.Source) { self.parts = parts }

    /// A body of which nothing has arrived.
    ///
    /// - Parameter wanted: is told, on any thread, that more may come.
    static func make(wanted: @escaping @Sendable () -> Void) -> (filled: ArrivingBody, read: Parts) {
        let made = Parts.makeSequence(
            elementType: ByteBuffer.self, failureType: (any Error).self, backPressureStrategy: waiting,
            finishOnDeinit: true, delegate: Reader(wanted: wanted))
        return (ArrivingBody(made.source), made.sequence)
    }

    /// Takes in what has arrived.
    func take(_ bytes: ByteBuffer) {
        switch parts.yield(bytes) {
        case .produceMore: break
        case .stopProducing: isFull = true
        case .dropped:
            thrown += bytes.readableBytes
            isFull = thrown > Self.mostThrown
        }
    }

    /// More of it may come.
    func isWanted() { isFull = false }

    /// All of it has arrived.
    func finish() { parts.finish() }

    /// No more of it arrives.
    func fail(_ error: any Error) { parts.finish(error) }
}
