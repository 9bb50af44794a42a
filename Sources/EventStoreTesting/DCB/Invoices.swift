import EventSourcing
import StrictJSON

/// `InvoiceCreated` with the next number: a sequence without gaps.
struct CreateInvoice: Decider {
    let invoiceData: [UInt8]
    var lastNumber: Int64 = 0

    init(invoiceData: [UInt8]) { self.invoiceData = invoiceData }

    func query() throws -> Query { try .of(kinds: ["InvoiceCreated"]) }

    mutating func apply(_ event: RecordedEvent) { lastNumber = event.data("invoiceNumber")?.integer ?? lastNumber }

    func decide(at now: Timestamp) throws -> Fact {
        try Fact("InvoiceCreated") { data in
            data.key("invoiceNumber")
            data.integer(lastNumber + 1)
            data.key("invoiceData")
            data.raw(invoiceData)
        }
    }
}
