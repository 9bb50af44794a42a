/// What all plots have in common: the frame of the drawing, and how it looks.
enum Plot {
    /// The width of every plot, in its own units; a page scales it.
    static let width = 800.0

    /// A drawing of a height, with a name and a description for those who cannot see it.
    ///
    /// - Parameter heading: what stands above it where it is a file of its own, which then brings its look along.
    static func frame(
        name: Markup, title: Markup, about: String, height: Double, heading: PlotHeading?, _ content: Markup
    ) -> Markup {
        var (look, content, height, about) = (Markup(), content, height, about)
        if let heading {
            look =
                "<style>\(style)</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n\(heading.drawing)"
            content = "<g transform=\"translate(0 \(heading.height))\">\n\(content)\n</g>"
            height += heading.height
            about = "\(heading.about). \(about)"
        }
        return """
            <svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
            width="\(width)" height="\(height)" role="img" aria-labelledby="\(name)-title \(name)-desc">
            <title id="\(name)-title">\(title)</title>
            <desc id="\(name)-desc">\(about)</desc>
            \(look)\(content)
            </svg>
            """
    }

    /// How plots look, in light and dark. Lines differ by their strokes and signs as well as by colour.
    static let style: Markup = """
        .plot{--ink:#1b1c1e;--soft:#5d6066;--line:#e0dcd3;--ground:#fcfbf8;--wrong:#b3261e;
        --c0:#1f5fa8;--c1:#b4540a;--c2:#12724a;--c3:#7a3e9d;--c4:#8a6d00;--c5:#a3195b;--c6:#0b7285;--c7:#5d6066;
        font:12px system-ui,-apple-system,"Segoe UI","Noto Sans","Liberation Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
        @media (prefers-color-scheme:dark){.plot{--ink:#e9e7e2;--soft:#a9abb1;--line:#2d3036;--ground:#131417;--wrong:#f0897f;
        --c0:#7fb2ee;--c1:#f0a35e;--c2:#65c79a;--c3:#c79be6;--c4:#d9bd55;--c5:#f08bb8;--c6:#67c3d3;--c7:#a9abb1}}
        @media print{.plot{--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--wrong:#b3261e;
        --c0:#1f5fa8;--c1:#b4540a;--c2:#12724a;--c3:#7a3e9d;--c4:#8a6d00;--c5:#a3195b;--c6:#0b7285;--c7:#444}}
        .plot text{fill:var(--ink);paint-order:stroke;stroke:var(--ground);stroke-width:5px;stroke-linejoin:round}.plot .soft{fill:var(--soft)}.plot .strong{font-weight:700}.plot .title{font-size:14px;font-weight:700}
        .plot .wrong{fill:var(--wrong);font-weight:600}.plot .fall{stroke:var(--wrong);stroke-width:1.5;stroke-dasharray:2 3;fill:none}.plot .name{font-weight:400}
        .plot .ground{fill:var(--ground)}.plot .grid{stroke:var(--line);fill:none}.plot .axis{stroke:var(--soft);fill:none}
        .plot .pause{fill:var(--ground);stroke:var(--soft)}.plot .end{text-anchor:end}.plot .middle{text-anchor:middle}
        .plot .step{fill:none;stroke:var(--c);stroke-width:2;stroke-linejoin:round}.plot .rest{fill:none;stroke:var(--c);stroke-width:1;opacity:.45}
        .plot .band{fill:var(--c);opacity:.16}.plot .range{stroke:var(--c);stroke-width:1.5;fill:none}
        .plot .sign{fill:var(--c);stroke:var(--ground)}.plot .gone{fill:var(--ground);stroke:var(--c);stroke-width:1.5}
        .plot .label{fill:var(--c);font-weight:600}.plot .lead{stroke:var(--c);stroke-width:.8;fill:none;opacity:.6}
        .plot .ring{fill:none;stroke:var(--ink);stroke-width:1.8}
        .plot .k0{--c:var(--c0)}.plot .k1{--c:var(--c1);stroke-dasharray:7 3}.plot .k2{--c:var(--c2);stroke-dasharray:2 2}
        .plot .k3{--c:var(--c3);stroke-dasharray:9 3 2 3}.plot .k4{--c:var(--c4);stroke-dasharray:4 2}
        .plot .k5{--c:var(--c5);stroke-dasharray:1 3}.plot .k6{--c:var(--c6);stroke-dasharray:12 3}.plot .k7{--c:var(--c7);stroke-dasharray:6 2 1 2}
        .plot .sign,.plot .gone,.plot .band,.plot text{stroke-dasharray:none}
        .plot .bar{fill:var(--c)}.plot .maybe{fill:var(--c);opacity:.3}.plot .out{fill:none;stroke:var(--c);stroke-width:1.5}
        .plot .inside{fill:var(--ground);stroke:none;font-size:11px;font-weight:600}
        .plot .dispatched{--c:var(--c4)}.plot .enroute{--c:var(--c1)}.plot .onscene{--c:var(--c0)}.plot .transporting{--c:var(--c3)}
        .plot .ended{--c:var(--c7)}
        """
}
