import Chronology
import EventSourcing
import Foundation
import Testing

/// The zone files of the machine, and the program of the tz database that prints them.
enum SystemZones {
    static let directory = "/usr/share/zoneinfo"
    static let zdump = ["/usr/bin/zdump", "/usr/sbin/zdump"].first { FileManager.default.isExecutableFile(atPath: $0) }

    static var arePresent: Bool { FileManager.default.fileExists(atPath: directory + "/Europe/Moscow") }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)")))
    }

    /// The names of all zones; those that count leap seconds and those that stand there twice are left out.
    static func names() throws -> [String] {
        let files = try #require(FileManager.default.enumerator(atPath: directory))
        return files.compactMap { $0 as? String }.filter { name in
            guard !name.hasPrefix("right/"), !name.hasPrefix("posix/"), Zone.isPlausibleName(name) else { return false }
            return FileManager.default.contents(atPath: "\(directory)/\(name)")?.starts(with: "TZif".utf8) ?? false
        }.sorted()
    }

    static func zone(_ name: String) throws -> Zone { .named(try ZoneRules(name: name, tzif: bytes(name))) }
}

/// One line of `zdump -v`: what the clock shows at a second, right before or right at a transition.
private struct DumpLine {
    let moment: Timestamp
    let local: CivilTime
    let abbreviation: String
    let offsetSeconds: Int

    /// `Europe/Oslo  Sun Mar 31 00:59:59 2024 UT = Sun Mar 31 01:59:59 2024 CET isdst=0 gmtoff=3600`
    init?(_ line: Substring) {
        let parts = line.split(separator: " ")
        guard parts.count == 16, parts[6] == "UT", let time = Self.time(parts[2...5]),
            let local = Self.time(parts[9...12]),
            let offset = Int(parts[15].dropFirst("gmtoff=".count))
        else { return nil }
        moment = time.moment(offsetSeconds: 0)
        self.local = local
        abbreviation = String(parts[13])
        offsetSeconds = offset
    }

    private static func time(_ parts: ArraySlice<Substring>) -> CivilTime? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = Array(parts)
        let clock = parts[2].split(separator: ":").compactMap { Int($0) }
        guard let month = months.firstIndex(of: String(parts[0])), let day = Int(parts[1]), let year = Int(parts[3]),
            clock.count == 3
        else { return nil }
        let date = CivilDate(year: year, month: month + 1, day: day)
        return CivilTime(date: date, hour: clock[0], minute: clock[1], second: clock[2])
    }

    static func all(of name: String) throws -> [DumpLine] {
        try dump([name], years: "1900,2101").split(separator: "\n").compactMap { DumpLine($0) }
    }

    /// The lines of many zones at once, by name.
    static func all(of names: [String], years: String) throws -> [Substring: [DumpLine]] {
        let lines = try dump(names, years: years).split(separator: "\n").map { line in
            (line.prefix { $0 != " " }, DumpLine(line))
        }
        return Dictionary(grouping: lines) { $0.0 }.mapValues { $0.compactMap(\.1) }
    }

    private static func dump(_ names: [String], years: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: SystemZones.zdump ?? "zdump")
        process.arguments = ["-v", "-c", years] + names
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}

@Suite(.enabled(if: SystemZones.arePresent, "this machine has no zone files in /usr/share/zoneinfo"))
struct `The zones of the system` {
    /// At each transition from 1900 to 2100, and in the second before.
    @Test(
        .enabled(if: SystemZones.zdump != nil, "this machine has no zdump to compare with"),
        arguments: [
            ("Europe/Moscow", 40), ("America/New_York", 700), ("Europe/Oslo", 400), ("Australia/Lord_Howe", 400),
            ("Asia/Kathmandu", 4), ("America/Sao_Paulo", 100), ("Europe/Dublin", 500), ("Africa/Casablanca", 200),
            ("Pacific/Apia", 10), ("America/Nuuk", 300), ("Antarctica/Troll", 300), ("America/Toronto", 500),
            ("Africa/Monrovia", 4), ("Europe/London", 500), ("Asia/Tehran", 50), ("Etc/GMT+5", 0),
        ])
    func `run as zdump says`(_ name: String, _ leastLines: Int) throws {
        let zone = try SystemZones.zone(name)
        let lines = try DumpLine.all(of: name)
        #expect(lines.count >= leastLines)
        for line in lines {
            let offset = zone.offset(at: line.moment)
            #expect(offset.seconds == line.offsetSeconds, "\(name) at \(line.moment)")
            #expect(
                offset == ZoneOffset(seconds: line.offsetSeconds, abbreviation: line.abbreviation),
                "\(name) at \(line.moment)")
            #expect(zone.civilTime(at: line.moment) == line.local, "\(name) at \(line.moment)")
        }
        for (last, first) in zip(lines, lines.dropFirst())
        where first.moment.microseconds - last.moment.microseconds == 1_000_000 {
            try expectJump(zone, from: last, to: first)
        }
    }

    /// What lies between the two readings of the clock is skipped, or comes twice.
    private func expectJump(_ zone: Zone, from last: DumpLine, to first: DumpLine) throws {
        let step = first.offsetSeconds - last.offsetSeconds
        guard step != 0 else { return }
        let middle = CivilTime(first.moment, offsetSeconds: last.offsetSeconds + step / 2)
        let moments = zone.moments(forLocal: middle)
        if step > 0 {
            let before = first.moment.advanced(byMicroseconds: -1)
            #expect(moments == .gap(before: before, after: first.moment), "\(zone.name) at \(first.moment)")
        } else {
            let early = middle.moment(offsetSeconds: last.offsetSeconds)
            let late = middle.moment(offsetSeconds: first.offsetSeconds)
            #expect(moments == .fold(first: early, second: late), "\(zone.name) at \(first.moment)")
        }
    }

    /// Every zone that this machine knows, at each of its transitions and in the second before.
    @Test(.enabled(if: SystemZones.zdump != nil, "this machine has no zdump to compare with"))
    func `all run as zdump says, from 1900 to 2037`() throws {
        let names = try SystemZones.names()
        var compared = 0
        for (name, lines) in try DumpLine.all(of: names, years: "1900,2038") {
            let zone = try SystemZones.zone(String(name))
            // A zone that never changed has no lines.
            for line in lines {
                let offset = zone.offset(at: line.moment)
                let expected = ZoneOffset(seconds: line.offsetSeconds, abbreviation: line.abbreviation)
                guard offset != expected || zone.civilTime(at: line.moment) != line.local else { continue }
                Issue.record("\(name) at \(line.moment): \(offset), zdump says \(expected)")
            }
            for (last, first) in zip(lines, lines.dropFirst())
            where first.moment.microseconds - last.moment.microseconds == 1_000_000 {
                try expectJump(zone, from: last, to: first)
            }
            compared += lines.count
        }
        print("zones compared with zdump: \(names.count), moments: \(compared)")
        #expect(names.count >= 200 && compared >= 20_000)
    }

    @Test func `are all read`() throws {
        let names = try SystemZones.names()
        for name in names {
            #expect(abs(try SystemZones.zone(name).offset(at: .maximum).seconds) <= 14 * 3600)
        }
        #expect(names.count >= 200)
    }

    @Test(arguments: ["Europe/Moscow", "Australia/Lord_Howe"])
    func `are refused when cut short, wherever`(_ name: String) throws {
        let bytes = try SystemZones.bytes(name)
        for length in bytes.indices {
            #expect(throws: TimeError.self, "\(length) bytes") {
                try ZoneRules(name: name, tzif: Array(bytes.prefix(length)))
            }
        }
    }

    @Test(arguments: ["Europe/Moscow", "America/Sao_Paulo", "Europe/Dublin"])
    func `with flipped bits are refused or used, but never trap`(_ name: String) throws {
        let good = try SystemZones.bytes(name)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        print("zone files with flipped bits: seed \(seed)")
        for round in 0..<1_500 {
            var bytes = good
            // Every third time only in the footer, where most of the reading happens.
            let reach = round % 3 == 0 ? (bytes.count - 30)..<bytes.count : bytes.indices
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: reach, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            if let rules = try? ZoneRules(name: name, tzif: bytes) { useEverything(of: .named(rules), &random) }
        }
    }
}
