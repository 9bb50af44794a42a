import EventSourcing
import Incidents
import TimelineRendering

/// The marks above the slider: a stroke for every step of an incident's life, a longer one with a foot where something
/// that had been known turned out otherwise.
struct LifeStrip {
    private let life: IncidentLife
    private let known: Int

    /// More strokes than this run into each other; neighbours then share one.
    private static let most = 400

    init(_ life: IncidentLife, known: Int) {
        self.life = life
        self.known = known
    }

    var markup: Markup {
        let count = life.steps.count
        let group = max(1, (count + Self.most - 1) / Self.most)
        var strokes: [Markup] = []
        var index = 0
        while index < count {
            let end = min(index + group, count)
            let turns = life.steps[index..<end].contains(where: \.turns)
            let look: Markup = turns ? "turn" : "told"
            let when: Markup = index < known ? "" : " ahead"
            let x = Double(end) / Double(count) * 1000
            let (top, height) = turns ? (2.0, 18.0) : (12.0, 8.0)
            strokes.append(
                "<rect class=\"\(look)\(when)\" x=\"\(x - 1)\" y=\"\(top)\" width=\"2\" height=\"\(height)\"/>")
            index = end
        }
        return """
            <svg class="life" viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
            \(Markup.joined(strokes))</svg>
            """
    }
}
