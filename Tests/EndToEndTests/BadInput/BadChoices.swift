/// A field of the body that takes one of a few values.
struct Enumeration {
    /// The object in which it stands; nil where it stands in the body itself.
    let object: String?
    let field: String
    let values: [String]

    /// The fields and the values that the description of the format gives them.
    static let all = [
        Enumeration(
            object: "source", field: "kind",
            values: ["official", "agency", "outlet", "eyewitness", "video", "social", "sensor"]),
        Enumeration(
            object: "place", field: "precision", values: ["exact", "vicinity", "locality", "region", "country"]),
        Enumeration(
            object: nil, field: "category",
            values: [
                "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE",
                "Other",
            ]),
        Enumeration(object: nil, field: "urgency", values: ["Immediate", "Expected", "Future", "Past", "Unknown"]),
        Enumeration(object: nil, field: "severity", values: ["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
        Enumeration(
            object: nil, field: "certainty", values: ["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
        Enumeration(object: "figures", field: "basis", values: ["cumulative", "period"]),
        Enumeration(object: "claim", field: "stance", values: ["claimed", "denied", "attributed", "charged"]),
        Enumeration(
            object: "unit", field: "status",
            values: ["dispatched", "enroute", "onscene", "transporting", "cleared", "available", "cancelled"]),
        Enumeration(
            object: nil, field: "status", values: ["open", "active", "contained", "resolved", "closed", "reopened"]),
        Enumeration(
            object: nil, field: "verification",
            values: ["unverified", "corroborated", "verified", "disputed", "false"]),
        Enumeration(object: nil, field: "audience", values: ["internal", "public"]),
    ]

    /// The member of a body that gives it a value, with whatever else its object needs.
    func member(_ json: String) -> String {
        let member = "\"\(field)\":\(json)"
        return switch object {
        case nil: member
        case "unit"?: #""unit":{"id":"E39",\#(member)}"#
        case "claim"?: #""claim":{"what":"motive",\#(member)}"#
        case "figures"?: #""figures":[{"measure":"killed","best":1,\#(member)}]"#
        case let object?: "\"\(object)\":{\(member)}"
        }
    }

    /// A value that is none of them, one in other letters, and something else than a text.
    var rows: [BadLine] {
        let name = "body." + (object.map { ($0 == "figures" ? "figures[0]" : $0) + "." } ?? "") + field
        let first = values.first ?? ""
        let other = first.lowercased() == first ? first.uppercased() : first.lowercased()
        // As many as can be read at a glance.
        let allowed = values.count > 10 ? "" : "; allowed are \(values.joined(separator: ", "))"
        return [
            .body(member(#""0000000000""#), "\(name) cannot be '0000000000'\(allowed)"),
            .body(member("\"\(other)\""), "\(name) cannot be '\(other)'; did you mean '\(first)'?"),
            .body(member("true"), "\(name) must be a string, not true or false"),
        ]
    }
}

extension BadLines {
    /// Every field with enumerated values.
    static let choices = BadLines(name: "enumerated values", rows: Enumeration.all.flatMap(\.rows))
}
