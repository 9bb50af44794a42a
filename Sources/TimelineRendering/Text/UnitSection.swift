import Chronology
import EventSourcing
import Incidents

/// The units of a snapshot: how each stands and how long it took, as a table where there is room, and below it the way by
/// which it came there.
///
///     UNIT  STATUS   SINCE         TO SCENE  ON SCENE
///     E12   cleared  22 Mar 21:05  8 min     13 min    (engine, City)  #9
///       dispatched 20:44 #2 → onscene 20:52 #5 → cleared 21:05 #9
struct UnitSection {
    let snapshot: IncidentSnapshot
    let times: TimeText
    let width: Int

    /// Below this the facts of a unit follow each other.
    private static let leastWidth = 80
    private static let mostName = 16

    func write(to page: inout Page) {
        guard !snapshot.units.isEmpty else { return }
        let out = snapshot.units.count(where: \.isOut)
        page.addHeading("Units (\(out) of \(snapshot.units.count) still out)", width: width)
        var isTable = width >= Self.leastWidth
        var rows = snapshot.units.map { Row($0, of: self, isTable: isTable) }
        let columns = Row.names.enumerated().map { column, name in
            let widest = rows.reduce(0) { widest, row in
                let width = row.facts[column].width
                return column == 0 && width > Self.mostName ? widest : max(widest, width)
            }
            return widest == 0 ? 0 : max(widest, name.utf8.count)
        }
        // Vague times may take more room than there is.
        if isTable, columns.reduce(0, { $0 + ($1 > 0 ? $1 + 2 : 0) }) > width {
            isTable = false
            rows = snapshot.units.map { Row($0, of: self, isTable: false) }
        }
        if isTable {
            let names = zip(Row.names, columns).filter { $1 > 0 }.map { TextWidth.padded($0, to: $1) }
            page.add([.blanks(2), Piece(names.joined(separator: "  "), .dim)])
        }
        for (row, state) in zip(rows, snapshot.units) {
            if isTable {
                write(row, columns, to: &page)
            } else {
                page.add(hanging: row.facts + row.rest, width: width, indent: 2)
            }
            writeWay(of: state, to: &page)
        }
    }

    /// One unit: the facts below each other, each in its column, the rest behind them.
    private struct Row {
        static let names = ["UNIT", "STATUS", "SINCE", "", "TO SCENE", "ON SCENE"]
        let facts: [Piece]
        let rest: [Piece]

        init(_ state: UnitState, of section: UnitSection, isTable: Bool) {
            let since = section.since(state)
            let last = state.assignments.last
            func took(_ range: DurationRange?, _ what: String) -> Piece {
                Piece(range.map { DurationText.words($0) + (isTable ? "" : what) } ?? "")
            }
            facts = [
                Piece(state.unit.id, state.isOut ? .bold : []),
                Piece(state.unit.status?.rawValue ?? "status unknown"),
                Piece(since.isEmpty || isTable ? since : "since \(since)"),
                Piece(state.isOut ? "still out" : ""),
                took(last?.timeToScene, " to scene"),
                took(last?.timeOnScene, " on scene"),
            ]
            let belongs = [state.unit.kind, state.unit.agency].compactMap { $0 }.joined(separator: ", ")
            rest = [
                Piece(state.unit.action ?? ""), Piece(belongs.isEmpty ? "" : "(\(belongs))", .dim),
                Piece(state.reference.text(in: section.snapshot.incident), .dim),
            ].filter { !$0.text.isEmpty }
        }
    }

    private func write(_ row: Row, _ columns: [Int], to page: inout Page) {
        var line: [Piece] = [.blanks(2)]
        var left = 2
        for (fact, column) in zip(row.facts, columns) where column > 0 {
            guard fact.width <= column else {
                // A long name has a line of its own.
                page.add(Flow.lines([fact], width: width - 2), indent: 2)
                line += [.blanks(column + 2)]
                left += column + 2
                continue
            }
            line += [fact, .blanks(column - fact.width + 2)]
            left += column + 2
        }
        let room = width - left
        let rest = row.rest.reduce(-2) { $0 + $1.width + 2 }
        guard room >= min(rest, 24) else {
            page.add(line)
            page.add(Flow.lines(row.rest, width: width - 4), indent: 4)
            return
        }
        for lines in Flow.lines(row.rest, width: room) {
            page.add(line + lines)
            line = [.blanks(left)]
        }
    }

    /// Since when a unit stands as it does, no finer than that is known; empty where nobody said.
    func since(_ state: UnitState) -> String {
        state.since.isUnknown ? "" : times.span(state.since, near: snapshot.asOf.moment)
    }

    private func writeWay(of state: UnitState, to page: inout Page) {
        for way in ways(of: state) { page.add(hanging: Piece(way, .dim), width: width, indent: 4) }
    }

    /// The statuses of each assignment that has more to tell than how the unit stands.
    func ways(of state: UnitState) -> [String] {
        let isOne = state.assignments.count == 1
        let told = state.assignments.suffix(Self.namedAssignments).filter { assignment in
            !isOne || assignment.steps.count > 1 || assignment.steps.contains { $0.order != .inOrder }
        }
        let more = state.assignments.count - Self.namedAssignments
        return told.map { way($0, of: state) }
            + (more > 0 ? ["and \(more) earlier \(more == 1 ? "assignment" : "assignments")"] : [])
    }

    /// How many assignments of a unit, and how many steps of one, are told.
    private static let namedAssignments = 8
    private static let namedSteps = 24

    /// `dispatched 20:44 #2 → onscene 20:52 #5 → cleared 21:05 #9`.
    private func way(_ assignment: UnitAssignment, of state: UnitState) -> String {
        // The day since when the unit stands so is told already.
        let told = state.since.earliest ?? state.since.latest ?? snapshot.asOf.moment
        var day = times.zone.civilTime(at: told).date
        var texts: [String] = []
        for step in assignment.steps.suffix(Self.namedSteps) {
            var when = "at an unknown time"
            if let moment = step.time.earliest ?? step.time.latest {
                when = times.span(step.time, on: day)
                day = times.zone.civilTime(at: moment).date
            }
            let name = step.reference.text(in: snapshot.incident)
            var text = "\(step.status.rawValue) \(when) \(name)"
            if case .outOfOrder(let other) = step.order {
                text += " (out of order, after \(other.text(in: snapshot.incident)))"
            }
            texts.append(text)
        }
        let more = assignment.steps.count - Self.namedSteps
        return (more > 0 ? "… " : "") + texts.joined(separator: " → ")
    }
}
