// How error messages speak: what they propose instead, and how they write numbers.

/// A number as a sentence writes it: with commas between its groups of three digits.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { text, index in
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digits[index])
    }
}
