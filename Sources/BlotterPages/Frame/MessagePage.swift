import TimelineRendering

/// A page that says only what is the matter: not found, not allowed, not possible now.
public struct MessagePage: Sendable {
    private let status: Int
    private let title: String
    private let detail: String
    private let setting: PageSetting

    /// A page that says so.
    ///
    /// - Parameters:
    ///   - status: the status of HTTP that is sent with it.
    ///   - title: what is the matter, in a few words.
    ///   - detail: a sentence that says what to do.
    ///   - setting: with what the page is made.
    public init(status: Int, title: String, detail: String, setting: PageSetting) {
        self.status = status
        self.title = title
        self.detail = detail
        self.setting = setting
    }

    /// The whole document.
    public func html() -> String {
        LivePage(title: title, setting: setting).html(
            """
            <header><p class="over">\(status)</p>
            <h1>\(title)</h1></header>
            <p class="intro" dir="auto">\(detail)</p>
            <p><a href="\(setting.address(PagePaths.list))">All incidents</a></p>
            """)
    }
}
