"""What strace has seen a program ask of the disk, read as a story of files and names."""
import collections
import json
import pathlib
import re

from ..common import Journal

CALLS = ("openat,open,creat,close,write,pwrite64,writev,pwritev,lseek,fdatasync,fsync,msync,sync_file_range,ftruncate,"
         "fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir")


class File:
    """A file by its identity, whatever its name: what was done to it, in order of the beginning."""

    def __init__(self):
        self.operations = []


# `begin` and `end` are moments: STEP is from one line of the trace to the next, so that there are moments within a call
# and between two. `held`: it is durable when it ends.
STEP = 4
Write = collections.namedtuple("Write", "begin end offset data held")
Size = collections.namedtuple("Size", "begin end size")
Flush = collections.namedtuple("Flush", "begin end")
# A change of names (the new names with what they lead to; the names that are gone), or a flush of a directory.
Names = collections.namedtuple("Names", "begin end gains losses")
NamesFlush = collections.namedtuple("NamesFlush", "begin end directory")
Answer = collections.namedtuple("Answer", "begin end answers")


class Trace:
    """What several runs of the program did to one log, as one story."""

    def __init__(self, log):
        self.log = log
        self.journal = Journal()
        self.names = {}        # path -> File, or None for a directory
        self.name_changes = []
        self.files = []
        self.answers = []
        self.clock = 0
        self.stale_lock = b""

    def read(self, path):
        """Takes one more run from its trace."""
        descriptors = {}       # number -> [File or path of a directory, offset, whether opened with O_DSYNC]
        rest = b""
        for call in calls(path, self.clock):
            self.clock = max(self.clock, call.end)
            if not call.result.startswith("-1"):
                rest = self.take(call, descriptors, rest)
        self.clock += STEP

    def take(self, call, descriptors, rest):
        name, begin, end, result = call.name, call.begin, call.end, int(call.result.split()[0], 0)
        number = int(call.text.split(",")[0]) if call.text.split(",")[0].isdigit() else None
        opened = descriptors.get(number)
        if name in ("open", "openat", "creat"):
            path = call.data[0].decode()
            if path.startswith(str(self.log.parent)):
                flags = set(re.findall(r"O_\w+", call.text))
                if "O_TRUNC" in flags or "O_APPEND" in flags:
                    raise AssertionError(f"the model has no {flags}")
                if self.names.get(path) is None and "O_CREAT" in flags:
                    self.files.append(File())
                    self.change_names(begin, end, {path: self.files[-1]}, [])
                descriptors[result] = [self.names.get(path) or path, 0, bool(flags & {"O_DSYNC", "O_SYNC"})]
        elif name == "close":
            descriptors.pop(number, None)
        elif name == "write" and number == 1:
            *lines, rest = (rest + call.data[0][:result]).split(b"\n")
            self.answers.append(Answer(begin, end, [json.loads(text) for text in lines]))
        elif name in ("write", "writev", "pwrite64", "pwritev") and opened:
            at = opened[1] if name in ("write", "writev") else int(call.text.rsplit(",", 1)[1].strip(" )"))
            data = b"".join(call.data)[:result]
            if len(data) != result:
                raise AssertionError(f"the trace shows {len(data)} bytes of a {name} of {result}")
            opened[0].operations.append(Write(begin, end, at, data, opened[2]))
            if name in ("write", "writev"):
                opened[1] += result
        elif name == "lseek" and opened:
            opened[1] = result
        elif name in ("fsync", "fdatasync") and opened:
            if isinstance(opened[0], File):
                opened[0].operations.append(Flush(begin, end))
            else:
                self.name_changes.append(NamesFlush(begin, end, opened[0]))
        elif name == "ftruncate" and opened:
            opened[0].operations.append(Size(begin, end, int(call.text.split(",")[1])))
        elif name == "fallocate" and opened:
            _, mode, offset, length = (int(text, 0) for text in call.text.split(","))
            if mode != 0:
                raise AssertionError(f"the model has no fallocate of mode {mode}")
            opened[0].operations.append(Size(begin, end, offset + length))
        elif name in ("rename", "renameat", "renameat2"):
            source, target = (data.decode() for data in call.data)
            self.change_names(begin, end, {target: self.names[source]}, [source])
        elif name in ("link", "linkat"):
            source, target = (data.decode() for data in call.data)
            self.change_names(begin, end, {target: self.names[source]}, [])
        elif name in ("unlink", "unlinkat", "rmdir"):
            self.change_names(begin, end, {}, [call.data[0].decode()])
        elif name in ("mkdir", "mkdirat"):
            self.change_names(begin, end, {call.data[0].decode(): None}, [])
        elif opened:
            raise AssertionError(f"the model has no {name}")
        return rest

    def change_names(self, begin, end, gains, losses):
        for path in losses:
            self.names.pop(path, None)
        self.names.update(gains)
        self.name_changes.append(Names(begin, end, gains, losses))

    @property
    def data(self):
        return self.names[str(self.log / "data.mdb")]

    def journal_at(self, moment):
        """What must be there at a moment. An answer counts from when it begins to be written."""
        journal = Journal()
        journal.offered, journal.batches = self.journal.offered, self.journal.batches
        for answer in self.answers:
            if answer.begin < moment:
                for one in answer.answers:
                    journal.acknowledge(one)
        return journal


Call = collections.namedtuple("Call", "name text data begin end result")


def calls(path, clock):
    """The system calls of a trace in the order of their beginnings; `text` is without the strings, which are `data`."""
    begun, found = {}, []
    for number, text in enumerate(pathlib.Path(path).read_text().splitlines()):
        pid, text = text.split(None, 1)
        if text.startswith(("+++", "---")):
            continue
        begin = clock + STEP * number
        end = begin + STEP // 2
        if text.endswith("<unfinished ...>"):
            begun[pid] = begin, text.removesuffix("<unfinished ...>")
            continue
        if text.startswith("<..."):
            begin, front = begun.pop(pid)
            text = front + text.split("resumed>", 1)[1]
        front, result = text.rsplit(" = ", 1)
        name, inside = front.strip().split("(", 1)
        strings = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', inside)
        found.append(Call(
            name, re.sub(r'"[^"]*"', "", inside).rstrip().removesuffix(")"),
            [bytes.fromhex(string.replace("\\x", "")) for string in strings], begin, end, result))
    # What was under way when the process ended was not answered, and has no result.
    return sorted(found, key=lambda call: call.begin)
