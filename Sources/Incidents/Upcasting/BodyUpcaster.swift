/// One step from an old layout of the body to the next one.
///
/// A step is a pure function of the bytes: the same old body always becomes the same new one, and the log keeps the old
/// bytes. Give it a whole body of its version; it gives back a whole body of the next version, as JSON.
public struct BodyUpcaster: Sendable {
    /// The version that it takes; what it gives is of the next one.
    public let version: UInt16
    /// Rewrites a body. It throws where the old body breaks the rules of its own version.
    public let upcast: @Sendable (_ body: [UInt8]) throws(InvalidEvent) -> [UInt8]

    /// A step that takes bodies of a version.
    public init(from version: UInt16, _ upcast: @escaping @Sendable (_ body: [UInt8]) throws(InvalidEvent) -> [UInt8]) {
        self.version = version
        self.upcast = upcast
    }
}

/// The steps by which bodies of every older version become bodies of the current one.
///
/// Version 1 is the first that any log holds, so ``standard`` has no step yet. Whoever changes the layout adds one here,
/// and raises ``EventBody/currentVersion``.
public struct BodyUpcasters: Sendable {
    private let steps: [UInt16: BodyUpcaster]
    private let current: UInt16

    /// Those that every log is read with.
    public static let standard = BodyUpcasters(chain: [])

    /// Steps that together lead to a version. Of two steps from one version the later one counts.
    public init(chain: [BodyUpcaster], current: UInt16 = EventBody.currentVersion) {
        steps = Dictionary(chain.map { ($0.version, $0) }, uniquingKeysWith: { _, later in later })
        self.current = current
    }

    /// A body of the current version: the same bytes where it is one already.
    ///
    /// - Throws: where the body is newer than this program, where a step is missing, and what a step throws.
    public func upcast(_ body: [UInt8], from version: UInt16) throws(InvalidEvent) -> [UInt8] {
        guard version != current else { return body }
        guard version < current else {
            throw InvalidEvent(
                field: "body",
                problem: "has the layout version \(version), and this program reads versions up to \(current); "
                    + "read this log with a newer program")
        }
        var upcast = body
        for step in version..<current {
            guard let upcaster = steps[step] else {
                throw InvalidEvent(
                    field: "body",
                    problem: "has the layout version \(version), which this program does not know how to read; "
                        + "check the log with 'blotter verify'")
            }
            upcast = try upcaster.upcast(upcast)
        }
        return upcast
    }
}
