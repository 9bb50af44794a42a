/// How far a list of the past is told from stored rows.
struct PastBounds: Sendable {
    /// Of how many incidents that have got events since: each is folded by itself.
    var mostChanged = 65_536
    /// How many events one pass over the log goes by in the time in which one incident is folded by itself.
    var passedAtOnce: UInt64 = 12
    /// Of how many such incidents it is not worth looking for another way; at least 1.
    var fewChanged = 64
    /// How many events before a moment are gone through to find the incidents that come first in its list.
    var longestWalk = 16_384
}
