import EventSourcing
import Glibc
import Incidents
import Testing

@Suite struct `An editor asks of the desk` {
    private static let hour = 3600 * Timestamp.perSecond

    @Test func `whether anybody looked into what is unverified`() throws {
        var log = SampleLog()
        try log.add(at: at("18:00"), body: #""verification":"unverified""#)
        try log.add(at: at("18:00"), body: #""verification":"unverified""#)
        try log.add(at: at("18:00"), body: #""verification":"verified""#)
        try log.add(kind: "updated", body: relation("disputes", "#1"))
        #expect(try log.questions(asOf: .at(23, 59)) == [])
        let later = Timestamp.at(18, 2).advanced(byMicroseconds: 6 * Self.hour + 1)
        #expect(try log.questions(asOf: later) == ["#2 unverified"])
        #expect(
            try log.questions(limits: LintLimits(unverified: Self.hour), asOf: .at(19, 30)) == ["#2 unverified"])
    }

    @Test func `on what grounds it was decided`() throws {
        var log = SampleLog()
        try log.add(kind: "responded", at: at("18:00"), body: #""decision":{"what":"Evacuate"}"#)
        try log.add(kind: "responded", at: at("18:00"), body: #""decision":{"what":"Evacuate","grounds":"smoke"}"#)
        #expect(try log.questions() == ["#1 no-grounds"])
    }

    @Test func `what a correction changes`() throws {
        var log = SampleLog()
        try log.add("Five", at: at("18:00"))
        try log.add("Five", kind: "updated", body: relation("corrects", "#1"))
        try log.add("Five", kind: "updated", at: at("18:05"), body: relation("corrects", "#1"))
        try log.add("Six", kind: "updated", body: relation("corrects", "#1"))
        try log.add("Gone", at: at("18:00"))
        try log.add("Taken back", kind: "updated", body: relation("retracts", "#5"))
        try log.add("Corrected", kind: "updated", body: relation("corrects", "#5"))
        #expect(try log.questions() == ["#2 no-effect", "#7 no-effect"])
    }

    @Test func `only what it was told to ask, in an order that stays`() throws {
        var log = SampleLog()
        try log.add(
            at: at("18:00") + "?", body: #""status":"closed","decision":{"what":"x"},"verification":"unverified""#)
        try log.add()
        let all = try log.questions(LintCode.allCases, asOf: .at(23, 59).advanced(byMicroseconds: 24 * Self.hour))
        #expect(
            all == ["#1 no-source", "#1 end-unsure", "#1 unverified", "#1 no-grounds", "#2 no-source", "#2 undated"])
        #expect(try log.questions([.undated, .noGrounds]) == ["#1 no-grounds", "#2 undated"])
        #expect(try log.questions([]) == [])
    }

    @Test func `a stable code for each question, and each in one line`() {
        #expect(Set(LintCode.allCases.map(\.rawValue)).count == LintCode.allCases.count)
        for code in LintCode.allCases {
            #expect(code.rawValue.allSatisfy { $0.isLowercase || $0 == "-" }, "\(code)")
            #expect(code.question.count <= 110, "\(code)")
        }
    }

    @Test func `as much of many entries as of few`() throws {
        /// The time of a processor that it takes where an incident has so many entries.
        func cost(of count: Int) throws -> Int {
            var log = SampleLog()
            for number in 0..<count {
                try log.add(
                    kind: "responded", at: at("18:00:\(10 + number % 50)"),
                    body: source("S\(number % 7)", origin: "O")
                        + #","figures":[{"measure":"killed","best":\#(number % 90)}],"unit":{"id":"E\#(number % 9)","status":"onscene"}"#
                )
            }
            let timeline = try log.timeline(asOf: log.now)
            let begun = processorTime()
            #expect(!Lint().findings(in: timeline).isEmpty)
            return processorTime() - begun
        }
        // Four times as much, or a little more; quadratic, it would be sixteen times as much.
        let (few, many) = (try cost(of: 4000), try cost(of: 16_000))
        #expect(many < few * 10, "\(few), then \(many)")
    }

    /// How many nanoseconds of a processor this thread has had, whatever else the machine does.
    private func processorTime() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
