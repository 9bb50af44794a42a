import EventSourcing
import StrictJSON

/// `SignUpConfirmed`, if this address was given this token (OTP), which serves once and for an hour.
struct ConfirmSignUp: Decider {
    static let lifetime: Int64 = 60 * 60 * Timestamp.perSecond

    let email: String
    let token: String
    var name: String?
    var initiated: Timestamp?
    var isUsed = false

    init(email: String, token: String) {
        self.email = email
        self.token = token
    }

    func query() throws -> Query {
        try .of(kinds: ["SignUpInitiated", "SignUpConfirmed"], tags: ["email:\(email)", "otp:\(token)"])
    }

    mutating func apply(_ event: RecordedEvent) {
        if event.kind.name == "SignUpConfirmed" {
            isUsed = true
        } else {
            name = event.data("name")?.string
            initiated = event.recorded
        }
    }

    func decide(at now: Timestamp) throws -> Fact {
        guard let name, let initiated, now <= initiated.advanced(byMicroseconds: Self.lifetime) else {
            throw Refusal("No pending sign-up for this OTP / email address")
        }
        guard !isUsed else { throw Refusal("OTP was already used") }
        return try Fact("SignUpConfirmed") { data in
            for (key, value) in [("emailAddress", email), ("otp", token), ("name", name)] {
                data.key(named: key)
                data.string(value)
            }
        }
    }
}
