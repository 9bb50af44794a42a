import BlotterPages
import Chronology
import EventSourcing
import Incidents

extension Desk {
    /// The list of incidents, as of now or of any moment; and the part of it that changes.
    func listPage(_ exchange: Exchange) async throws(Problem) -> Response {
        let setting = try setting(exchange)
        let isFragment = exchange.endpoint == .listFragment
        var query = ListQuery(exchange.query.pairs)
        if query.step != nil, exchange.visitor.audience == .internal, exchange.visitor.incidents == nil {
            query = query.resolved(end: try await head().position)
            guard isFragment else { return .seeOther(query.address(in: setting)) }
        }
        let asked = try await asked(&query, exchange, setting)
        let settled = query
        func model() async throws(Problem) -> IncidentListPage {
            let head = try await head().position
            let list = try await list(asked, exchange)
            let rows = try await rows(of: list, from: settled.offset, asked, exchange)
            return IncidentListPage(
                rows: rows, hasMore: list.rows.count - settled.offset > IncidentListPage.pageSize, asOf: list.asOf,
                position: head,
                query: settled, setting: setting)
        }
        guard isFragment else {
            return try await turns.taking(for: exchange.source) { () async throws(Problem) in
                .page(try await model().html())
            }
        }
        return try await told(exchange, .html, reader: reader(exchange)) { () async throws(Problem) in
            Array(try await model().fragment().utf8)
        }.withPolicy
    }

    /// What the query asks of the list. What cannot be read is left out, and the query is told so at its field.
    private func asked(
        _ query: inout ListQuery, _ exchange: Exchange, _ setting: PageSetting
    ) async throws(Problem) -> ListAsked {
        var name: AsOfName?
        if let words = query.asOf {
            do throws(Problem) {
                name = try exchange.asOfName(reading: words, as: "asOf", in: nil, zone: setting.zone)
                _ = try await asOfInTurn(name, field: "asOf", clock: query.clock, exchange)
                if case .moment(let moment) = name { query.asOf = setting.lastingWords(for: moment) }
            } catch {
                // Incidents that are not for the visitor are not found, and neither is the entry of one.
                guard error.field == "asOf" || error.kind == .notFound else { throw error }
                name = nil
                query.problems.append((field: "asOf", sentence: error.detail.replacing("asOf: ", with: "")))
            }
        }
        var since: Timestamp?
        do {
            since = try query.since.map { try MomentFlag($0, now: exchange.now, zone: setting.zone).earliest }
        } catch {
            query.problems.append((field: "since", sentence: "\(error)"))
        }
        var tags: Set<Tag> = []
        if let text = query.tag {
            do { tags.insert(try Tag(text)) } catch {
                query.problems.append((field: "tag", sentence: "\(error)"))
            }
            if exchange.visitor.audience == .public {
                tags = []
                query.problems.append((field: "tag", sentence: "tags are the desk's, and the public is not told them"))
            }
        }
        return ListAsked(
            name: name, clock: query.clock, status: query.status, since: since, text: query.text, tags: tags,
            limit: query.offset + IncidentListPage.pageSize + 1, audience: exchange.visitor.audience)
    }
}
