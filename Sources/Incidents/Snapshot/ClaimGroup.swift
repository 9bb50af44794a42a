/// All claims about one matter, such as the motive, side by side: by stance, and within one in log order.
public struct ClaimGroup: Equatable, Sendable {
    /// The claims of one stance.
    public struct Side: Equatable, Sendable {
        /// How they are made; nil where that was not said.
        public let stance: Claim.Stance?
        /// The claims, in log order.
        public let claims: [ToldClaim]
    }

    /// What is claimed, as it was first written.
    public let what: String
    /// One side a stance that somebody took, in the order of ``Claim/Stance``; those without one come last.
    public let sides: [Side]
}

extension IncidentSnapshot {
    /// The claims by what they are about, in the order of first appearance. Matters are compared without regard to case,
    /// accents and blanks.
    public var claimGroups: [ClaimGroup] {
        var order: [[UInt8]] = []
        var groups: [[UInt8]: [ToldClaim]] = [:]
        for claim in claims {
            let key = OriginKey.folded(claim.claim.what)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(claim)
        }
        return order.compactMap { key in
            guard let claims = groups[key], let first = claims.first else { return nil }
            let stances = Claim.Stance.allCases.map(Optional.some) + [nil]
            let sides = stances.map { stance in
                ClaimGroup.Side(stance: stance, claims: claims.filter { $0.claim.stance == stance })
            }
            return ClaimGroup(what: first.claim.what, sides: sides.filter { !$0.claims.isEmpty })
        }
    }
}
