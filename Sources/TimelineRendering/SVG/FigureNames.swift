/// The names of the sources beside the ends of their lines, moved apart where they would overlap. A source of whose
/// numbers none counts any more has no line and no name.
struct FigureNames {
    let markup: Markup

    /// - Parameter more: how many sources are not drawn.
    init(_ lines: [FigureLine], more: Int, y: (Double) -> Double, top: Double, bottom: Double) {
        let ends = lines.indices.compactMap { index in
            lines[index].last.map { (index: index, last: $0, place: y($0.value)) }
        }.sorted { ($0.place, $0.index) < ($1.place, $1.index) }
        var drawing = Markup()
        for (end, place) in zip(ends, FigurePanel.apart(ends.map(\.place), bottom: bottom)) {
            let line = lines[end.index]
            let name: Markup =
                "<tspan class=\"name\">\(FigurePanel.short(line.name, line.revised == nil ? 26 : 18))</tspan><title>\(line.name)</title>"
            guard line.revised == nil else {
                drawing += """
                    \n<text class="soft" x="\(FigurePanel.right + 14)" y="\(place + 4)">\
                    \(end.last.short) \(name) revised</text>
                    """
                continue
            }
            drawing += """
                \n<g class="k\(end.index % 8)">\
                <path class="lead" d="M\(FigurePanel.right + 2) \(end.place)L\(FigurePanel.right + 10) \(place)"/>\
                <text class="label" x="\(FigurePanel.right + 14)" y="\(place + 4)">\(end.last.short) \(name)</text></g>
                """
        }
        if more > 0 {
            drawing += """
                \n<text class="soft" x="\(FigurePanel.right + 14)" y="\(top - 12)">and \(more) more \(more == 1 ? "source" : "sources")</text>
                """
        }
        markup = drawing
    }
}
