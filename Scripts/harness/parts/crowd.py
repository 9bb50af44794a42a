"""A crowd of hostile clients, as a process of its own: `crowd.py PORT SEED KIND COUNT`.

Says `ready` when all of them are at it, and a line of JSON with what they met when its input ends: how many connections
they made, how many answers of each status they were given, how often they were let go. Where they do not all get in, it
says `late` and ends.

What it takes of the processors an attacker would take of his own machine, so it runs with the lowest priority.
"""
import asyncio
import collections
import json
import os
import random
import resource
import socket
import sys
import time

# Within so many seconds all of them are at it.
PATIENCE = 120
EVENT = b'{"incident":"hostile","kind":"reported","body":{"summary":"x"}}'


GET = b"GET /v1/%b HTTP/1.1\r\nHost: localhost\r\n\r\n"
LIST, PAGE, STREAM = (GET % path for path in (b"incidents", b"events?after=0", b"events/stream?after=0"))
POST = b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def post(length, more=b""):
    """The head of an append whose body has a length."""
    return POST + b"Content-Length: %d\r\n%b\r\n" % (length, more)


def post_chunks(media_type=b"json"):
    """The head of an append whose body has none."""
    return POST.replace(b"json", media_type) + b"Transfer-Encoding: chunked\r\n\r\n"


class Crowd:
    def __init__(self, port, seed, kind, count):
        self.port, self.count, self.random = port, count, random.Random(seed)
        self.client = getattr(self, kind)
        self.tally = collections.Counter()
        self.there = 0

    async def run(self):
        clients = [asyncio.create_task(self.again_and_again()) for _ in range(self.count)]
        deadline = time.monotonic() + PATIENCE
        while self.there < self.count:
            if time.monotonic() > deadline:
                return print("late", flush=True)
            await asyncio.sleep(0.01)
        print("ready", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        for client in clients:
            client.cancel()
        await asyncio.wait(clients)
        print(json.dumps(self.tally), flush=True)

    async def again_and_again(self):
        """One client: whenever it is let go it comes back."""
        is_first = True
        while True:
            # A window as small as it can be: what is not read is soon not taken either.
            one = socket.socket()
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            self.loop = asyncio.get_running_loop()
            try:
                await self.loop.sock_connect(one, ("127.0.0.1", self.port))
                self.tally["connections"] += 1
                self.there, is_first = self.there + is_first, False
                await self.client(one)
            except OSError:
                self.tally["let go"] += 1
            finally:
                one.close()
            # What a network between them would cost; without, a few of them alone could fill two processors.
            await asyncio.sleep(self.random.random())

    async def send(self, one, data):
        try:
            await self.loop.sock_sendall(one, data)
        except OSError:
            # What was said before the end can still be read.
            await self.hear(one)
            raise

    async def hear(self, one):
        """Reads to the end of the connection, and counts the answer."""
        kept = b""
        while more := await self.loop.sock_recv(one, 1 << 16):
            kept = (kept + more)[:64]
        self.tally[kept[9:12].decode("latin-1") if kept.startswith(b"HTTP/1.1 ") else "silence"] += 1

    # The kinds.

    async def slow_header(self, one):
        """A header that comes line by line and has no end (slowloris)."""
        await self.send(one, LIST[:-2])
        hearing = asyncio.ensure_future(self.hear(one))
        try:
            while not hearing.done():
                await self.send(one, b"X-%d: a\r\n" % self.random.randrange(1000))
                await asyncio.wait([hearing], timeout=1)
        finally:
            hearing.cancel()

    async def endless_header(self, one):
        """A header without end, as fast as it is taken."""
        await self.send(one, LIST[:-2])
        for number in range(10_000):
            await self.send(one, b"X-%d: %b\r\n" % (number, b"a" * 100))
        await self.hear(one)

    async def endless_body(self, one):
        """A body without end, or one that claims to be too long."""
        if self.random.random() < 0.5:
            await self.send(one, post(10 ** self.random.randrange(8, 15)))
        else:
            await self.send(one, post_chunks())
            for _ in range(10_000):
                await self.send(one, b"4000\r\n" + b" " * 0x4000 + b"\r\n")
        await self.hear(one)

    async def held_body(self, one):
        """A body as long as it may be, whose last byte does not come."""
        await self.send(one, post(8 << 20))
        for _ in range(127):
            await self.send(one, b" " * (1 << 16))
        await self.hear(one)

    async def held_line(self, one):
        """A line as long as it may be, whose end does not come."""
        await self.send(one, post_chunks(b"x-ndjson"))
        for _ in range(60):
            await self.send(one, b"4000\r\n" + b" " * 0x4000 + b"\r\n")
        await self.hear(one)

    async def bomb(self, one):
        """JSON that is deep, wide, or long."""
        bomb = self.random.choice((
            b"[" * 500_000, b'{"a":' * 100_000, b"[" + b"[]," * 200_000 + b"[]]", b'{"incident":"' + b"a" * 900_000 + b'"}',
            b"[" + EVENT + (b"," + EVENT) * 20_000 + b"]", EVENT.replace(b"x", b"\\u0000" * 80_000),
            b'{"incident":"a","incident":"a"' + b',"incident":"a"' * 50_000 + b"}", b"1" * 1_000_000,
            EVENT.replace(b'"x"', b'"x","attributes":' + b'{"a":' * 31 + b"1" + b"}" * 31)))
        await self.send(one, post(len(bomb), b"Connection: close\r\n"))
        await self.send(one, bomb)
        await self.hear(one)
        await asyncio.sleep(self.random.random())

    async def deaf_follower(self, one):
        """A stream of all there is, of which nothing is read."""
        await self.send(one, STREAM)
        await self.rest(one)

    async def deaf_view(self, one):
        """A stream of what comes, in a view that nobody else has, of which nothing is read."""
        await self.send(one, GET % (b"events/stream?text=" + b"x" * self.random.randrange(1, 800)))
        await self.rest(one)

    async def deaf_reader(self, one):
        """Pages that are asked for one behind the other, and of which nothing is read."""
        for _ in range(1000):
            await self.send(one, PAGE)
        await self.rest(one)

    async def slow_reader(self, one):
        """A page and then a stream, read byte by byte, one a second."""
        await self.send(one, PAGE + STREAM)
        while await self.loop.sock_recv(one, 1):
            await asyncio.sleep(1)

    async def rest(self, one):
        """Waits until it is let go, without reading: only the system tells, by an error, that the other side is gone."""
        while True:
            await asyncio.sleep(0.5)
            error = one.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if error:
                raise OSError(error, "let go")

    async def garbage(self, one):
        """Bytes that are no request, or were one."""
        made = self.random.choice((
            self.random.randbytes(self.random.randrange(1, 3000)), b"\x16\x03\x01\x02\x00\x01",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", self.mutated(post(len(EVENT)) + EVENT), self.mutated(LIST),
            self.mutated(GET % b"incidents/hostile/timeline?as-of=%231"), GET % (b"%ff" * 5000),
            post(5, b"Transfer-Encoding: chunked\r\n") + b"0\r\n\r\n" + LIST))
        await self.send(one, made)
        if self.random.random() < 0.5:
            one.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(30):
                await self.hear(one)
        elif self.random.random() < 0.5:
            # Reset, so that nothing can be said to it.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    def mutated(self, request):
        request = bytearray(request)
        for _ in range(self.random.randrange(1, 6)):
            place = self.random.randrange(len(request))
            choice = self.random.randrange(3)
            if choice == 0:
                request[place] = self.random.randrange(256)
            elif choice == 1:
                del request[place:place + self.random.randrange(1, 10)]
                request += b"x"
            else:
                request[place:place] = request[place:place + self.random.randrange(1, 40)]
        return bytes(request)

    async def half_closed(self, one):
        """A request, whole or half, behind which nothing comes any more, and whose answer nobody reads for a while."""
        request = self.random.choice((
            post(len(EVENT)) + EVENT, PAGE, STREAM, GET % b"events?after=9999999&wait=60"))
        await self.send(one, request[:self.random.choice((len(request), len(request) // 2))])
        one.shutdown(socket.SHUT_WR)
        await asyncio.sleep(self.random.random() * 5)
        async with asyncio.timeout(60):
            await self.hear(one)

    async def fickle_follower(self, one):
        """A stream or a page that is waited for, and left at once."""
        await self.send(one, self.random.choice((GET % b"events/stream", GET % b"events?wait=60")))
        await asyncio.sleep(self.random.random() * 0.2)


def main():
    port, seed, kind, count = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    os.nice(19)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65536), most))
    asyncio.run(Crowd(port, seed, kind, count).run())


if __name__ == "__main__":
    main()
