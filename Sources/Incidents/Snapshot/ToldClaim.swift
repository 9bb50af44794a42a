public import EventSourcing

/// A claim as an event told it. Claims stand side by side; none is ever resolved by the program.
public struct ToldClaim: Equatable, Sendable {
    /// What is claimed, and by whom it is.
    public let claim: Claim
    /// Who told it.
    public let source: Source?
    /// The event.
    public let reference: Reference
    /// When the source said it.
    public let published: Timestamp
    /// How the entry stands that tells it.
    public let state: EntryState
    /// Whether it still holds in any form: false where it was taken back or is wrong.
    public let holds: Bool

    /// A claim told by an event.
    public init(
        claim: Claim, source: Source?, reference: Reference, published: Timestamp, state: EntryState = .current,
        holds: Bool = true
    ) {
        self.claim = claim
        self.source = source
        self.reference = reference
        self.published = published
        self.state = state
        self.holds = holds
    }

    init?(_ input: SnapshotInput) {
        guard let claim = input.body?.claim, input.isFirst({ $0.claim?.isOf(claim.what) ?? false }) else {
            return nil
        }
        self.init(
            claim: claim, source: input.body?.source, reference: input.known.event.reference,
            published: input.known.event.published, state: input.state, holds: input.holds)
    }
}

extension Claim {
    fileprivate func isOf(_ what: String) -> Bool { OriginKey.folded(self.what) == OriginKey.folded(what) }
}
