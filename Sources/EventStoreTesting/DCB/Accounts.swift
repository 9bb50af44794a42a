import EventSourcing
import StrictJSON

/// `AccountRegistered`, unless the name is claimed: by an account that has it, or by one that gave it up so recently
/// that the name still rests.
struct RegisterAccount: Decider {
    let username: String
    /// How long a name rests after it was given up, in microseconds; nil: not at all.
    let retention: Int64?
    var isTaken = false
    var givenUp: Timestamp?

    init(username: String, retention: Int64?) {
        self.username = username
        self.retention = retention
    }

    func query() throws -> Query {
        try .of(kinds: ["AccountRegistered", "AccountClosed", "UsernameChanged"], tags: ["username:\(username)"])
    }

    mutating func apply(_ event: RecordedEvent) {
        let isTakenUp = event.kind.name == "AccountRegistered" || event.data("newUsername")?.string == username
        isTaken = isTakenUp
        givenUp = isTakenUp ? nil : event.recorded
    }

    func decide(at now: Timestamp) throws -> Fact {
        guard !isTaken, !isResting(at: now) else { throw Refusal("Username \"\(username)\" is claimed") }
        return try Fact("AccountRegistered") { data in
            data.key("username")
            data.string(username)
        }
    }

    private func isResting(at now: Timestamp) -> Bool {
        guard let givenUp, let retention else { return false }
        return now <= givenUp.advanced(byMicroseconds: retention)
    }
}
