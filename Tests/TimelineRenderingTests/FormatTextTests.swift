import Testing
import TimelineRendering

@Suite struct `Text for HTML` {
    @Test(arguments: [
        ("plain text", "plain text"), ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        (#"" onload='x'"#, "&#34; onload=&#39;x&#39;"), ("\u{202E}a\u{0}", #"\u{202E}a\u{0}"#), ("é 中 👩‍🚒", "é 中 👩‍🚒"),
    ])
    func `has entities for markup and nothing that steers`(given: String, shown: String) {
        #expect(HTMLText.escaped(given) == shown)
    }
}

@Suite struct `Text for Markdown` {
    @Test(arguments: [
        ("40 killed, says the FSB (2 hurt).", "40 killed, says the FSB (2 hurt)."),
        ("# <b>*see* www.example.org", ##"\# &lt;b&gt;\*see\* `www.`example.org"##),
        ("[a](http://b) ![c](d)", #"\[a\](http`://`b) !\[c\](d)"#),
        ("a@b.c, @desk, WWW.@x", "a`@`b.c, `@`desk, `WWW.@`x"),
        ("`code` ~~x~~ a|b $x$ _y_ &copy; \\", #"&#96;code&#96; \~\~x\~\~ a&#124;b \$x\$ \_y\_ &amp;copy; \\"#),
        ("#1 and a #tag", "#1 and a #tag"), ("C#", ##"C\#"##), ("## x", ##"\#\# x"##), ("- item", #"\- item"#),
        ("+ item", #"\+ item"#), ("=====", #"\====="#), (":--", #"\:--"#),
        ("12. item", #"12\. item"#), ("3) item", #"3\) item"#), ("1234567890. no list", "1234567890. no list"),
        ("20:45 - 21:00", "20:45 - 21:00"), ("    code\u{2003} ", "code"), ("a   b", "a b"), ("", ""),
        ("\u{1B}[2J\n", #"\\u{1B}\[2J\\u{A}"#),
    ])
    func `means the same text and nothing else`(given: String, shown: String) {
        #expect(MarkdownText.line(given) == shown)
    }
}

@Suite struct `Text for CSV` {
    @Test(arguments: [
        ("plain", "plain"), ("a, \"b\"", "\"a, \"\"b\"\"\""), ("a;b", "\"a;b\""), (" a", "\" a\""), ("", ""),
        ("a\"\u{301}", "\"a\"\"\u{301}\""),
        ("a\nb", #"a\u{A}b"#), ("\t=1", #"\u{9}=1"#), ("2024-03-22", "2024-03-22"), ("B2", "B2"),
    ])
    func `is quoted where the grammar asks for it`(given: String, shown: String) {
        #expect(CSVCell.text(given) == shown)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1+1", "@SUM(A1)", "  =1", "\u{A0}=1", "\u{3000}＝1", "＋1", "－1", "＠x", "﹦1", "\u{2212}1", "--1",
        "-",
        "-1.", "-1e5", "-１",
    ])
    func `is never a formula`(given: String) {
        #expect(CSVCell.text(given).drop { $0 == "\"" }.first == "'")
    }

    @Test(arguments: ["0", "-5", "139", "-0.25", "12900.5"])
    func `leaves a number a number`(given: String) {
        #expect(CSVCell.text(given) == given)
    }
}

@Suite struct `A web link` {
    @Test(arguments: [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("HTTP://[::1]:8080/", "HTTP://[::1]:8080/"),
        ("https://example.org/ü(1)'\"<>`\\|{}^", "https://example.org/%C3%BC%281%29%27%22%3C%3E%60%5C%7C%7B%7D%5E"),
        ("https://example.org/100%/%41", "https://example.org/100%25/%41"),
    ])
    func `keeps what may stand in an address`(given: String, address: String) {
        #expect(WebLink(given)?.address == address)
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "urn:isbn:1", "tel:112", "//example.org", "",
        "http:", "http:/a", "http:///a", "https://", "https://?", "java\nscript:x", "https://a b", "https://a\u{202E}b",
        " https://a", "httpx://a", "x http://a",
    ])
    func `leads to no other place`(given: String) {
        #expect(WebLink(given) == nil)
    }
}
