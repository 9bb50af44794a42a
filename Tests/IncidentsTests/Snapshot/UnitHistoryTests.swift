import EventSourcing
import Incidents
import Testing

@Suite struct `The history of a unit` {
    /// Statuses with their times: `onscene 20:52`, `onscene` alone without one, `onscene 2024-03-22` of a day.
    private func unit(_ told: [String]) throws -> UnitState {
        var log = SampleLog()
        for text in told {
            let words = text.split(separator: " ").map(String.init)
            let time =
                words.count < 2 ? nil : words[1].utf8.count < 12 && words[1].contains(":") ? at(words[1]) : words[1]
            try log.add(at: time, body: #""unit":{"id":"E1","status":"\#(words[0])"}"#)
        }
        return try #require(try log.snapshot().units.first)
    }

    /// The steps of each assignment by the numbers of their events, `!` behind what is out of order, `?` behind what has
    /// no time.
    private func steps(_ told: [String]) throws -> [String] {
        try unit(told).assignments.map { assignment in
            assignment.steps.map { step in
                let mark =
                    switch step.order {
                    case .inOrder: ""
                    case .outOfOrder(let other): "!\(other.revision.rawValue)"
                    case .untimed: "?"
                    }
                return "\(step.reference.revision.rawValue)\(mark)"
            }.joined(separator: " ")
        }
    }

    @Test(
        arguments: [
            (
                ["dispatched 20:44", "enroute 20:45", "onscene 20:52", "cleared 21:10", "available 21:30"],
                ["1 2 3 4 5"]
            ),
            // In the order of their times, however they were written down.
            (["onscene 20:52", "dispatched 20:44", "cleared 21:10", "enroute 20:45"], ["2 4 1 3"]),
            (["onscene 20:40", "dispatched 20:44"], ["1 2!1"]),
            (["dispatched 20:44", "transporting 20:50", "enroute 20:51", "onscene 20:52"], ["1 2 3!2 4!2"]),
            // A new assignment.
            (
                ["dispatched 20:44", "cleared 21:00", "available 21:05", "dispatched 22:00", "onscene 22:09"],
                ["1 2 3", "4 5"]
            ),
            (["dispatched 20:44", "cancelled 20:50", "onscene 21:00"], ["1 2", "3"]),
            // Late word of the first one.
            (["dispatched 20:44", "cleared 21:00", "dispatched 22:00", "onscene 20:52"], ["1 4 2", "3"]),
            // The same minute, as it was written down.
            (["dispatched 20:44", "enroute 20:44", "cleared 20:44", "dispatched 20:44"], ["1 2 3", "4"]),
            // Vague times are out of order only where they are for certain.
            (["onscene 20:52", "dispatched 2024-03-22"], ["2 1"]),
            (["onscene 20:40:30", "dispatched 20:40"], ["2 1"]),
            (["onscene 2024-03-22T20:40Z..2024-03-22T20:50Z", "dispatched 20:45"], ["2 1"]),
            (["onscene ..2024-03-22T20:40Z", "dispatched 20:45"], ["1 2!1"]),
            // Without a time behind what was told before.
            (["dispatched 20:44", "onscene", "cleared 21:00"], ["1 2? 3"]),
            (["onscene", "dispatched 20:44"], ["1? 2"]), (["cleared", "dispatched"], ["1?", "2?"]),
        ] as [([String], [String])])
    func `stands in assignments and in the order of its times`(_ told: [String], _ expected: [String]) throws {
        #expect(try steps(told) == expected)
    }

    @Test func `tells how long it took, as a range as wide as its times are vague`() throws {
        let unit = try unit(["dispatched 20:44:10", "onscene 20:52", "available 2024-03-22T21:00Z.."])
        let assignment = try #require(unit.assignments.first)
        let second = Timestamp.perSecond
        #expect(assignment.intervals.map(\.from) == [.dispatched, .onscene])
        #expect(assignment.intervals.map(\.to) == [.onscene, .available])
        #expect(assignment.timeToScene?.least == 469 * second + 1)
        #expect(assignment.timeToScene?.most == 530 * second - 1)
        #expect(assignment.timeOnScene?.least == 420 * second + 1 && assignment.timeOnScene?.most == nil)
        #expect(assignment.isOver && !unit.isOut)
    }

    @Test func `tells no length of time from or to what is out of order or has no time`() throws {
        let out = try #require(try unit(["onscene 20:40", "dispatched 20:44", "cleared"]).assignments.first)
        #expect(out.timeToScene == nil && out.timeOnScene == nil && out.intervals.isEmpty)
        // A status that is told again begins nothing anew.
        let again = try #require(
            try unit(["dispatched 20:44", "onscene 20:50", "onscene 20:58", "cleared 21:00"]).assignments.first)
        #expect(again.steps.count == 4 && again.intervals.count == 2)
        #expect(again.timeOnScene?.most == 11 * 60 * Timestamp.perSecond - 1)
    }

    @Test func `never is longer than it can be where times overlap`() throws {
        let unit = try unit(["dispatched 20:44", "onscene 20:44"])
        let range = try #require(unit.assignments.first?.timeToScene)
        #expect(range.least == 0 && range.most == 60 * Timestamp.perSecond - 1)
    }

    @Test func `goes by what stands, at the times that now hold`() throws {
        var log = SampleLog()
        try log.add(at: at("20:44"), body: #""unit":{"id":"E1","status":"dispatched"}"#)
        try log.add(at: at("20:40"), body: #""unit":{"id":"E1","status":"onscene"}"#)
        try log.add(at: at("20:50"), body: #""unit":{"id":"E1","status":"onscene"},"# + relation("corrects", "#2"))
        let unit = try #require(try log.snapshot().units.first)
        #expect(unit.assignments.map { $0.steps.map(\.reference.revision.rawValue) } == [[1, 3]])
        #expect(unit.assignments[0].steps.allSatisfy { $0.order == .inOrder })
    }

    @Test func `holds every status that stands, once, in a total order, whatever the times`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let told = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                let status = UnitReport.Status.allCases.randomElement(using: &random)?.rawValue ?? ""
                let minute = Int.random(in: 10...40, using: &random)
                return [status, "\(status) 20:\(minute)", "\(status) 20:\(minute):30", "\(status) 2024-03-22"]
                    .randomElement(using: &random) ?? status
            }
            let unit = try unit(told)
            let numbers = unit.assignments.flatMap(\.steps).map { Int($0.reference.revision.rawValue) }
            #expect(numbers.sorted() == Array(1...told.count), "\(told)")
            for assignment in unit.assignments {
                #expect(!assignment.steps.isEmpty)
                for interval in assignment.intervals {
                    #expect(interval.duration.least <= interval.duration.most ?? .max)
                }
            }
        }
    }
}

@Suite struct `A watch over units` {
    private func disorders(_ told: [(String, String?)]) throws -> [String?] {
        var watch = UnitWatch()
        return try told.enumerated().map { index, told in
            let time = told.1.map { #","occurred":"\#(at($0))""# } ?? ""
            let line = #"{"incident":"fire","kind":"responded"\#(time),"body":{"summary":"x",\#(told.0)}}"#
            let event = try EventLine(parsing: Array(line.utf8)).event
            let statement = try #require(UnitStatement(event))
            let reference = Reference(stream: event.stream, revision: Revision(UInt64(index + 1)))
            return watch.take(statement, occurred: event.occurred, at: reference).map {
                "\($0.status) \($0.isLater ? "after" : "before") \($0.other) \($0.reference.revision)"
            }
        }
    }

    private func unit(_ status: String, _ id: String = "E1") -> String {
        #""unit":{"id":"\#(id)","status":"\#(status)"}"#
    }

    @Test func `tells what is out of order by its time, from either side`() throws {
        #expect(
            try disorders([
                (unit("onscene"), "20:40"), (unit("dispatched"), "20:44"), (unit("enroute", "E2"), "20:45"),
                (unit("dispatched", "E2"), "20:44"), (unit("onscene", "E2"), "20:43"), (unit("onscene", "E3"), nil),
                (unit("dispatched", "E3"), "20:50"),
            ]) == [nil, "dispatched after onscene #1", nil, nil, "onscene before dispatched #4", nil, nil])
    }

    @Test func `forgets what was taken back or corrected`() throws {
        #expect(
            try disorders([
                (unit("onscene"), "20:40"), (relation("retracts", "#1"), nil), (unit("dispatched"), "20:44"),
                (unit("onscene") + "," + relation("corrects", "#3"), "20:43"),
            ]) == [nil, nil, nil, nil])
    }

    @Test func `says the whole in one sentence`() throws {
        var watch = UnitWatch()
        var log = SampleLog()
        watch.take(try log.add(at: at("20:40"), body: unit("onscene")))
        let line =
            #"{"incident":"fire","kind":"responded","occurred":"2024-03-22T20:44Z","body":{"summary":"x",\#(unit("dispatched"))}}"#
        let told = try EventLine(parsing: Array(line.utf8))
        let disorder = watch.take(
            try #require(told.unit), occurred: told.event.occurred,
            at: Reference(stream: told.event.stream, revision: Revision(2)))
        #expect(
            disorder?.description
                == "E1 is dispatched (2024-03-22T20:44Z) after it was onscene (2024-03-22T20:40Z, #1): "
                + "that is out of order, and kept as it was written")
    }
}
