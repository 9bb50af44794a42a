import Glibc

/// The zones that the system keeps, as compiled files (RFC 8536).
public enum ZoneFile {
    private static let directory = "/usr/share/zoneinfo/"

    /// The bytes of the file of a zone. The name must have been looked at: it becomes part of a path.
    public static func bytes(of name: String) throws(SystemError) -> [UInt8] {
        guard let bytes = try PrivateFile(directory + name).read(atMost: 1 << 20) else {
            throw SystemError(code: ENOENT, operation: "open \(directory + name)")
        }
        return bytes
    }
}
