import TimelineRendering

/// A file that pages load beside themselves. Its name holds a hash of what is in it, so it may be kept for ever.
public struct PageAsset: Equatable, Sendable {
    /// `page-1f5fa8b3261e9a5b.css`.
    public let name: String
    /// `text/css; charset=utf-8`.
    public let mediaType: String
    /// What is in it.
    public let bytes: [UInt8]

    init(_ stem: String, _ ending: String, mediaType: String, bytes: [UInt8]) {
        // Not against anybody: a name only has to be another one where the bytes are.
        let digits = String(Self.hash(bytes), radix: 16)
        name = "\(stem)-\(String(repeating: "0", count: 16 - digits.utf8.count))\(digits).\(ending)"
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// FNV-1a with 64 bits.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// The files that pages load: a style sheet, a script, and a picture for the tab. They are part of the program.
public enum PageAssets {
    /// How pages look: what is made by `TimelineRendering` looks here as it does in a file that stands alone.
    public static let styleSheet = PageAsset(
        "page", "css", mediaType: "text/css; charset=utf-8",
        bytes: Array(TimelineParts.styleSheet.utf8) + [UInt8(ascii: "\n")] + PackageResources.page_css)
    /// What makes pages live. They work without it.
    public static let script = PageAsset(
        "page", "js", mediaType: "text/javascript; charset=utf-8",
        bytes: PackageResources.merge_js + PackageResources.page_js)
    /// The picture for the tab.
    public static let icon = PageAsset(
        "icon", "svg", mediaType: "image/svg+xml", bytes: PackageResources.icon_svg)

    /// All of them.
    public static let all = [styleSheet, script, icon]
}
