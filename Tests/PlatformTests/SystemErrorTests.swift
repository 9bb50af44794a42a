import Glibc
import Platform
import Testing

struct SystemErrorTests {
    @Test(arguments: [
        (ENOENT, "cannot open a.jsonl: No such file or directory"),
        (EACCES, "cannot open a.jsonl: Permission denied"),
        (ENOSPC, "cannot open a.jsonl: No space left on device"),
        (EIO, "cannot open a.jsonl: Input/output error"),
    ])
    func `an error is one sentence about what was tried and why it failed`(code: Int32, sentence: String) {
        errno = code
        #expect(SystemError.last("open a.jsonl").description == sentence)
    }

    @Test func `a number that nobody knows is shown as it is`() {
        errno = 99_999
        let error = SystemError.last("open a.jsonl")
        #expect(error.code == 99_999)
        #expect(error.description.hasPrefix("cannot open a.jsonl: "))
        #expect(error.description.contains("99999"))
    }

    @Test func `what is not there and a broken pipe are told apart`() {
        errno = ENOENT
        let missing = SystemError.last("open a")
        errno = ENOTDIR
        let through = SystemError.last("open a/b")
        errno = EPIPE
        let broken = SystemError.last("write to standard output")
        #expect(missing.isNotFound && through.isNotFound && !broken.isNotFound)
        #expect(broken.isBrokenPipe && !missing.isBrokenPipe && !through.isBrokenPipe)
    }

    @Test func `errors are equal where number and operation are`() {
        errno = EIO
        let first = SystemError.last("read a")
        errno = EIO
        #expect(first == SystemError.last("read a"))
        errno = EIO
        #expect(first != SystemError.last("read b"))
    }
}
