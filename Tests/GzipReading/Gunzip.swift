import CZlib

/// Expands what was compressed; nil where it is not one whole member of a gzip file (RFC 1952).
public func gunzip(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard blotter_gunzip_begin(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var bytes = bytes
    var expanded: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 << 10)
    return bytes.withUnsafeMutableBufferPointer { bytes in
        stream.next_in = bytes.baseAddress
        stream.avail_in = UInt32(bytes.count)
        while true {
            let (result, count) = room.withUnsafeMutableBufferPointer { room in
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                let result = inflate(&stream, Z_NO_FLUSH)
                return (result, room.count - Int(stream.avail_out))
            }
            expanded += room.prefix(count)
            if result == Z_STREAM_END { return stream.avail_in == 0 ? expanded : nil }
            guard result == Z_OK, count > 0 || stream.avail_in > 0 else { return nil }
        }
    }
}
