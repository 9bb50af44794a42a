import BlotterPages
import HTTPTypes
import NIOCore
import Synchronization

/// The files that pages load, each compressed once for all who ask for it.
final class AssetAnswers: Sendable {
    private let kept = Mutex<[String: Response]>([:])

    /// The answer with a file.
    func answer(_ asset: PageAsset, _ wishes: CodingWishes) async -> Response {
        var whole = Response.answer(asset.mediaType, asset.bytes)
        // The name changes with the bytes.
        whole.headers[.cacheControl] = "public, max-age=31536000, immutable"
        guard whole.isCoded(by: wishes) else { return whole }
        if let kept = kept.withLock({ $0[asset.name] }) { return kept }
        guard let coded = await whole.coded(by: wishes) else { return whole }
        kept.withLock { $0[asset.name] = coded }
        return coded
    }
}
