import BlotterPages
import Foundation
import Testing

/// The style sheet as a browser reads it, as far as colours go.
private struct Sheet {
    /// By theme, by name: the colours of the page.
    var light: [String: String] = [:]
    var dark: [String: String] = [:]

    init() throws {
        let text = String(decoding: PageAssets.styleSheet.bytes, as: UTF8.self)
        // Every `:root{…}` or `.plot{…}` with colours, and whether the dark scheme is asked for around it.
        for rule in text.matches(
            of: /(?<dark>@media\s*\(prefers-color-scheme:\s*dark\)\s*\{\s*)?(?::root|\.plot)\s*\{(?<body>[^}]*)\}/)
        {
            for pair in rule.body.matches(of: /--(?<name>[a-z0-9-]+):\s*(?<value>#[0-9a-f]{3,6})/) {
                let (name, value) = (String(pair.name), String(pair.value))
                if rule.dark != nil { dark[name] = value } else if light[name] == nil { light[name] = value }
            }
        }
    }

    /// The contrast of two colours (WCAG 2.2, 1.4.3).
    static func contrast(_ left: String, _ right: String) -> Double {
        let (first, second) = (luminance(left), luminance(right))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private static func luminance(_ colour: String) -> Double {
        var digits = Array(colour.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let parts = stride(from: 0, to: 6, by: 2).map { index -> Double in
            let part = Double(Int(String(digits[index...(index + 1)]), radix: 16) ?? 0) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}

@Suite struct `How pages look` {
    @Test func `text can be read in light and in dark, on whatever it stands`() throws {
        let sheet = try Sheet()
        for (theme, colours) in [("light", sheet.light), ("dark", sheet.dark)] {
            func colour(_ name: String) throws -> String { try #require(colours[name], "\(theme) has no --\(name)") }
            for text in ["ink", "soft", "reported", "responded", "updated", "wrong", "doubt", "good"] {
                for ground in ["paper", "card", "mark", "fresh", "field"] {
                    let contrast = Sheet.contrast(try colour(text), try colour(ground))
                    #expect(contrast >= 4.5, "--\(text) on --\(ground) in \(theme): \(contrast)")
                }
            }
            for line in 0..<8 {
                let contrast = Sheet.contrast(try colour("c\(line)"), try colour("ground"))
                #expect(contrast >= 4.5, "--c\(line) on --ground in \(theme): \(contrast)")
            }
            #expect(Sheet.contrast(try colour("on-button"), try colour("button")) >= 4.5)
            // What is no text but has to be seen (1.4.11): the edges of fields, the slider.
            for ground in ["paper", "card", "mark", "field"] {
                #expect(
                    Sheet.contrast(try colour("edge"), try colour(ground)) >= 3, "--edge on --\(ground) in \(theme)")
            }
        }
    }

    @Test func `nothing is faint that is text`() {
        let text = String(decoding: PageAssets.styleSheet.bytes, as: UTF8.self)
        for rule in text.matches(of: /(?<selector>[^{}]+)\{(?<body>[^{}]*)\}/)
        where rule.body.contains(/(?:^|;|\s)color:\s*var\(--(faint|rail|line)\)/) {
            #expect(rule.selector.contains("::after"), "\(rule.selector) is written in a colour for strokes")
        }
    }

    @Test func `nothing is loaded from elsewhere, and nothing runs that is text`() throws {
        for asset in PageAssets.all {
            let text = String(decoding: asset.bytes, as: UTF8.self)
            let isPicture = asset.mediaType == "image/svg+xml"
            #expect(!text.contains("@import") && !text.contains("url("))
            #expect(isPicture || !text.contains("http:") && !text.contains("https:"))
            for word in ["eval(", "innerHTML", "outerHTML", "document.write", "insertAdjacentHTML", "new Function"] {
                #expect(!text.contains(word), "\(asset.name) has \(word)")
            }
        }
    }

    @Test func `a file is named by what is in it`() throws {
        for asset in PageAssets.all {
            #expect(asset.name.contains(/^[a-z]+-[0-9a-f]{16}\.(css|js|svg)$/))
            #expect(!asset.bytes.isEmpty)
        }
        #expect(Set(PageAssets.all.map(\.name)).count == PageAssets.all.count)
    }
}
