import TimelineRendering

/// The page on which a token is traded for a session, so that it never stands in an address.
public struct SignInPage: Sendable {
    private let next: String
    private let problem: String?
    private let setting: PageSetting

    /// A page to sign in on.
    ///
    /// - Parameters:
    ///   - next: where to go then; a path of this site, or the list.
    ///   - problem: what was wrong with the token that was given.
    ///   - setting: with what the page is made.
    public init(next: String, problem: String?, setting: PageSetting) {
        self.next = Self.safe(next)
        self.problem = problem
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

    /// The whole document.
    public func html() -> String {
        let isWrong: Markup = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"token-error\""
        let error: Markup =
            problem.map { "<p class=\"error\" id=\"token-error\" dir=\"auto\">\($0)</p>" } ?? ""
        return LivePage(title: problem == nil ? "Sign in" : "Not signed in", setting: setting).html(
            """
            <header><p class="over">Blotter</p>
            <h1>Sign in</h1></header>
            <form class="entry-form" method="post" action="\(PagePaths.signIn)">
            <input type="hidden" name="csrf" value="\(setting.visitor.csrf)">
            <input type="hidden" name="next" value="\(next)">
            <div class="field"><label for="token">Token</label>
            <p class="hint" id="token-hint">Made with <code>blotter token</code>. It is traded for a session of this browser and not kept.</p>\(error)
            <input type="password" id="token" name="token" required autocomplete="current-password"\(isWrong)></div>
            <p class="send"><button class="main">Sign in</button></p>
            </form>
            """)
    }
}
