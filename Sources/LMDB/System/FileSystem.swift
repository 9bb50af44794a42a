import CLMDB
import Glibc

/// The few things that making a new log asks of the file system.
public enum FileSystem {
    /// What stands at a path.
    public enum Occupant: Sendable {
        /// Nothing.
        case nothing
        /// A directory with these names in it, maybe none.
        case directory([String])
        /// A file, a pipe, or anything else that is no directory.
        case other
    }

    /// Looks what stands at a path.
    public static func occupant(of path: String) throws(LMDBError) -> Occupant {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return .nothing }
            if errno == ENOTDIR { return .other }
            throw .last("look into \(path)")
        }
        defer { closedir(directory) }
        var names: [String] = []
        // readdir(3): the end and an error are told apart by errno alone.
        errno = 0
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .last("look into \(path)") }
        return .directory(names)
    }

    /// Makes a directory; fails where something stands there.
    public static func makeDirectory(_ path: String) throws(LMDBError) {
        guard mkdir(path, 0o777) == 0 else { throw .last("make the directory \(path)") }
    }

    /// Makes the directories that lead to a path, those that are missing. They are made durable one by one.
    public static func makeParents(of path: String) throws(LMDBError) {
        guard let parent = parent(of: path), access(parent, F_OK) != 0 else { return }
        try makeParents(of: parent)
        if mkdir(parent, 0o777) != 0, errno != EEXIST { throw .last("make the directory \(parent)") }
        try synchronize(Self.parent(of: parent) ?? ".")
    }

    /// The directory in which a path stands; nil for the root and for a bare name, which stands in the current one.
    public static func parent(of path: String) -> String? {
        let trimmed = path.reversed().drop { $0 == "/" }
        guard let slash = trimmed.firstIndex(of: "/") else { return nil }
        let rest = trimmed[slash...].drop { $0 == "/" }
        guard !trimmed.isEmpty else { return nil }
        return rest.isEmpty ? "/" : String(rest.reversed())
    }

    /// Moves a file to where nothing stands (`RENAME_NOREPLACE`).
    ///
    /// - Throws: ``LMDBError/isExisting`` where something stands there.
    public static func move(_ path: String, to target: String) throws(LMDBError) {
        guard blotter_rename(path, target, 1) != 0 else { return }
        // A file system that does not know the flag: a second name is only given where there is nothing of that name.
        guard errno == EINVAL || errno == ENOSYS else { throw .last("put \(path) at \(target)") }
        guard link(path, target) == 0, unlink(path) == 0 else { throw .last("put \(path) at \(target)") }
    }

    /// Exchanges two files, so that each stands where the other stood, in one step (`RENAME_EXCHANGE`).
    public static func exchange(_ path: String, _ other: String) throws(LMDBError) {
        guard blotter_rename(path, other, 2) == 0 else { throw .last("exchange \(path) and \(other)") }
    }

    /// Moves a file to another name, in the place of what stands there.
    public static func replace(_ target: String, with path: String) throws(LMDBError) {
        guard rename(path, target) == 0 else { throw .last("put \(path) at \(target)") }
    }

    /// Whether there is anything at a path.
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes what was changed in a file or directory durable.
    public static func synchronize(_ path: String) throws(LMDBError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last("make \(path) durable") }
    }

    /// Makes the way to a path durable: the names of the directories that lead to it, as far as they may be read.
    public static func synchronizeWay(to path: String) throws(LMDBError) {
        try synchronize(path)
        var place = path
        while let parent = parent(of: place) {
            try? synchronize(parent)
            place = parent
        }
        if !path.hasPrefix("/") { try? synchronize(".") }
    }

    /// Removes the files of an environment and its directory, as far as they are there.
    public static func removeEnvironment(at path: String) {
        unlink(path + "/data.mdb")
        unlink(path + "/lock.mdb")
        rmdir(path)
    }

    /// The number of this process.
    public static var processNumber: Int32 { getpid() }

    /// Refuses a directory on another machine, before anything is made in it.
    public static func requireLocal(directory path: String) throws(LMDBError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { throw .last("open \(path)") }
        defer { close(descriptor) }
        try requireLocal(descriptor, path: path)
    }

    /// Refuses file systems on other machines: LMDB's locks and its map need one kernel over the file.
    ///
    /// The numbers are those of statfs(2).
    static func requireLocal(_ descriptor: Int32, path: String) throws(LMDBError) {
        let remote: [UInt: String] = [
            0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x564C: "NCP", 0x5346_414F: "AFS",
            0x7375_7245: "Coda", 0x00C3_6400: "Ceph", 0x6B41_4653: "AFS", 0x0102_1997: "9P", 0x0BD0_0BD0: "Lustre",
            0x786F_4256: "a shared folder of a virtual machine",
        ]
        guard let name = remote[blotter_file_system_type(descriptor)] else { return }
        throw LMDBError(
            code: ENOTSUP, operation: "keep a log at \(path), which is on \(name); a log needs a disk of this machine")
    }
}
