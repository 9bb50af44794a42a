public import Chronology
import EventSourcing
public import Incidents
import TimelineRendering

/// The zones in which a reader may have times told: the desk's, that of the incident, UTC, and any other that an address
/// names.
struct ZoneChoice {
    private let setting: PageSetting
    private let incident: Zone?

    /// The name under which the choice is sent.
    static let name = "zone"

    init(_ setting: PageSetting, incident: Zone?) {
        self.setting = setting
        self.incident = incident
    }

    /// The list of them, as a field of a form.
    ///
    /// - Parameters:
    ///   - id: by what the field is found in the page.
    ///   - problem: what is wrong with the zone that was sent.
    func list(id: String, problem: String? = nil) -> Markup {
        FormControl(id: id, name: Self.name, label: "Times in", problem: problem)
            .list(none: "\(setting.deskZone.name) (desk)", .options(choices, chosen: setting.chosenZone))
    }

    private var choices: [(value: String, text: String)] {
        let now = setting.now
        var choices: [(value: String, text: String)] = []
        func add(_ value: String, _ text: String) {
            if !choices.contains(where: { $0.value == value }) { choices.append((value, text)) }
        }
        if let incident, incident.offset(at: now) != setting.deskZone.offset(at: now) {
            add(incident.offset(at: now).text, "\(incident.name) (incident)")
        }
        if setting.deskZone != .utc { add("UTC", "UTC") }
        if let chosen = setting.chosenZone { add(chosen, setting.zone.name) }
        return choices
    }
}

extension Timeline {
    /// The zone in which most of its times were written; nil where none was written with an offset.
    public var zone: Zone? {
        var counts: [Int: Int] = [:]
        for entry in entries {
            if let minutes = entry.event.occurred.offsetMinutes { counts[minutes, default: 0] += 1 }
        }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return most.map { $0.key == 0 ? .utc : .fixed(minutes: $0.key) }
    }
}
