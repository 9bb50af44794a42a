extension JSONValue {
    /// The members of an object, in the order in which they are written; none for anything else.
    public var members: Members { Members(named: namedMembers) }

    /// The same members with the UTF-8 of their names, for whoever knows which names there may be and needs no string of
    /// each.
    public var namedMembers: NamedMembers { NamedMembers(storage: storage, rest: children(of: .object)) }

    /// The elements of an array, in order; none for anything else.
    public var elements: Elements { Elements(storage: storage, rest: children(of: .array)) }

    /// The member of an object with this name; nil where there is none, and for anything else than an object. Looks at
    /// one member after the other.
    public subscript(name: String) -> JSONValue? {
        let wanted = Array(name.utf8)
        var rest = children(of: .object)
        while let key = rest.first {
            let value = Int(storage.nodes[key].next)
            if storage.bytes.unescapedJSONString(storage.nodes[key]).elementsEqual(wanted) {
                return JSONValue(storage: storage, index: value)
            }
            rest = Int(storage.nodes[value].next)..<rest.upperBound
        }
        return nil
    }

    /// How many members or elements it has; 0 for anything else than an object or array. Goes through them.
    public var count: Int {
        kind == .object ? members.reduce(0) { count, _ in count + 1 } : elements.reduce(0) { count, _ in count + 1 }
    }

    private func children(of kind: Kind) -> Range<Int> {
        self.kind == kind ? (index + 1)..<Int(node.next) : index..<index
    }

    /// The named values of an object.
    public struct Members: Sequence, IteratorProtocol, Sendable {
        var named: NamedMembers

        /// The next one.
        public mutating func next() -> (name: String, value: JSONValue)? {
            named.next().map { (String(decoding: $0.name, as: UTF8.self), $0.value) }
        }
    }

    /// The values of an object, named by bytes.
    public struct NamedMembers: Sequence, IteratorProtocol, Sendable {
        let storage: JSONStorage
        var rest: Range<Int>

        /// The next one.
        public mutating func next() -> (name: ArraySlice<UInt8>, value: JSONValue)? {
            guard let key = rest.first else { return nil }
            let value = Int(storage.nodes[key].next)
            rest = Int(storage.nodes[value].next)..<rest.upperBound
            return (
                storage.bytes.unescapedJSONString(storage.nodes[key]), JSONValue(storage: storage, index: value)
            )
        }
    }

    /// The values of an array.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        let storage: JSONStorage
        var rest: Range<Int>

        /// The next one.
        public mutating func next() -> JSONValue? {
            guard let value = rest.first else { return nil }
            rest = Int(storage.nodes[value].next)..<rest.upperBound
            return JSONValue(storage: storage, index: value)
        }
    }
}
