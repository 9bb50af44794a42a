import Checksums
import Crypto

/// What a record keeps so that its body can be checked: a fast checksum for every read, and a commitment that proves
/// the body to others without showing it.
struct BodySeal: Sendable {
    /// 16 random bytes, so that nobody can guess a redacted body from its commitment.
    let salt: [UInt8]
    /// SHA-256 over salt and body.
    let commitment: [UInt8]
    /// XXH3 of the body.
    let checksum: UInt64

    static let saltSize = 16
    static let commitmentSize = 32

    /// Seals a body.
    init(_ body: [UInt8], salt: [UInt8]) {
        self.salt = salt
        commitment = Self.commitment(to: body, salt: salt)
        checksum = XXH3.hash(body)
    }

    /// SHA-256 over salt and body.
    static func commitment(to body: [UInt8], salt: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: body)
        return Array(hash.finalize())
    }
}
