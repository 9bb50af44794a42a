/// What is sent along with every page.
public enum PageHeaders {
    /// Nothing is loaded from elsewhere, no script or style stands in a page, no form leads away, and nobody frames it.
    public static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// All of them, but for the length and what concerns caches.
    public static let all: [(name: String, value: String)] = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", contentSecurityPolicy),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        // A window that another site opened is none of its windows.
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
}
