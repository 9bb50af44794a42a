import Chronology
import EventSourcing

/// Finds names that someone may have meant.
enum NearNames {
    /// How many names are all looked at.
    private static let fewNames = 8192
    /// How many names behind each beginning of the wanted one are looked at, where there are more.
    private static let neighbours = 64

    /// The names of a store's streams that are nearest to one, at most three.
    ///
    /// Where there are many streams, that takes no longer: only those are looked at whose name differs by one letter,
    /// begins with the wanted one or is the beginning of it, and some that share a beginning with it.
    ///
    /// - Parameter fewNames: from how many streams on they are many.
    static func of(
        _ name: StreamID, in store: some EventStore, fewNames: Int = Self.fewNames
    ) async throws(EventStoreError) -> [StreamID] {
        var names: [StreamID] = []
        while names.count < fewNames {
            let page = try await store.streams(after: names.last, limit: EventPage.maximumCount)
            names += page.map(\.stream)
            if page.count < EventPage.maximumCount { return of(name, among: names) }
        }
        var likely: Set<StreamID> = []
        for wanted in Set([Array(name.text.utf8), Array(name.text.lowercased().utf8)]) {
            for length in 1...wanted.count {
                guard let beginning = StreamID(wanted.prefix(length)) else { continue }
                likely.formUnion(try await store.streams(after: beginning, limit: neighbours).map(\.stream))
                if try await store.revision(of: beginning) > .none { likely.insert(beginning) }
            }
            for letters in variants(of: wanted) {
                guard let other = StreamID(letters), try await store.revision(of: other) > .none else { continue }
                likely.insert(other)
            }
        }
        return of(name, among: likely)
    }

    /// The names nearest to one, at most three: those that begin with it or differ by few letters, case aside.
    static func of(_ name: StreamID, among names: some Sequence<StreamID>) -> [StreamID] {
        let wanted = Array(name.text.lowercased().utf8)
        let allowed = max(1, min(3, wanted.count / 4))
        var near: [(distance: Int, name: StreamID)] = []
        for candidate in names where candidate != name {
            let letters = Array(candidate.text.lowercased().utf8)
            if letters.starts(with: wanted) || (letters.count > 3 && wanted.starts(with: letters)) {
                near.append((abs(letters.count - wanted.count), candidate))
            } else if abs(letters.count - wanted.count) <= allowed,
                let distance = NearWord.distance(wanted, letters, atMost: allowed)
            {
                near.append((distance, candidate))
            }
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// What comes of a name when one letter is left out, swapped with the next, put in, or is another one.
    private static func variants(of name: [UInt8]) -> [[UInt8]] {
        var variants: [[UInt8]] = []
        for index in 0...name.count {
            for letter in letters {
                variants.append(name[..<index] + [letter] + name[index...])
                if index < name.count { variants.append(name[..<index] + [letter] + name[(index + 1)...]) }
            }
            guard index < name.count else { break }
            variants.append(Array(name[..<index] + name[(index + 1)...]))
            guard index + 1 < name.count else { continue }
            variants.append(name[..<index] + [name[index + 1], name[index]] + name[(index + 2)...])
        }
        return variants
    }

    /// The letters that a name mostly has, and those that it may have besides.
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789._:@~-".utf8)
}

extension StreamID {
    /// The name of these letters; nil where it is none.
    fileprivate init?(_ letters: some Collection<UInt8>) {
        guard let name = try? StreamID(String(decoding: letters, as: UTF8.self)) else { return nil }
        self = name
    }
}
