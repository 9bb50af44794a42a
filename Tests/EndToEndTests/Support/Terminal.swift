import Foundation

/// What a terminal would get.
extension Program {
    /// Runs a line of shell on a terminal of its own, in which `blotter` is the program; gives everything that the
    /// terminal was sent, results and messages alike.
    func terminal(_ line: String) throws -> String {
        let script = try file("on-a-terminal.sh", "blotter() { \"$BLOTTER\" \"$@\"; }\n\(line)\n")
        return try run("/usr/bin/script", ["-qec", "/bin/bash '\(script)'", "/dev/null"], input: nil).output
    }
}

extension String {
    /// The characters in it that could steer a terminal or turn the order of what is read, but for ends of lines.
    var steering: [String] {
        unicodeScalars.enumerated().compactMap { index, scalar in
            switch scalar.value {
            // A terminal makes carriage return and line feed of every line feed, also of one that had a carriage return.
            case 0x0A: nil
            case 0x0D where unicodeScalars.dropFirst(index + 1).first { $0 != "\r" } == "\n": nil
            case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2066...0x2069, 0xFFFD:
                String(scalar.value, radix: 16)
            default: nil
            }
        }
    }
}
