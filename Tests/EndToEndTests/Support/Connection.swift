import Foundation
import Glibc

/// A connection to the service, byte by byte: what well-mannered clients never send can be sent too.
final class Connection {
    private let number: Int32
    private var waiting: [UInt8] = []

    /// Connects to a port of this machine. Nothing is waited for longer than so many seconds, and the system keeps about so
    /// many bytes of what has come.
    init(port: Int, patience seconds: Int = 30, keeping bytes: Int32? = nil) throws {
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        if var bytes { unsafe setsockopt(number, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size)) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(number)
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }

    deinit { close(number) }

    /// Sends bytes. False when the other side has gone.
    @discardableResult
    func send(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Says that nothing more will be sent; answers may still come.
    func endSending() { shutdown(number, Int32(SHUT_WR)) }

    /// Takes some bytes, at most so many, and gives their number; none where the other side has gone.
    func take(atMost count: Int) -> Int {
        var buffer = [UInt8](repeating: 0, count: count)
        return max(0, unsafe recv(number, &buffer, count, 0))
    }

    /// Everything until the other side closes, or nothing comes any more.
    func readToEnd() -> String {
        while receive() {}
        defer { waiting = [] }
        return String(decoding: waiting, as: UTF8.self)
    }

    /// Everything up to and with some text; nil where the connection ends before.
    func read(through text: String) -> String? {
        let wanted = Array(text.utf8)
        while true {
            if let range = waiting.firstRange(of: wanted) {
                defer { waiting.removeSubrange(..<range.upperBound) }
                return String(decoding: waiting[..<range.upperBound], as: UTF8.self)
            }
            guard receive() else { return nil }
        }
    }

    /// One answer with its body; nil where the connection ends before.
    func answer() -> (status: Int, head: String, body: String)? {
        guard let head = read(through: "\r\n\r\n") else { return nil }
        let status = Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) } ?? 0
        while waiting.count < length { guard receive() else { return nil } }
        defer { waiting.removeSubrange(..<length) }
        return (status, head, String(decoding: waiting[..<length], as: UTF8.self))
    }

    /// Asks for something and gives the answer.
    func ask(_ method: String, _ path: String, body: String? = nil, more: String = "") -> (
        status: Int, head: String, body: String
    )? {
        let type = body == nil ? "" : "Content-Type: application/json\r\nContent-Length: \(body?.utf8.count ?? 0)\r\n"
        send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(more)\(type)\r\n\(body ?? "")")
        return answer()
    }

    private func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = unsafe recv(number, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        waiting += buffer[..<count]
        return true
    }
}
