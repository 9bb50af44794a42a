import EventSourcing
import Incidents
import Testing

@Suite struct `A bad line is refused` {
    @Test(arguments: badBodies.indices)
    func `for its body, with the field and what is wrong`(_ index: Int) {
        let bad = badBodies[index]
        check(Array(line(bad.members).utf8), bad.field, bad.part)
    }

    @Test(arguments: badLines.indices)
    func `for its envelope, with the field and what is wrong`(_ index: Int) {
        let bad = badLines[index]
        check(Array(bad.line.utf8), bad.field, bad.part)
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func `for bytes that are not UTF-8`(_ bytes: [UInt8]) {
        let text = line(#""detail":"*""#)
        let line = Array(text.utf8).split(separator: UInt8(ascii: "*"), maxSplits: 1)
        check(Array(line[0]) + bytes + Array(line[1]), "", "not UTF-8")
    }

    @Test func `with errors that are one line, whatever stands in it`() {
        for bad in badLines.map(\.line) + badBodies.map({ line($0.members) }) {
            let error = #expect(throws: InvalidEvent.self) { try EventLine(parsing: Array(bad.utf8)) }
            guard let error else { continue }
            #expect(error.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            #expect(error.description.utf8.count < 700, "\(error)")
        }
    }

    private func check(_ bytes: [UInt8], _ field: String, _ part: String) {
        let error = #expect(throws: InvalidEvent.self, "\(String(decoding: bytes.prefix(200), as: UTF8.self))") {
            try EventLine(parsing: bytes)
        }
        guard let error else { return }
        #expect(error.field == field, "\(error)")
        #expect(error.description.contains(part), "\(error)")
    }
}
