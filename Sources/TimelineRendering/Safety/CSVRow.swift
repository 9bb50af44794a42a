/// One row of CSV, made of cells that are safe because there is no other way to make one.
struct CSVRow {
    private var cells: [String] = []

    /// Adds a text of any origin; nothing where there is none.
    mutating func add(_ text: String?) { cells.append(text.map(CSVCell.text) ?? "") }

    /// Adds a whole number.
    mutating func add<Number: BinaryInteger>(_ number: Number?) { cells.append(number.map { String($0) } ?? "") }

    /// Adds texts in one cell.
    mutating func add(_ texts: [String]) { add(texts.isEmpty ? nil : texts.joined(separator: "; ")) }

    /// The row as it stands in the file. RFC 4180, 2: "Each record is located on a separate line, delimited by a line
    /// break (CRLF)."
    var line: String { cells.joined(separator: ",") + "\r\n" }
}
