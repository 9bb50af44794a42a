import EventSourcing

extension EventStoreSuite {
    /// How a long read is cut into pages, and where it can be taken up again.
    static var paging: [Promise] {
        [
            Promise("pages are bounded, and together they are the whole read") { trial in
                let count = try await fill(trial)
                for selection in try selections(of: count) {
                    let pages = try await pages(of: selection, trial)
                    for page in pages {
                        try expect(page.events.count <= EventPage.maximumCount, "a page of \(page.events.count) events")
                    }
                    let positions = pages.flatMap { $0.events.map(\.position.rawValue) }
                    try expect(positions, is: expected(selection, of: count), "events of all pages (\(selection))")
                }
            },
            Promise("a page says how far the log was examined, and a reader may go on from there") { trial in
                let count = try await fill(trial)
                for selection in try selections(of: count) {
                    var found: [UInt64] = []
                    let pages = try await pages(of: selection, trial)
                    // Where pages are small there are many; a few of them are enough to resume at.
                    let some = max(1, pages.count / 5)
                    for (number, page) in pages.enumerated() {
                        found += page.events.map(\.position.rawValue)
                        guard number.isMultiple(of: some) else { continue }
                        var rest = selection
                        if selection.direction == .forward {
                            try expect(
                                page.examined.rawValue <= count, "examined past the head, up to \(page.examined)")
                            try expect(page.events.allSatisfy { $0.position <= page.examined }, "found past examined")
                            rest.after = max(page.examined, selection.after)
                        } else {
                            guard page.next != nil else { continue }
                            try expect(page.examined > .beforeFirst, "more to read before the first position")
                            try expect(page.events.allSatisfy { $0.position >= page.examined }, "found past examined")
                            rest.upTo = Position(page.examined.rawValue - 1)
                        }
                        rest.limit = selection.limit.map { max(0, $0 - found.count) }
                        let positions = try await found + trial.positions(rest)
                        try expect(positions, is: expected(selection, of: count), "resumed at \(page.examined)")
                    }
                }
            },
            Promise("what is appended between two pages is read forward, and does not disturb a backward read") {
                trial in
                let count = try await fill(trial)
                for direction in [ReadSelection.Direction.forward, .backward] {
                    let head = try await trial.store.head().position.rawValue
                    let first = try await trial.store.page(of: ReadSelection(direction: direction))
                    try expect(count > EventPage.maximumCount, "the test has too few events")
                    try await trial.append(.sample("late"))
                    guard let next = first.next else { throw BrokenPromise("a page of more than a page has no next") }
                    let rest = try await trial.positions(next)
                    let positions = first.events.map(\.position.rawValue) + rest
                    let whole = direction == .forward ? Array(1...head + 1) : (1...head).reversed()
                    try expect(positions, is: whole, "events read \(direction)")
                }
            },
            Promise("the first page of a read with a limit is no longer than its limit") { trial in
                try await fill(trial)
                for limit in [1, 2, 500] {
                    let page = try await trial.store.page(of: ReadSelection(limit: limit))
                    try expect(page.events.count <= limit, "\(page.events.count) events with a limit of \(limit)")
                }
                let none = try await trial.store.page(of: ReadSelection(limit: 0))
                try expect(none.events.isEmpty && none.next == nil, "a limit of nothing finds something")
            },
        ]
    }

    /// More events than two pages hold; every 700th is rare.
    @discardableResult
    private static func fill(_ trial: Trial<Store>) async throws -> UInt64 {
        let count = UInt64(EventPage.maximumCount * 2 + 100)
        try await trial.append(
            (1...count).map { number in
                try .sample(
                    "s-\(number % 3)", number % 2 == 0 ? "reported" : "updated", tags: isRare(number) ? ["rare:1"] : [])
            })
        return count
    }

    private static func isRare(_ position: UInt64) -> Bool { position % 700 == 0 }

    private static func selections(of count: UInt64) throws -> [ReadSelection] {
        let queries = try [Query.all, .of(tags: ["rare:1"]), .of(kinds: ["reported"]), .of(tags: ["none:1"])]
        return queries.flatMap { query in
            [ReadSelection.Direction.forward, .backward].flatMap { direction in
                [
                    ReadSelection(query, direction: direction),
                    ReadSelection(query, direction: direction, limit: Int(count) - 1),
                    ReadSelection(
                        query, after: Position(10), upTo: Position(count - 10), direction: direction, limit: 1200),
                ]
            }
        }
    }

    private static func expected(_ selection: ReadSelection, of count: UInt64) -> [UInt64] {
        let upTo = min(selection.upTo?.rawValue ?? count, count)
        let within = (1...count).filter { position in
            position > selection.after.rawValue && position <= upTo
                && selection.query.items.allSatisfy { item in
                    (item.kinds.isEmpty || position % 2 == 0)
                        && item.tags.allSatisfy { $0.text == "rare:1" && isRare(position) }
                }
        }
        let ordered = selection.direction == .forward ? within : within.reversed()
        return Array(ordered.prefix(selection.limit ?? .max))
    }

    private static func pages(of selection: ReadSelection, _ trial: Trial<Store>) async throws -> [EventPage] {
        var pages = try await [trial.store.page(of: selection)]
        while let next = pages.last?.next { try await pages.append(trial.store.page(of: next)) }
        return pages
    }
}
