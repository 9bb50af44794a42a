import AccessTokens
import BlotterPages
import Chronology
import EventSourcing
import HTTPTypes
import Incidents

// The forms of the page.

extension Desk {
    /// How long the body of a form may be.
    private static var formBytes: Int { 512 * 1024 }

    func formPage(_ exchange: Exchange) async throws(Problem) -> Response {
        let setting = try setting(exchange)
        let isNew = exchange.endpoint == .newPage
        var form = EntryForm(exchange.query.pairs)
        var incidentZone: IncidentZone?
        if isNew {
            form.expectedRevision = "0"
        } else {
            let incident = try exchange.incident()
            form.incident = incident.text
            let revision = try await revision(of: incident, exchange)
            form.expectedRevision = String(revision.rawValue)
            incidentZone = try await zone(of: incident, at: revision, exchange)
        }
        // Sent twice, it is entered once.
        form.id = EventID.minted(at: exchange.now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max))).text
        return .page(
            EntryFormPage(form: form, isNew: isNew, incidentZone: incidentZone, setting: setting).html())
    }

    /// The zone in which the times of an incident were written: as it was told last, if the incident has got no entry since.
    private func zone(of incident: StreamID, at revision: Revision, _ exchange: Exchange) async throws(Problem)
        -> IncidentZone?
    {
        let key = IncidentZones.Key(incident, at: revision, exchange.visitor)
        if let known = zones.zone(key) { return known.zone }
        let now = try await asOf(nil, field: "asOf", clock: .recorded, exchange)
        let options = TimelineOptions(audience: exchange.visitor.audience)
        let zone = try await turns.taking(for: exchange.source) { () async throws(Problem) in
            try await timeline(of: incident, exchange, asOf: now, options: options).zone
        }
        zones.keep(zone, as: key)
        return zone
    }

    /// The form with what was typed. Where the zone of the incident cannot be told it is left out.
    func formPage(
        _ form: EntryForm, for incident: StreamID?, _ setting: PageSetting, _ exchange: Exchange
    ) async -> EntryFormPage {
        var incidentZone: IncidentZone?
        if let incident, let revision = try? await revision(of: incident, exchange) {
            incidentZone = try? await zone(of: incident, at: revision, exchange)
        }
        return EntryFormPage(form: form, isNew: incident == nil, incidentZone: incidentZone, setting: setting)
    }

    /// Enters what a form says, or shows it again with what is wrong at its fields.
    func enter(_ exchange: Exchange) async throws(Problem) -> Response {
        let isNew = exchange.endpoint == .enterNew
        let incident = isNew ? nil : try exchange.incident()
        let fields = try await fields(of: exchange)
        var form = EntryForm(fields.pairs)
        if let incident { form.incident = incident.text }
        var setting = try setting(exchange, zone: "")
        func again(_ status: HTTPResponse.Status) async -> Response {
            let page = await formPage(form, for: incident, setting, exchange)
            return .page(page.html(), status: status)
        }
        do throws(Problem) { setting = try self.setting(exchange, zone: form.zone) } catch {
            form.refuse(InvalidEvent(field: "zone", problem: "cannot be read: \(error.detail)"))
        }
        // The page may be from before the service started anew, or another sign-in. What was typed there is kept.
        do throws(Problem) { try checkMark(of: fields, exchange) } catch {
            form.refuse("this page was no longer valid, and now is; look it through, and send it again")
            return await again(error.kind.status)
        }
        guard let event = form.decide(now: exchange.now, zone: setting.zone) else {
            return await again(.unprocessableContent)
        }
        do throws(Problem) {
            try permit(event, exchange.visitor, at: nil)
            let entries = try await appendTogether(GivenEvents(event), by: exchange.visitor)
            guard let entry = entries.first else { throw Problem(.failure, "the log gave no answer") }
            return .seeOther(setting.address(of: Reference(stream: entry.stream, revision: entry.revision)))
        } catch {
            metrics.count(.eventsRefused)
            if error.kind == .staleRevision { form.expectedRevision = String(error.revision?.rawValue ?? 0) }
            if let field = error.field {
                let words =
                    error.detail.hasPrefix(field + " ") ? String(error.detail.dropFirst(field.count + 1)) : error.detail
                form.refuse(InvalidEvent(field: field, problem: words))
            } else {
                form.refuse(error.detail)
            }
            return await again(error.kind.status)
        }
    }

    /// The fields of a form that carries the mark of whoever it was made for.
    func markedFields(of exchange: Exchange) async throws(Problem) -> QueryItems {
        let fields = try await fields(of: exchange)
        try checkMark(of: fields, exchange)
        return fields
    }

    private func checkMark(of fields: QueryItems, _ exchange: Exchange) throws(Problem) {
        try access.checkMark(fields.value("csrf"), of: exchange.visitor)
    }

    /// The fields of a form, whoever it was made for.
    func fields(of exchange: Exchange) async throws(Problem) -> QueryItems {
        guard exchange.contentType == MediaType.form else {
            throw Problem(.unsupportedType, "a form is \(MediaType.form)", field: "Content-Type")
        }
        // What was written goes along with a token, under longer names.
        let most = exchange.endpoint == .signIn ? Self.formBytes + (16 << 10) : Self.formBytes
        let body = try await exchange.body(atMost: most, of: bodies)
        guard let text = String(validating: body.bytes, as: UTF8.self) else {
            throw Problem(.badRequest, "the form is not UTF-8")
        }
        return try QueryItems(text)
    }
}
