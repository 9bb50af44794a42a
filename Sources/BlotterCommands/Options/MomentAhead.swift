import Chronology
import EventSourcing

/// A moment that was asked for and lies ahead: nothing is known of it yet, and mostly another day was meant.
struct MomentAhead {
    /// What was typed.
    let text: String
    private let now: Timestamp
    private let zone: Zone

    /// Nil where the text names no moment, or one of which a part has come: today lies ahead only in part.
    init?(_ text: String, now: Timestamp, zone: Zone) {
        guard let moment = try? MomentFlag(text, now: now, zone: zone), moment.earliest > now else { return nil }
        self.text = text
        self.now = now
        self.zone = zone
    }

    /// Why it is refused: what it means, and what may have been meant.
    var sentence: String {
        let words = (try? FlagTime(text, now: now, zone: zone))?.words.replacing("T", with: " ") ?? text
        let advice = Self.yesterday(text, now: now, zone: zone).map { "; write '\($0)'" } ?? ""
        return "\(text) is \(words), which lies ahead of now\(advice)"
    }

    /// Says on standard error that a flag names a moment ahead, and what is answered instead.
    static func warn(
        of text: String, flag: String, answer: String = "this is what is known now", now: Timestamp, zone: Zone
    ) {
        guard let ahead = MomentAhead(text, now: now, zone: zone) else { return }
        let advice = Self.yesterday(ahead.text, now: now, zone: zone).map { "; for the day before write '\($0)'" } ?? ""
        Diagnostics.say("\(flag) lies ahead of now; \(answer)\(advice)")
    }

    /// The same time of day a day before; nil where the text is no time of day alone.
    static func yesterday(_ text: String, now: Timestamp, zone: Zone) -> String? {
        let written = "yesterday \(text)"
        return (try? MomentFlag(written, now: now, zone: zone)) == nil ? nil : written
    }
}
