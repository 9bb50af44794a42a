/// Who claims, denies, attributes or charges what. Claims are listed side by side and never resolved by the program.
public struct Claim: Equatable, Sendable {
    /// How the claim is made.
    public enum Stance: String, CaseIterable, Sendable {
        /// By someone of themselves.
        case claimed
        /// By someone who says that it was not so.
        case denied
        /// By someone of another.
        case attributed
        /// By a prosecutor or court.
        case charged
    }

    /// What is claimed: attribution, motive … any word.
    public var what: String
    /// Of whom it is claimed, or who claims it of themselves.
    public var by: String?
    /// How it is made.
    public var stance: Stance?

    /// A claim with these parts.
    public init(what: String, by: String? = nil, stance: Stance? = nil) {
        self.what = what
        self.by = by
        self.stance = stance
    }
}
