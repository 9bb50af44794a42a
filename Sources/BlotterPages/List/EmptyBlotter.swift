import TimelineRendering

/// What is shown while nothing was ever written down: what this is, and three ways to begin.
struct EmptyBlotter {
    let setting: PageSetting

    var markup: Markup {
        let form: Markup =
            setting.visitor.canAppend && !setting.visitor.isLimited
            ? "<p><a class=\"main\" href=\"\(setting.address(PagePaths.new))\">Write the first entry</a></p>"
            : "<p>Whoever may append finds a form here after signing in.</p>"
        let token: Markup = setting.visitor.hasTokens ? " \\\n  -H 'Authorization: Bearer TOKEN'" : ""
        return """
            <header><p class="over">Blotter</p>
            <h1>Nothing is written down yet</h1></header>
            <p class="intro">A blotter is the desk book of incidents: what is reported, how people responded, and what was \
            updated. Nothing in it is ever overwritten, and it can be asked as of any moment. This page shows every \
            incident as soon as its first entry is there; it need not be loaded again.</p>
            <section id="incidents" class="begin" tabindex="-1">
            <h2>In the browser</h2>
            \(form)
            <h2>On the command line</h2>
            <pre tabindex="0"><code>blotter report harbour-fire 'Smoke over the north quay' \\
              --at now --source 'Harbour police' --grade B2</code></pre>
            <h2>Over HTTP</h2>
            <pre tabindex="0"><code>curl \(setting.address)\(PagePaths.events)\(token) \\
              -H 'Content-Type: application/json' \\
              -d '{"incident":"harbour-fire","kind":"reported","body":{"summary":"Smoke over the north quay"}}'</code></pre>
            </section>
            """
    }
}
