extension StringProtocol {
    /// Whether nothing of it can be seen: only white space, controls, and marks without a form of their own, such as the
    /// zero-width space. The one rule by which a text counts as blank, in the envelope and in bodies.
    public var isBlank: Bool {
        unicodeScalars.allSatisfy { scalar in
            // Nearly every text begins with a plain letter; it is answered without a look into Unicode's tables.
            if scalar.value > 0x20, scalar.value < 0x7F { return false }
            switch scalar.properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
            default: return scalar.properties.isWhitespace
            }
        }
    }
}
