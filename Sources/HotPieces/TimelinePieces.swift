import Chronology
import EventSourcing
import Incidents
import TimelineRendering

/// What happens to each entry of an incident when it is told.
enum TimelinePieces {
    static func all() throws -> [Piece] {
        let story = try Sample.story(1000)
        let incident = try StreamID("fire")
        let asOf = AsOf(clock: .recorded, moment: .maximum, position: Position(UInt64(story.count)))
        let timeline = TimelineProjection(incident: incident, asOf: asOf).applying(story).timeline()
        let renderer = TimelineTextRenderer(width: 100, color: false, zone: .utc, now: Sample.beginning)
        let json = TimelineJSONRenderer()
        return [
            Piece(name: "read a body", events: story.count) { for event in story { keep(EventBody.read(event)) } },
            Piece(name: "fold a timeline", events: story.count) {
                keep(TimelineProjection(incident: incident, asOf: asOf).applying(story).timeline())
            },
            Piece(name: "print a timeline", events: story.count) { keep(renderer.render(timeline)) },
            Piece(name: "write a timeline as JSON", events: story.count) { json.render(timeline) { keep($0) } },
        ]
    }
}
