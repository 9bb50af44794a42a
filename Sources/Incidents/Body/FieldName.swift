import StrictJSON

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
    private let shortNames: ShortNames<Field>

    /// All fields of the type.
    init() {
        entries = Field.allCases.map { Entry(name: Array($0.rawValue.utf8), field: $0) }
        shortNames = ShortNames(Field.self)
    }

    /// The field with this name and a bit of its own; nil where there is none, or its name is no short one.
    subscript(name: ShortName) -> (field: Field, bit: UInt32)? {
        shortNames.index(of: name).map { (shortNames.choices[$0], 1 << UInt32($0)) }
    }

    /// The field with this name; nil where there is none.
    subscript(name: ArraySlice<UInt8>) -> Field? {
        entries.first { $0.name.count == name.count && $0.name.elementsEqual(name) }?.field
    }
}

/// The words of a type that are short, each by two numbers.
struct ShortNames<Choice: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
    private let names: [ShortName]
    let choices: [Choice]

    init(_ type: Choice.Type) {
        let short = Choice.allCases.compactMap { choice in ShortName(choice.rawValue).map { (name: $0, choice: choice) }
        }
        names = short.map(\.name)
        choices = short.map(\.choice)
    }

    /// What a name means; nil where it is none of the words.
    subscript(name: ShortName) -> Choice? { index(of: name).map { choices[$0] } }

    /// Which of the words a name is.
    func index(of name: ShortName) -> Int? {
        for index in names.indices where names[index] == name { return index }
        return nil
    }
}
