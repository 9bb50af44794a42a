/// The names of the fields of an object, one case each.
protocol FieldName: RawRepresentable<String>, CaseIterable, Sendable {
    /// The same names by their bytes, made once.
    static var table: FieldTable<Self> { get }
}

/// Finds the field that a name in a line means. Every member of every object asks for one, so it compares bytes and makes
/// no string; most names differ in their length already.
struct FieldTable<Field: FieldName>: Sendable {
    private struct Entry: Sendable {
        let name: [UInt8]
        let field: Field
    }

    private let entries: [Entry]

    /// All fields of the type.
    init() { entries = Field.allCases.map { Entry(name: Array($0.rawValue.utf8), field: $0) } }

    /// The field with this name; nil where there is none.
    subscript(name: ArraySlice<UInt8>) -> Field? {
        entries.first { $0.name.count == name.count && $0.name.elementsEqual(name) }?.field
    }
}
