import Chronology
import TimelineRendering

/// The zones in which a reader may have times told: the desk's, that of the incident, UTC, and any other that an address
/// names.
struct ZoneChoice {
    private let setting: PageSetting
    private let incident: IncidentZone?

    /// The name under which the choice is sent.
    static let name = "zone"

    init(_ setting: PageSetting, incident: IncidentZone?) {
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
        var choices: [(value: String, text: String)] = []
        func add(_ value: String, _ text: String) {
            if !choices.contains(where: { $0.value == value }) { choices.append((value, text)) }
        }
        if let incident, incident.differs(from: setting.deskZone, now: setting.now) {
            add(incident.zone.offset(at: setting.now).text, "\(incident.zone.name) (incident)")
        }
        if setting.deskZone != .utc { add("UTC", "UTC") }
        if let chosen = setting.chosenZone { add(chosen, setting.zone.name) }
        return choices
    }
}
