import EventSourcing
import TimelineRendering

/// A whole document: what surrounds every page.
struct LivePage {
    /// What stands in the tab.
    let title: String
    let setting: PageSetting
    /// Where its part that changes is fetched, and the stream that tells when; nil where nothing changes.
    var live: (fragment: String, stream: String)?
    /// What is said to who skips what is the same on every page: `Skip to the timeline`, and to where.
    var skip: (text: String, anchor: Markup) = ("Skip to the content", "main")
    /// What can be done from here, in the bar above.
    var actions: Markup = ""

    /// The document with this in its middle.
    func html(_ content: Markup) -> String {
        let visitor = setting.visitor
        let attributes: Markup =
            live.map {
                " data-fragment=\"\($0.fragment)\" data-stream=\"\($0.stream)\" data-zone=\"\(setting.zoneName)\""
            } ?? ""
        let script: Markup = "<script src=\"\(PagePaths.asset(PageAssets.script.name))\" defer></script>"
        let state: Markup =
            live == nil ? "" : "<p class=\"link\" id=\"link\" role=\"status\"></p>"
        let writing: Markup =
            visitor.canAppend && !visitor.isLimited
            ? "<a href=\"\(setting.address(PagePaths.new))\">New incident</a>" : ""
        let announcer: Markup =
            live == nil ? "" : "<p class=\"hidden\" id=\"announce\" role=\"status\" aria-live=\"polite\"></p>\n"
        let page: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="stylesheet" href="\(PagePaths.asset(PageAssets.styleSheet.name))">
            <link rel="icon" href="\(PagePaths.asset(PageAssets.icon.name))" type="image/svg+xml">
            \(script)
            </head>
            <body>
            <a class="skip" href="#\(skip.anchor)">\(skip.text)</a>
            <header class="topbar">
            <a class="brand" href="\(setting.address(PagePaths.list))">Blotter</a>
            <nav aria-label="Main"><a href="\(setting.address(PagePaths.list))">Incidents</a>\(writing)\(actions)</nav>
            \(state)
            \(session)
            </header>
            <main id="main" tabindex="-1"\(attributes)>
            <div id="part">
            \(content)
            </div>
            </main>
            \(announcer)\(footer)
            </body>
            </html>
            """
        return page.text + "\n"
    }

    /// Who looks at it, and the way in or out.
    private var session: Markup {
        let visitor = setting.visitor
        var parts: [Markup] = []
        if let name = visitor.name { parts.append("<span class=\"who\" dir=\"auto\">\(name)</span>") }
        if visitor.isPublic { parts.append("<span class=\"who\">public view</span>") }
        if visitor.isSignedIn {
            parts.append(
                """
                <form method="post" action="\(PagePaths.signOut)">\(Markup.hidden([("csrf", visitor.csrf)]))\
                <button class="plain">Sign out</button></form>
                """)
        } else if visitor.hasTokens {
            parts.append("<a href=\"\(PagePaths.signIn)\">Sign in</a>")
        }
        return parts.isEmpty ? "" : "<div class=\"session\">\(Markup.joined(parts, by: "\n"))</div>"
    }

    private var footer: Markup {
        guard live != nil else { return "" }
        let keys: [(Markup, Markup)] = [
            ("<kbd>j</kbd> <kbd>k</kbd>", "next, previous entry"),
            ("<kbd>[</kbd> <kbd>]</kbd>", "one event back, forward in time"),
            ("<kbd>p</kbd>", "play, pause"), ("<kbd>n</kbd>", "back to now"),
            ("<kbd>/</kbd>", "search"),
            ("<kbd>←</kbd> <kbd>→</kbd> <kbd>Home</kbd> <kbd>End</kbd>", "move the slider, where it has the focus"),
        ]
        let rows = keys.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as Markup }
        return """
            <footer class="foot">
            <noscript><p>New entries are shown when the page is loaded again.</p></noscript>
            <details class="keyboard"><summary>Keyboard</summary>
            <dl>\(Markup.joined(rows))</dl>
            <p id="keys-choice"></p>
            </details>
            </footer>
            """
    }
}
