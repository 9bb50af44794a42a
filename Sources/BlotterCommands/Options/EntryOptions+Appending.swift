import EventSourcing
import Incidents
import LMDBEventStore

extension EntryOptions {
    /// Decides what the flags ask for, appends it, and prints where it stands.
    func append(_ kind: IncidentKind) async throws {
        let author = try writer.author()
        let zone = try zone.resolved()
        let now = Timestamp.now
        let command = command(kind)
        let names = FlagNames(command)
        let event: NewEvent
        do { event = try command.decide(now: now, zone: zone) } catch { throw names.failure(error) }
        let store = try log.open(
            existing ? .mustExist : .createIfMissing, acceptsLogAhead: writer.acceptClock, writing: .onCallersThread)
        if existing {
            let revision = try await store.answering { store throws(EventStoreError) in
                try await store.revision(of: event.stream)
            }
            guard revision > .none else { throw await CommandFailure.noSuchIncident(event.stream, in: store) }
        }
        let entry = try await store.append(event, author: author, failure: names.failure)
        try entry.print(format)
        if let earliest = event.occurred.earliest, earliest > now {
            Diagnostics.say("--at lies ahead of now; it was written down as \(event.occurred.words)")
        }
        await sayIfNew(entry, in: store)
        if entry.isNew, lacksTime(kind) {
            Diagnostics.say("nothing says when it happened; add --at, such as --at now")
        }
        if entry.isNew { await sayWhatIsLost(by: event, in: store) }
        var units = UnitOrderNotice()
        if entry.isNew, entry.revision == Revision(1) { units.began(entry.stream) }
        if let statement = UnitStatement(event) {
            await units.took(statement, occurred: event.occurred, entry, in: store)
        }
        await RowKeeping.afterOne(store)
    }

    /// Whether something happened, and it is not said when. What changes another entry has that one's time.
    private func lacksTime(_ kind: IncidentKind) -> Bool {
        let changed = [corrects, revises, retracts, confirms, disputes, duplicates, mergesInto]
        return kind != .updated && at == nil && changed.allSatisfy { $0 == nil }
    }

    /// A correction takes all that the entry carried, which is easily forgotten.
    private func sayWhatIsLost(by event: NewEvent, in store: some EventStore) async {
        for target in CorrectionLoss.targets(of: event) {
            guard let corrected = try? await IncidentReader(store).event(target) else { continue }
            let lost = CorrectionLoss.names(of: corrected, correctedBy: event)
            guard let last = lost.last else { continue }
            let name = target.stream == event.stream ? "\(target.revision)" : "\(target)"
            let names = lost.count == 1 ? last : lost.dropLast().joined(separator: ", ") + " and " + last
            let stand = lost == ["figures"] || lost.count > 1 ? "stand" : "stands"
            Diagnostics.say("with \(name) corrected its \(names) no longer \(stand); repeat what still holds")
        }
    }

    private func command(_ kind: IncidentKind) -> IncidentCommand {
        var command = IncidentCommand(kind, incident: incident, summary: summary)
        command.title = title
        command.detail = detail
        command.source = source
        command.sourceKind = sourceKind
        command.url = url
        command.origin = origin
        command.grade = grade
        command.language = lang
        command.place = place.place
        command.lat = place.lat
        command.lon = place.lon
        command.radius = place.radius
        command.precision = place.precision
        command.severity = assessment.severity
        command.urgency = assessment.urgency
        command.certainty = assessment.certainty
        command.category = assessment.category
        command.verification = assessment.verification
        command.isExercise = assessment.exercise
        command.media = media
        command.figures = figure
        command.claim = claim.claim
        command.stance = claim.stance
        command.claimedBy = claim.claimedBy
        command.decision = decision.decision
        command.options = decision.option
        command.grounds = decision.grounds
        command.decidedBy = decision.decidedBy
        command.unit = unit.unit
        command.unitKind = unit.unitKind
        command.agency = unit.agency
        command.action = unit.action
        command.status = status
        command.relate(.corrects, to: corrects)
        command.relate(.revises, to: revises)
        command.relate(.retracts, to: retracts)
        command.relate(.confirms, to: confirms)
        command.relate(.disputes, to: disputes)
        command.relate(.duplicates, to: duplicates)
        command.relate(.respondsTo, to: respondsTo)
        command.relate(.belongsTo, to: belongsTo)
        command.relate(.mergesInto, to: mergesInto)
        command.reason = reason
        command.isPublic = self.public
        command.id = once.id
        command.by = writer.by
        command.occurred = at
        command.published = published
        command.tags = tag
        command.expectedRevision = once.expect
        return command
    }

    /// A slip of the pen opens a new incident, so that is always said, with what may have been meant.
    private func sayIfNew(_ entry: AppendReceipt.Entry, in store: some EventStore) async {
        guard entry.isNew, entry.revision == Revision(1) else { return }
        let near = (try? await NearNames.of(entry.stream, in: store)) ?? []
        let hint = near.isEmpty ? "" : "; there is also \(near.map(\.text).joined(separator: ", "))"
        Diagnostics.say("\(entry.stream) is a new incident\(hint)")
    }
}

extension LMDBEventStore {
    /// Appends one event of an incident; `failure` says what a refusal means to who typed the command.
    func append(
        _ event: NewEvent, author: Author, failure: (AppendRefusal) -> CommandFailure
    ) async throws(CommandFailure) -> AppendReceipt.Entry {
        let result = try await answering { store throws(EventStoreError) in
            try await IncidentWriter(store).appendTogether([event], author: author)
        }
        switch result {
        case .failure(let refusal): throw failure(refusal)
        case .success(let entries):
            guard let entry = entries.first else { throw CommandFailure(.io, "the log gave no answer") }
            return entry
        }
    }
}

extension AppendReceipt.Entry {
    /// Prints where the event stands: `harbour-fire#7 at position 1234`, or a line of JSON.
    func print(_ format: TextOrJSON) throws {
        var output = ResultOutput()
        switch format {
        case .text:
            output.append(
                "\(stream)\(revision) at position \(position.rawValue)\(isNew ? "" : " (it was there already)")\n")
        case .json: writeJSON(to: &output)
        }
        do {
            try output.flush()
        } catch let failure as CommandFailure {
            let was = isNew ? "was appended" : "was there already"
            throw CommandFailure(
                failure.code, "\(stream)\(revision) \(was) at position \(position.rawValue), but \(failure.sentence)")
        }
    }
}
