import HTTPTypes
import NIOCore

/// What is answered to a request.
struct Response: Sendable {
    var status: HTTPResponse.Status
    /// Without what tells where the body ends, which whoever sends it says (``AnswerFraming``).
    var headers: AnswerFields
    var body: ResponseBody

    init(status: HTTPResponse.Status, headers: AnswerFields = AnswerFields(), body: ResponseBody = .bytes(ByteBuffer()))
    {
        self.status = status
        self.headers = headers
        self.body = body
    }

    var head: AnswerHead { AnswerHead(status: status, fields: headers) }
}

/// The body of an answer.
enum ResponseBody: Sendable {
    /// All of it is there.
    ///
    /// - Parameter share: what it holds of a budget until it has been taken.
    case bytes(ByteBuffer, share: MemoryShare? = nil)
    /// It is written while it is being made, and nobody knows before how long it will be.
    case written(@Sendable (any BodyWriter) async throws -> Void)

    /// How many bytes it has, where that is known.
    var length: Int? {
        switch self {
        case .bytes(let bytes, _): bytes.readableBytes
        case .written: nil
        }
    }
}

/// Takes the parts of a body while it is being made.
protocol BodyWriter: Sendable {
    /// Writes a part, and returns when more would be taken.
    ///
    /// - Throws: where nobody is there any more who would take it.
    func write(_ bytes: ByteBuffer) async throws
}
