/// Reads CSV as RFC 4180 has it, and nothing else; nil where it is not that.
enum CSVReader {
    static func rows(_ text: String) -> [[String]]? {
        var rows: [[String]] = []
        var cells: [String] = []
        var rest = Array(text.utf8)[...]
        func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
        while !rest.isEmpty {
            if rest.first == UInt8(ascii: "\"") {
                rest.removeFirst()
                var cell: [UInt8] = []
                while true {
                    guard let byte = rest.popFirst() else { return nil }
                    if byte == UInt8(ascii: "\"") {
                        guard rest.first == byte else { break }
                        rest.removeFirst()
                    }
                    cell.append(byte)
                }
                cells.append(string(cell))
            } else {
                let cell = rest.prefix { $0 != UInt8(ascii: ",") && $0 != 13 && $0 != 10 }
                if cell.contains(UInt8(ascii: "\"")) { return nil }
                rest = rest.dropFirst(cell.count)
                cells.append(string(cell))
            }
            guard let end = rest.popFirst() else { return nil }
            if end == UInt8(ascii: ",") { continue }
            guard end == 13, rest.popFirst() == 10 else { return nil }
            rows.append(cells)
            cells = []
        }
        return cells.isEmpty ? rows : nil
    }
}
