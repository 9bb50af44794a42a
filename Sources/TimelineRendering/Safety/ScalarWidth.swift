extension Unicode.Scalar {
    /// Columns on a terminal, as `wcwidth` counts them: 0 for marks, 2 for wide characters, else 1.
    var columns: Int {
        if value < 0x300 { return 1 }
        if properties.isEmojiPresentation { return isRegionalIndicator ? 1 : 2 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return isArabicNumberSign ? 1 : 0
        default: break
        }
        if Self.isIn(Self.joiningJamo, value) { return 0 }
        return isWide ? 2 : 1
    }

    /// Half of a flag.
    var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

    /// Whether its `East_Asian_Width` is Wide or Fullwidth (Unicode Standard Annex 11), emoji left aside: those are known
    /// by their presentation.
    var isWide: Bool { value >= 0x1100 && Self.isIn(Self.wide, value) }

    private var isArabicNumberSign: Bool { value < 0x0900 && properties.generalCategory == .format }

    /// Vowels and final consonants of Hangul, which stand in the square of the consonant before them.
    private static let joiningJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x4DFF,
        0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265,
        0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]

    /// Binary search in ascending ranges.
    private static func isIn(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }
}

extension Character {
    /// Columns on a terminal: emoji, whatever they are joined of, take 2, and so do flags.
    var columns: Int {
        guard !isASCII else { return 1 }
        var sum = 0
        var indicators = 0
        for scalar in unicodeScalars {
            if scalar == "\u{FE0F}" { return 2 }
            if scalar.isRegionalIndicator {
                indicators += 1
            } else if scalar.properties.isEmojiPresentation {
                return 2
            }
            sum += scalar.columns
        }
        return indicators > 1 ? 2 : sum
    }
}
