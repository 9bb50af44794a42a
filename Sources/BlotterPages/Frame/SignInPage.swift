import TimelineRendering

/// The page on which a token is traded for a session, so that it never stands in an address.
public struct SignInPage: Sendable {
    private let next: String
    private let problem: String?
    private let written: EntryForm?
    private let asksAgain: Bool
    private let setting: PageSetting

    /// A page to sign in on.
    ///
    /// - Parameters:
    ///   - next: where to go then; a path of this site, or the list.
    ///   - problem: what was wrong with the token that was given.
    ///   - written: an entry that was sent without a session, or with one that may not write. It is sent along, and comes
    ///     back after signing in.
    ///   - asksAgain: whether somebody may be signed in all the same, which shows when this page leads on.
    ///   - setting: with what the page is made.
    public init(
        next: String, problem: String?, written: EntryForm? = nil, asksAgain: Bool = false, setting: PageSetting
    ) {
        self.next = Self.safe(next)
        self.problem = problem
        self.written = written
        self.asksAgain = asksAgain
        self.setting = setting
    }

    /// A path of this site, or the list: an address that begins with two slashes, or a slash and a backslash, leads to
    /// another site (the URL standard takes `\` for `/`).
    public static func safe(_ next: String) -> String {
        let bytes = Array(next.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count < 2 || !Array("/\\".utf8).contains(bytes[1]),
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return PagePaths.list }
        return next
    }

    /// What becomes of what was written.
    private var note: Markup {
        guard let written else { return "" }
        let summary = written[.summary]
        let words: Markup = summary.isEmpty ? "" : "<blockquote dir=\"auto\">\(lines: summary)</blockquote>"
        return """
            <div class="errors" role="alert" tabindex="-1" id="errors"><h2>It was not written down</h2>\(words)
            <p>What you wrote is still here. Sign in, and look it through before you send it.</p></div>

            """
    }

    /// What leads on; the script of the page follows it at once, with the entry that was meant.
    private var again: Markup {
        guard asksAgain else { return "" }
        return """
            <p class="intro">A link of another site led here. Who is signed in goes on to
            <a id="again" href="\(next)">what it points to</a>.</p>

            """
    }

    /// The whole document.
    public func html() -> String {
        let token = FormControl(
            id: "token", name: "token", label: "Token",
            hint:
                "Made with <code>blotter token</code>. It is traded for a session of this browser and not kept.",
            problem: problem, isRequired: true)
        return LivePage(title: problem == nil ? "Sign in" : "Not signed in", setting: setting).html(
            """
            <header><p class="over">Blotter</p>
            <h1>Sign in</h1></header>
            \(note)\(again)<form class="entry-form" method="post" action="\(PagePaths.signIn)">
            \(Markup.hidden([("csrf", setting.visitor.csrf), ("next", next)] + (written?.sentAlong ?? [])))
            \(token.line("", type: "password", more: " autocomplete=\"current-password\""))
            <p class="send"><button class="main">Sign in</button></p>
            </form>
            """)
    }
}
