/// What a row of the list of incidents takes from a body, found in its bytes: where title, summary and status stand between
/// their quotation marks. All else is passed over, without making anything of it.
///
/// It is right for bodies of the current version that were checked when they were appended, and for no others: nothing is
/// checked again. Where one of the three, or the name of any field, is written with an escape, it gives up, and the body
/// has to be read.
struct BodySkim {
    private(set) var title: Range<Int>?
    private(set) var summary: Range<Int>?
    private(set) var status: Range<Int>?

    /// Looks through a body; nil where it has to be read.
    init?(_ body: Span<UInt8>) {
        var place = 0
        body.skipBlanks(&place)
        guard body.take(UInt8(ascii: "{"), &place) else { return nil }
        body.skipBlanks(&place)
        if body.take(UInt8(ascii: "}"), &place) { return }
        while true {
            guard body.take(UInt8(ascii: "\""), &place), let name = body.string(&place) else { return nil }
            body.skipBlanks(&place)
            guard body.take(UInt8(ascii: ":"), &place) else { return nil }
            body.skipBlanks(&place)
            guard place < body.count else { return nil }
            let isText = body[place] == UInt8(ascii: "\"")
            switch name.count {
            case 5 where body.isTitle(at: name.lowerBound):
                guard let found = body.text(isText, &place) else { return nil }
                title = found
            case 7 where body.isSummary(at: name.lowerBound):
                guard let found = body.text(isText, &place) else { return nil }
                summary = found
            case 6 where body.isStatus(at: name.lowerBound):
                guard let found = body.text(isText, &place) else { return nil }
                status = found
            default: body.skipValue(&place)
            }
            body.skipBlanks(&place)
            if body.take(UInt8(ascii: ","), &place) {
                body.skipBlanks(&place)
                continue
            }
            guard body.take(UInt8(ascii: "}"), &place) else { return nil }
            return
        }
    }
}

extension Span<UInt8> {
    @inline(__always)
    fileprivate func skipBlanks(_ place: inout Int) {
        while place < count, self[place] <= 0x20 { place += 1 }
    }

    /// Goes past a byte, if it is this one.
    @inline(__always)
    fileprivate func take(_ byte: UInt8, _ place: inout Int) -> Bool {
        guard place < count, self[place] == byte else { return false }
        place += 1
        return true
    }

    /// Goes past a string whose first quotation mark has been taken; nil where it has an escape or no end.
    @inline(__always)
    fileprivate func string(_ place: inout Int) -> Range<Int>? {
        let start = place
        while place < count {
            let byte = self[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return start..<(place - 1) }
            if byte == UInt8(ascii: "\\") { return nil }
        }
        return nil
    }

    /// Goes past a value that is to be a text, or `null`, which stands for none and gives an empty range.
    @inline(__always)
    fileprivate func text(_ isText: Bool, _ place: inout Int) -> Range<Int>? {
        guard isText else {
            skipValue(&place)
            return place..<place
        }
        place += 1
        return string(&place)
    }

    /// Goes past a value, whatever it is.
    @inline(__always)
    fileprivate func skipValue(_ place: inout Int) {
        var depth = 0
        while place < count {
            switch self[place] {
            case UInt8(ascii: "\""):
                place += 1
                skipString(&place)
                if depth == 0 { return }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of the body itself, behind a number or a word.
                if depth == 0 { return }
                depth -= 1
                if depth == 0 {
                    place += 1
                    return
                }
            case UInt8(ascii: ","): if depth == 0 { return }
            default: break
            }
            place += 1
        }
    }

    /// Goes past the rest of a string.
    @inline(__always)
    fileprivate func skipString(_ place: inout Int) {
        while place < count {
            let byte = self[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\") { place += 1 }
        }
    }

    @inline(__always)
    fileprivate func isTitle(at place: Int) -> Bool {
        self[place] == UInt8(ascii: "t")
            && self[place + 1] == UInt8(ascii: "i")
            && self[place + 2] == UInt8(ascii: "t")
            && self[place + 3] == UInt8(ascii: "l")
            && self[place + 4] == UInt8(ascii: "e")
    }

    @inline(__always)
    fileprivate func isSummary(at place: Int) -> Bool {
        self[place] == UInt8(ascii: "s")
            && self[place + 1] == UInt8(ascii: "u")
            && self[place + 2] == UInt8(ascii: "m")
            && self[place + 3] == UInt8(ascii: "m")
            && self[place + 4] == UInt8(ascii: "a")
            && self[place + 5] == UInt8(ascii: "r")
            && self[place + 6] == UInt8(ascii: "y")
    }

    @inline(__always)
    fileprivate func isStatus(at place: Int) -> Bool {
        self[place] == UInt8(ascii: "s")
            && self[place + 1] == UInt8(ascii: "t")
            && self[place + 2] == UInt8(ascii: "a")
            && self[place + 3] == UInt8(ascii: "t")
            && self[place + 4] == UInt8(ascii: "u")
            && self[place + 5] == UInt8(ascii: "s")
    }
}
