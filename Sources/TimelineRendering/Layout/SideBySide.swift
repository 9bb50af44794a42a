import Dispatch
import Synchronization

/// Work that is done on two cores.
enum SideBySide {
    /// Does something with each half of some elements, at the same time, and gives both results in their order. Of few
    /// elements it is done once with all of them, which is quicker than to wake another core.
    static func halves<Element: Sendable, Made: Sendable>(
        of elements: ArraySlice<Element>, make: @Sendable (ArraySlice<Element>) -> Made
    ) -> [Made] {
        guard elements.count >= fewest else { return [make(elements)] }
        let middle = elements.startIndex + elements.count / 2
        let made = Mutex<(first: Made?, second: Made?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { number in
            let half = make(number == 0 ? elements[..<middle] : elements[middle...])
            made.withLock { if number == 0 { $0.first = half } else { $0.second = half } }
        }
        return made.withLock { [$0.first, $0.second].compactMap { $0 } }
    }

    /// Some screens full: what takes a few tenths of a millisecond.
    private static let fewest = 128
}
