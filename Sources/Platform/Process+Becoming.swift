import Glibc

extension Process {
    /// Where the program lies that this process runs; nil where the system does not say.
    public static var executablePath: String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map {
                readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), buffer.count)
            } ?? -1
        }
        guard count > 0, count < buffer.count else { return nil }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// Becomes another program, with the same standard descriptors, environment and directory.
    ///
    /// - Parameters:
    ///   - path: where it lies.
    ///   - arguments: what it is called with, its own name first.
    /// - Throws: where it cannot be started; else this process goes on as the other program.
    public static func become(_ path: String, arguments: [String]) throws(SystemError) -> Never {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        execv(path, pointers)
        let error = SystemError.last("start \(path)")
        for pointer in pointers { free(pointer) }
        throw error
    }
}
