import Platform
import Testing

struct ByteSearchTests {
    private let bytes: [UInt8] = [1, 2, 3, 2, 1]

    @Test func `the first of several is found, within the range only`() {
        #expect(bytes.firstIndex(of: 2, in: 0..<5) == 1)
        #expect(bytes.firstIndex(of: 2, in: 2..<5) == 3)
        #expect(bytes.firstIndex(of: 2, in: 4..<5) == nil)
        #expect(bytes.firstIndex(of: 1, in: 1..<4) == nil)
        #expect(bytes.firstIndex(of: 1, in: 1..<5) == 4)
    }

    @Test func `in nothing is nothing found`() {
        #expect([UInt8]().firstIndex(of: 0, in: 0..<0) == nil)
        #expect(bytes.firstIndex(of: 1, in: 5..<5) == nil)
        #expect(bytes.firstIndex(of: 1, in: 0..<0) == nil)
    }
}
