"""A client of HTTP/1.1 that takes nothing for an answer but a whole one (RFC 9112, 6.3 and 8)."""
import socket
import time


class Gone(Exception):
    """The connection ended, or could not be made, and not one byte of an answer had come."""


class Torn(Exception):
    """The connection ended in the middle of an answer."""


class Answer:
    """The head of an answer and, once it was read, its body."""

    def __init__(self, head):
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1])
        self.headers = {name.strip().lower(): value.strip() for name, _, value in (text.partition(":") for text in lines[1:])}
        self.body = b""


class Connection:
    """One connection. `ask` is a whole exchange; `begin` and `part` read an answer piece by piece."""

    def __init__(self, port, timeout=60, window=None):
        """`window`: how many bytes the system takes in that nobody reads; else it chooses."""
        self.socket = socket.socket()
        self.socket.settimeout(timeout)
        if window:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        try:
            self.socket.connect(("127.0.0.1", port))
        except ConnectionError as error:
            raise Gone(str(error)) from error
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = time.monotonic()  # when something was sent last
        self.kept = b""
        self.left = 0  # bytes of the body, or of its chunk, that are still to come; None between two chunks

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        self.sent = time.monotonic()
        try:
            self.socket.sendall(data)
        except ConnectionError as error:
            # What was said before the end can still be read.
            if not self.kept and not self._fill():
                raise Gone(str(error)) from error

    def ask(self, method, path, body=None, media_type="application/json", **headers):
        """Asks, and gives the whole answer."""
        self.send(request(method, path, body, media_type, **headers))
        return self.answer()

    def answer(self):
        """The next answer, as a whole."""
        answer = self.begin()
        answer.body = b"".join(iter(self.part, None))
        return answer

    def begin(self):
        """The head of the next answer."""
        while b"\r\n\r\n" not in self.kept:
            if not self._fill():
                raise Torn(f"within the head: {self.kept[:80]!r}") if self.kept else Gone("no answer")
        head, _, self.kept = self.kept.partition(b"\r\n\r\n")
        answer = Answer(head)
        self.is_chunked = answer.headers.get("transfer-encoding", "").lower() == "chunked"
        self.left = None if self.is_chunked else int(answer.headers.get("content-length", 0))
        return answer

    def part(self):
        """The next piece of the body; None at its end."""
        if self.left is None:
            size = int(self._line(), 16)
            if size == 0:
                self._expect(b"\r\n")
                self.left = 0
                return None
            self.left = size
        if self.left == 0:
            return None
        if not self.kept and not self._fill():
            raise Torn(f"{self.left} bytes before the end of a piece")
        piece, self.kept = self.kept[:self.left], self.kept[self.left:]
        self.left -= len(piece)
        if self.left == 0 and self.is_chunked:
            self._expect(b"\r\n")
            self.left = None
        return piece

    def _line(self):
        while b"\r\n" not in self.kept:
            if not self._fill():
                raise Torn("between two chunks")
        text, _, self.kept = self.kept.partition(b"\r\n")
        return text

    def _expect(self, text):
        while len(self.kept) < len(text):
            if not self._fill():
                raise Torn("at the end of a chunk")
        assert self.kept.startswith(text), f"a chunk ends with {self.kept[:10]!r}"
        self.kept = self.kept[len(text):]

    def _fill(self):
        """Takes in what has come; false where nothing comes any more."""
        try:
            more = self.socket.recv(1 << 16)
        except ConnectionError:
            return False
        self.kept += more
        return bool(more)


def request(method, path, body=None, media_type="application/json", **headers):
    """The bytes of a request. A name of `headers` is written with hyphens."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body is not None:
        lines += [f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


def chunk(data):
    """One chunk of a body that has no length."""
    return b"%x\r\n%b\r\n" % (len(data), data)
