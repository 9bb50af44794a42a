import EventSourcing
import StrictJSON

/// `OrderPlaced`, unless its token was used before: a form that is sent twice makes one order.
struct PlaceOrder: Decider {
    let order: String
    let token: String
    var isUsed = false

    init(order: String, token: String) {
        self.order = order
        self.token = token
    }

    func query() throws -> Query { try .of(kinds: ["OrderPlaced"], tags: ["token:\(token)"]) }

    mutating func apply(_ event: RecordedEvent) { isUsed = true }

    func decide(at now: Timestamp) throws -> Fact {
        guard !isUsed else { throw Refusal("Re-submission") }
        return try Fact("OrderPlaced") { data in
            data.key("orderId")
            data.string(order)
            data.key("idempotencyToken")
            data.string(token)
        }
    }
}
