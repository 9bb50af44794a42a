import AccessTokens
import HTTPTypes

/// Everything that can be asked of the service. A request is matched with this list and with nothing else, so what is
/// not here cannot be reached, and every one says here what it takes to reach it.
enum Endpoint: Int, CaseIterable, Sendable {
    case appendEvents
    case readEvents
    case followEvents
    case listIncidents
    case readIncident
    case readTimeline
    case readDiff
    case readLint
    case readIncidentEvents
    case appendToIncident
    case handover
    case health
    case readiness
    case metrics
    case openAPI
    case listPage
    case listFragment
    case newPage
    case incidentPage
    case incidentFragment
    case writePage
    case enterNew
    case enter
    case signInPage
    case signIn
    case signOut
    case asset

    /// The method and the path; `{id}` stands for an incident, `{file}` for one name.
    var route: (method: HTTPRequest.Method, path: String) {
        switch self {
        case .appendEvents: (.post, "/v1/events")
        case .readEvents: (.get, "/v1/events")
        case .followEvents: (.get, "/v1/events/stream")
        case .listIncidents: (.get, "/v1/incidents")
        case .readIncident: (.get, "/v1/incidents/{id}")
        case .readTimeline: (.get, "/v1/incidents/{id}/timeline")
        case .readDiff: (.get, "/v1/incidents/{id}/diff")
        case .readLint: (.get, "/v1/incidents/{id}/lint")
        case .readIncidentEvents: (.get, "/v1/incidents/{id}/events")
        case .appendToIncident: (.post, "/v1/incidents/{id}/events")
        case .handover: (.get, "/v1/diff")
        case .health: (.get, "/healthz")
        case .readiness: (.get, "/readyz")
        case .metrics: (.get, "/metrics")
        case .openAPI: (.get, "/openapi.yaml")
        case .listPage: (.get, "/")
        case .listFragment: (.get, "/fragment")
        case .newPage: (.get, "/new")
        case .incidentPage: (.get, "/incidents/{id}")
        case .incidentFragment: (.get, "/incidents/{id}/fragment")
        case .writePage: (.get, "/incidents/{id}/write")
        case .enterNew: (.post, "/incidents")
        case .enter: (.post, "/incidents/{id}")
        case .signInPage: (.get, "/sign-in")
        case .signIn: (.post, "/sign-in")
        case .signOut: (.post, "/sign-out")
        case .asset: (.get, "/assets/{file}")
        }
    }

    /// The word for it in what the service counts.
    var name: String { "\(self)" }

    /// What whoever asks must be allowed; nil where everybody may ask.
    var scope: Scope? {
        switch self {
        case .health, .readiness, .openAPI, .signInPage, .signIn, .signOut, .asset: nil
        case .readEvents, .followEvents, .listIncidents, .readIncident, .readTimeline, .readDiff, .readLint,
            .readIncidentEvents, .handover, .listPage, .listFragment, .incidentPage, .incidentFragment:
            .read
        case .appendEvents, .appendToIncident, .newPage, .writePage, .enterNew, .enter: .append
        case .metrics: .admin
        }
    }

    /// Whether it is a form of the page, which must carry the mark that tells it from a forged one.
    var isForm: Bool {
        switch self {
        case .enterNew, .enter, .signIn, .signOut: true
        default: false
        }
    }

    /// Whether it is what somebody wrote on a page.
    var isEntry: Bool { self == .enterNew || self == .enter }

    /// Whether people see the answer, so that a problem is told as a page too.
    var isPage: Bool {
        switch self {
        case .listPage, .newPage, .writePage, .incidentPage, .signInPage: true
        default: isForm
        }
    }
}
