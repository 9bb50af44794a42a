/// One HTML file that stands alone: no script, nothing that is loaded from anywhere, and a policy that forbids both.
///
/// It takes markup, which is safe because there is no other way to make it, and hands it over in pieces.
struct HTMLPage {
    private var text = ""

    /// Some screens full.
    private static let pieceSize = 16 * 1024

    /// Begins a page with a title.
    init(title: String) {
        add(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Blotter">
            <title>\(title)</title>
            <style>
            """)
        add(Self.style)
        add(Plot.style)
        add(
            """
            </style>
            </head>
            <body>
            """)
    }

    /// Adds a line.
    mutating func add(_ markup: Markup) {
        guard !markup.isEmpty else { return }
        text += markup.text
        text += "\n"
    }

    /// Ends the page.
    mutating func end() {
        add(
            """
            </body>
            </html>
            """)
    }

    /// Hands over the lines so far and lets go of them, once they are worth it.
    mutating func handOver<Failure: Error>(
        to write: (String) throws(Failure) -> Void, always: Bool = false
    ) throws(Failure) {
        guard always || text.utf8.count >= Self.pieceSize else { return }
        try write(text)
        text = ""
    }
}
