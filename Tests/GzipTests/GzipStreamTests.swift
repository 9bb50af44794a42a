import Gzip
import GzipReading
import Testing

@Suite struct GzipStreamTests {
    private static let text = Array((0..<20_000).map { "line \($0 * 7919 % 10_007) of a log\n" }.joined().utf8)

    private struct NoMemory: Error {}

    private func begun() throws -> GzipStream {
        guard let stream = GzipStream() else { throw NoMemory() }
        return stream
    }

    @Test(arguments: [1, 7, 4096, 65_536, 1 << 20])
    func `whatever the pieces, the same comes out again`(size: Int) throws {
        var stream = try begun()
        var rest = Self.text[...]
        while !rest.isEmpty {
            unsafe stream.add(Array(rest.prefix(size)).span.bytes)
            rest = rest.dropFirst(size)
        }
        let bytes = stream.finished()
        #expect(bytes.count < Self.text.count / 3)
        #expect(gunzip(bytes) == Self.text)
    }

    @Test func `what cannot be made smaller comes out again too`() throws {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<300_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        var stream = try begun()
        unsafe stream.add(noise.span.bytes)
        #expect(gunzip(stream.finished()) == noise)
    }

    @Test func `nothing at all is a member too`() throws {
        let stream = try begun()
        #expect(gunzip(stream.finished()) == [])
    }

    @Test func `the same bytes are always compressed the same`() throws {
        func compressed() throws -> [UInt8] {
            var stream = try begun()
            unsafe stream.add(Self.text.span.bytes)
            return stream.finished()
        }
        #expect(try compressed() == compressed())
        // No time and no name (RFC 1952, 2.3.1).
        #expect(try Array(compressed()[3..<8]) == [0, 0, 0, 0, 0])
    }
}
