import ArgumentParser
import Chronology
import EventSourcing
import Incidents

/// As of which moment, on which clock.
struct AsOfOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "What was known by then, all of that moment included: '2024-03-22 20:45', 20:45, -2h, '#12' (once that entry was known), @1234 (its position) …",
            valueName: "time"))
    var asOf: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What known means: recorded (in the blotter) or published (by the sources).", valueName: "clock"))
    var clock: AsOf.Clock = .recorded

    /// Whether another moment or clock than now in the blotter is asked for.
    var isGiven: Bool { asOf != nil || clock != .recorded }

    /// How the moment is named; nil means now.
    func name(in incident: StreamID?, now: Timestamp, zone: Zone) throws(CommandFailure) -> AsOfName? {
        try asOf.map { (text) throws(CommandFailure) in
            MomentAhead.warn(of: text, flag: "--as-of", now: now, zone: zone)
            return try AsOfName.parse(text, flag: "--as-of", in: incident, now: now, zone: zone)
        }
    }
}

extension AsOfName {
    /// Reads the value of a flag, or of an argument, that names a moment or an event.
    static func parse(
        _ text: String, flag: String, in incident: StreamID?, now: Timestamp, zone: Zone
    ) throws(CommandFailure) -> AsOfName {
        do {
            return try AsOfName(text, in: incident, now: now, zone: zone)
        } catch {
            throw CommandFailure(.usage, "\(flag): \(error)")
        }
    }
}

extension EventStore {
    /// The moment that a flag names, in this store.
    func asOf(
        _ name: AsOfName?, flag: String, clock: AsOf.Clock, now: Timestamp
    ) async throws(CommandFailure) -> AsOf {
        let found = try await answering { store throws(EventStoreError) in
            try await IncidentReader(store).asOf(name, clock: clock, now: now)
        }
        if let found { return found }
        switch name {
        case .event(let reference): throw try await missing(reference, flag: flag)
        case .position(let position):
            let head = try await answering { store throws(EventStoreError) in try await store.head() }.position
            throw CommandFailure(.notFound, "\(flag): \(position) does not exist: the log ends at \(head)")
        case .moment, nil: throw CommandFailure(.io, "the log gave no answer")
        }
    }

    /// There is no such entry in this store.
    func missing(_ reference: Reference, flag: String) async throws(CommandFailure) -> CommandFailure {
        let head = try await answering { store throws(EventStoreError) in try await store.revision(of: reference.stream)
        }
        guard head > .none else { return await .noSuchIncident(reference.stream, in: self) }
        return CommandFailure(
            .notFound, "\(flag): \(reference) does not exist: \(reference.stream) ends at \(head)")
    }
}

extension MomentFlag {
    /// Reads the value of a flag that names a moment.
    static func parse(_ text: String, flag: String, now: Timestamp, zone: Zone) throws(CommandFailure) -> MomentFlag {
        do {
            return try MomentFlag(text, now: now, zone: zone)
        } catch {
            throw CommandFailure(.usage, "\(flag): \(error)")
        }
    }
}
