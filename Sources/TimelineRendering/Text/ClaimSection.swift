import EventSourcing
import Incidents

/// The claims of a snapshot, side by side: by what they are about, then by stance, with who makes them, who told it and
/// when. What was taken back or was wrong is struck through.
struct ClaimSection {
    let snapshot: IncidentSnapshot
    let times: TimeText
    let width: Int

    func write(to page: inout Page) {
        let groups = snapshot.claimGroups
        guard !groups.isEmpty else { return }
        page.addHeading("Claims", width: width)
        for group in groups {
            let claims = group.sides.flatMap(\.claims)
            guard claims.count > 1 else {
                for claim in claims {
                    page.add(hanging: [Piece(group.what)] + told(claim), width: width, indent: 2)
                }
                continue
            }
            page.add(hanging: Piece(group.what), width: width, indent: 2)
            for claim in claims { page.add(hanging: told(claim), width: width, indent: 4) }
        }
    }

    /// `claimed: a group  Radio  #8  22 Mar 20:56`.
    private func told(_ told: ToldClaim) -> [Piece] {
        let said = [told.claim.stance?.rawValue, told.claim.by].compactMap { $0 }.joined(separator: ": ")
        let claim = said.isEmpty ? "said" : said
        let isStruck = !told.holds || told.state.isStruck
        return [
            isStruck ? Piece("~~\(claim)~~", [.struck, .dim]) : Piece(claim),
            Piece(told.source?.text ?? "no source", .dim),
            Piece(told.reference.text(in: snapshot.incident), .dim),
            Piece(times.moment(told.published, near: snapshot.asOf.moment), .dim),
            Piece(told.state == .current ? "" : told.state.rawValue),
        ]
    }
}
