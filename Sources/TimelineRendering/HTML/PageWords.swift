package import Chronology
package import EventSourcing
package import Incidents

/// The words in which every format tells of the same things, for pages that put them together anew.
package struct PageWords: Sendable {
    private let times: TimeText

    /// Words on the clock of a zone.
    package init(zone: Zone) { times = TimeText(zone: zone) }

    /// `25 Mar 2024 20:00`, for people and for programs.
    package func time(_ moment: Timestamp) -> Markup { .time(times.moment(moment), moment.description) }

    /// `25 Mar 2024 20:00`.
    package func moment(_ moment: Timestamp) -> String { times.moment(moment) }

    /// `25 Mar 20:00`; with the year where it is not that of another moment.
    package func moment(_ moment: Timestamp, near other: Timestamp) -> String { times.moment(moment, near: other) }

    /// `MSK (UTC+3)`.
    package func zone(at moment: Timestamp) -> String { times.zoneName(at: [moment]) }

    /// The first moment that something may mean: no midnight where it is known to the day.
    package func first(_ moment: Timestamp) -> String { times.first(moment) }

    /// `2 h 05 min`: a length of time in passing.
    package func length(_ microseconds: Int64) -> String { DurationText.words(microseconds) }

    /// Whom an entry names as its source: `TASS`, `IC via TASS`; nil where nobody can be named.
    package func source(_ source: Source) -> String? { source.text }

    /// The number in a few signs: `139`, `40–60`, `≥40`.
    package func short(_ figure: Figure) -> String { FigureLine.short(figure) }

    /// Who entered an event; nil where that is not for the public.
    package func author(_ event: RecordedEvent) -> String? { event.by.text }

    /// `killed`, `killed in a period`.
    package func measure(_ series: FigureSeries) -> String { series.measureText }

    /// `North quay (53.1, 8.2)`.
    package func place(_ place: Place) -> String { place.text }

    /// `corrected by`: what was done to an entry.
    package func done(_ kind: Relation.Kind) -> String { kind.passiveText }

    /// Why a question is asked, with the entries it names as pieces of their own.
    package func reason(_ reason: LintReason, link: (Reference) -> Markup) -> Markup {
        .joined(
            reason.parts.map { part in
                switch part {
                case .text(let text): "\(text)"
                case .length(let microseconds): "\(DurationText.words(microseconds))"
                case .entry(let reference): link(reference)
                }
            })
    }

    /// What became of an entry, as a heading: `Corrected`.
    package func heading(_ kind: EntryDiff.Kind) -> String { kind.heading }
}
