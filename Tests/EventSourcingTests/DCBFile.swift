import EventStoreTesting
import Foundation

/// The cases of dcb.events, which stand beside the project where somebody put them there.
enum DCBFile {
    private static let url = URL(filePath: #filePath).resolvingSymlinksInPath()
        .appending(path: "../../../../shared/data/dcb/dcb_testcases.json").standardizedFileURL

    static var isThere: Bool { FileManager.default.isReadableFile(atPath: url.path) }

    /// None where the file is not there. A file that cannot be read as cases gives none either, and the count tells.
    static let cases: [DCBCase] = (try? DCBCase.all(in: Array(Data(contentsOf: url)))) ?? []
}
