public import EventSourcing
import StrictJSON

/// One case of the examples at dcb.events: what has happened, a command, and the event or the refusal that follows.
public struct DCBCase: Sendable, Identifiable, CustomStringConvertible {
    /// An event that has happened, so long before the command, in microseconds.
    struct Given: Sendable {
        let fact: Fact
        let age: Int64
    }

    enum Outcome: Sendable {
        case event(Fact)
        case refusal(String)
    }

    /// The example, the stage of the example, and what the case is about.
    public let description: String
    let example: String
    let stage: Int64
    let given: [Given]
    let command: Fact
    let expected: Outcome

    /// The description, which no other case has.
    public var id: String { description }

    /// Plays the case on a store, and holds it to the outcome.
    ///
    /// - Parameters:
    ///   - store: an empty store that takes its time from the clock.
    ///   - clock: is set back to where the given events happened, and then to where it stood.
    /// - Throws: ``BrokenPromise`` with the name of the case and what came instead.
    public func run(on store: some EventStore, clock: SettableClock) async throws {
        let stream = try StreamID(example)
        let now = clock.now
        for event in given {
            clock.set(to: now.advanced(byMicroseconds: -event.age))
            _ = try await store.append(
                AppendRequest([event.fact.event(in: stream)], author: Author("desk-1")))
        }
        clock.set(to: now)
        let before = try await store.head().position
        var refusal: String?
        do {
            try await store.perform(decider(), in: stream, at: now)
        } catch let error as Refusal {
            refusal = error.description
        }
        let appended = try await store.read(ReadSelection(after: before))
        switch expected {
        case .refusal(let sentence):
            try expect(refusal, is: sentence, "refusal of '\(description)'")
            try expect(appended.count, is: 0, "events appended by '\(description)'")
        case .event(let fact):
            try expect(refusal, is: nil, "refusal of '\(description)'")
            try expect(appended.map(\.kind.name), is: [fact.type], "events appended by '\(description)'")
            let data = try appended.map { try JSONDocument(parsing: $0.body).root }
            let isSame = data.allSatisfy { $0.isSame(as: fact.data.root) }
            try expect(isSame, "the event appended by '\(description)' has other data than expected")
        }
    }

    private func decider() throws -> any Decider {
        switch command.type {
        case "defineCourse":
            try DefineCourse(course: command.text("courseId"), capacity: command.integer("capacity"))
        case "changeCourseCapacity":
            try ChangeCapacity(course: command.text("courseId"), capacity: command.integer("newCapacity"))
        case "subscribeStudentToCourse":
            try SubscribeStudent(student: command.text("studentId"), course: command.text("courseId"))
        case "createInvoice":
            CreateInvoice(invoiceData: command.data.root["invoiceData"]?.singleLineText() ?? Array("null".utf8))
        case "confirmSignUp":
            try ConfirmSignUp(email: command.text("emailAddress"), token: command.text("otp"))
        case "placeOrder":
            try PlaceOrder(order: command.text("orderId"), token: command.text("idempotencyToken"))
        case "registerAccount":
            // The example learns only in its fourth stage to let a name rest for three days.
            try RegisterAccount(
                username: command.text("username"), retention: stage < 4 ? nil : 3 * 86_400 * Timestamp.perSecond)
        default: throw BrokenPromise("the case '\(description)' has an unknown command, \(command.type)")
        }
    }
}
