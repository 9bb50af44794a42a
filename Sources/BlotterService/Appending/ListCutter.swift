/// Cuts a JSON list into the texts of its elements, without looking at what they are.
enum ListCutter {
    /// Where the elements stand, if the bytes begin and end as a list does that has any; nil otherwise.
    ///
    /// Each element has to be parsed. Where every one of them is a JSON value, the bytes are a list of just these (RFC 8259,
    /// 5), however they were cut; where one is none, the bytes may still be a list, or may not.
    ///
    /// - Parameter limit: how many elements there may be.
    static func elements(of bytes: [UInt8], atMost limit: Int) -> [Range<Int>]? {
        guard let first = bytes.firstIndex(where: isNoBlank), bytes[first] == UInt8(ascii: "["),
            let last = bytes.lastIndex(where: isNoBlank), last > first, bytes[last] == UInt8(ascii: "]")
        else { return nil }
        var elements: [Range<Int>] = []
        var start = first + 1
        var depth = 0
        var index = start
        let span = bytes.span
        while index < last {
            switch span[index] {
            case UInt8(ascii: "\""):
                index += 1
                while index < last, span[index] != UInt8(ascii: "\"") {
                    index += span[index] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                guard elements.count < limit else { return nil }
                elements.append(start..<index)
                start = index + 1
            default: break
            }
            index += 1
        }
        elements.append(start..<last)
        return elements.count <= limit ? elements : nil
    }

    private static func isNoBlank(_ byte: UInt8) -> Bool {
        byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09
    }
}
