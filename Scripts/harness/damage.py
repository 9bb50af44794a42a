"""Turns bits, cuts the file off, exchanges pages, and asks: is a wrong event ever served, does a signal end the program?

A sound log is made with the program, and what every command says of it is the truth. Then a copy is damaged in one
place, and the same commands are asked again. Each must give the truth, or end with exit code 74 and one sentence, and
what it has printed by then must be the beginning of the truth. An append must leave every byte of the file as it
is, or must keep all that is undamaged: whatever could be read before it can be read after it. `verify` must end by
itself, and may only call a log sound where all commands told the truth.

The negative control is the same with a program whose checksums are off (--unchecked builds one: see Checksums/XXH3.swift),
on damage to bodies alone: it must serve wrong events.
"""
import json
import os
import random
import shutil
import subprocess

from . import common
from .common import ROOT, line, scratch

PAGE = 4096


def arguments(parser):
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--exchanges", type=int, default=200)
    parser.add_argument("--unchecked", action="store_true", help="the negative control, with a program of its own")


def make_log(path, generator, events=500):
    """A log with everything in it that a log can hold, made in many commits, so that its file has old pages too.

    The rows of its list of incidents were stored twice, and lag behind.
    """
    number = 0
    for commit in range(25):
        lines = []
        for _ in range(events // 25):
            number += 1
            incident = f"incident-{generator.randrange(12)}"
            tags = [f"unit:E{generator.randrange(9)}", f"n:{number}"][: generator.randrange(3)]
            body = '{"summary":"event %d %s","detail":"%s"%s}' % (
                number, "x" * generator.choice([0, 10, 200, 900]), "y" * generator.choice([0, 0, 6000]),
                ',"relation":{"type":"confirms","target":"first#1"}' if number > 1 and number % 7 == 0 else "")
            more = {"occurred": f"2024-03-{1 + number % 28:02}T20:45Z", "tags": tags,
                    "kind": generator.choice(["reported", "responded", "updated"])}
            lines.append(line("first" if number == 1 else incident, f"id-{number}", body, **more))
        outcome = common.run("append", "--quiet", log=path, input=b"".join(lines))
        assert outcome.returncode == 0, outcome.stderr
        if commit in (10, 20):
            outcome = common.run("rebuild", log=path)
            assert outcome.returncode == 0, outcome.stderr


def questions(end):
    """What is asked of every damaged log: arguments, and whether the answer is printed as it is found.

    `end` is when the last event was recorded: a moment that every answer can name, whenever it is asked.
    """
    clock = ["--as-of", end]
    yield ["replay"], True
    yield ["replay", "--reverse"], True
    yield ["replay", "--incident", "incident-3"], True
    yield ["replay", "--tag", "unit:E4"], True
    yield ["replay", "--tag", "n:17"], True
    yield ["replay", "--kind", "updated", "--after", "250"], True
    yield ["replay", "--text", "event 4", "--limit", "20"], True
    yield ["timeline", "incident-3", "--format", "json", *clock], False
    yield ["timeline", "first", *clock], False
    yield ["incidents", "--format", "json"], False
    yield ["incidents", "--format", "json", "--limit", "3"], False
    yield ["incidents", "--format", "json", "--tag", "unit:E4"], False


class Attack:
    def __init__(self, report, directory, generator):
        self.report = report
        self.generator = generator
        self.sound = f"{directory}/sound"
        self.damaged = f"{directory}/damaged"
        make_log(self.sound, generator)
        outcome = common.run("verify", "--format", "json", log=self.sound)
        report.expect(outcome.returncode == 0, "a sound log is sound", outcome.stdout)
        with open(f"{self.sound}/data.mdb", "rb") as file:
            self.bytes = file.read()
        self.pages = int(json.loads(outcome.stdout)["usedPages"]) + int(
            json.loads(outcome.stdout)["freePages"])
        self.questions = list(questions(common.replayed(self.sound)[-1]["recorded"]))
        self.truth = {tuple(q): self.ask(self.sound, q).stdout for q, _ in self.questions}
        self.served = self.refused = self.harmless = 0
        self.refused_appends = self.kept_appends = 0

    @staticmethod
    def ask(log, question):
        return common.run(*question, log=log, timeout=60)

    def place(self, data):
        """Puts a damaged file where a log is expected, without what an earlier one left."""
        shutil.rmtree(self.damaged, ignore_errors=True)
        os.mkdir(self.damaged)
        with open(f"{self.damaged}/data.mdb", "wb") as file:
            file.write(data)

    def judge(self, what):
        """Asks everything of the damaged log, and compares with the truth."""
        found = False
        for question, is_stream in self.questions:
            outcome = self.ask(self.damaged, question)
            truth = self.truth[tuple(question)]
            claim = f"{what}: {' '.join(question)}"
            if outcome.returncode == 0:
                if not self.report.expect(outcome.stdout == truth, f"{claim} gives the truth"):
                    self.served += 1
            else:
                found = True
                self.refuses(claim, outcome)
                begins = truth.startswith(outcome.stdout) if is_stream else not outcome.stdout
                self.report.expect(begins, f"{claim} prints nothing wrong before it gives up")
        verdict = common.run("verify", log=self.damaged)
        self.report.expect(
            verdict.returncode in ((1, 74) if found else (0, 1, 74)), f"{what}: verify finds it", verdict.returncode)
        if verdict.returncode == 74:
            self.refuses(f"{what}: verify", verdict)
        if found:
            self.refused += 1
        else:
            self.harmless += 1
        return found

    def refuses(self, claim, outcome):
        sentence = outcome.stderr.decode(errors="replace")
        self.report.expect(
            outcome.returncode == 74 and sentence.count("\n") == 1 and sentence.startswith("blotter: "),
            f"{claim} ends with 74 and one sentence", (outcome.returncode, sentence[:300]))

    def readable(self):
        """What can still be read from several places of the log on: the older events alone."""
        found = []
        for position in range(0, 500, 100):
            outcome = self.ask(self.damaged, ["replay", "--after", str(position), "--limit", "100"])
            found.append(outcome.stdout)
        return found

    def append(self, what, data):
        """Appends to the damaged log. What it then says of its older events must be the truth as far as it goes."""
        before = self.readable()
        new = line("after-damage", "new-1", '{"summary":"after the damage"}') + line(
            "incident-3", "new-2", '{"summary":"after the damage"}')
        outcome = common.run("append", "--quiet", log=self.damaged, input=new)
        with open(f"{self.damaged}/data.mdb", "rb") as file:
            is_as_before = file.read() == data
        # Where the two events are not one commit, the first may be kept and the second refused.
        if not is_as_before:
            for old, new in zip(before, self.readable()):
                self.report.expect(new.startswith(old), f"{what}: what could be read can be read after an append")
        if outcome.returncode != 0:
            self.refused_appends += is_as_before
            return self.refuses(f"{what}: append", outcome)
        self.kept_appends += 1
        for question, is_stream in self.questions:
            # What was asked by id, tag or text alone knows the new events as well, behind the old ones.
            if question[0] != "replay" or "--reverse" in question or "--limit" in question:
                continue
            truth, answer = self.truth[tuple(question)], self.ask(self.damaged, question)
            claim = f"{what}: {' '.join(question)} after an append"
            if answer.returncode == 0:
                self.report.expect(answer.stdout.startswith(truth), f"{claim} gives the truth")
            else:
                self.refuses(claim, answer)
                self.report.expect(
                    truth.startswith(answer.stdout) or answer.stdout.startswith(truth), f"{claim} prints nothing wrong")
        return None

    def flips(self, count):
        for number in range(count):
            # All that is in use, the meta pages among them; two thirds of them where the structure is.
            page = self.generator.randrange(2) if number % 50 == 0 else self.generator.randrange(self.pages)
            offset = PAGE * page + (
                self.generator.randrange(32), self.generator.randrange(PAGE), self.entry(page))[number % 3]
            bit = 1 << self.generator.randrange(8)
            data = bytearray(self.bytes)
            data[offset] ^= bit
            what = f"bit {bit:#x} of byte {offset} (page {page})"
            self.place(data)
            self.judge(what)
            self.place(data)
            self.append(what, data)

    def entry(self, page):
        """A byte of the head of one of a page's entries: its header, its key, and the header of a page inside of it."""
        data = self.bytes[PAGE * page:PAGE * (page + 1)]
        lower = int.from_bytes(data[12:14], "little")
        if not 18 <= lower <= PAGE:
            return self.generator.randrange(PAGE)
        slot = 16 + 2 * self.generator.randrange((lower - 16) // 2)
        start = int.from_bytes(data[slot:slot + 2], "little")
        key = int.from_bytes(data[start + 6:start + 8], "little")
        return min(PAGE - 1, start + self.generator.randrange(8 + key + 16))

    def cuts(self, count):
        for _ in range(count):
            size = self.generator.randrange(PAGE * self.pages)
            self.place(self.bytes[:size])
            found = self.judge(f"cut off after {size} bytes")
            self.report.expect(found, f"a file cut off after {size} bytes is refused")

    def exchanges(self, count):
        for _ in range(count):
            first, second = self.generator.sample(range(self.pages), 2)
            data = bytearray(self.bytes)
            one, other = (slice(PAGE * page, PAGE * (page + 1)) for page in (first, second))
            data[one], data[other] = self.bytes[other], self.bytes[one]
            what = f"pages {first} and {second} exchanged"
            self.place(data)
            self.judge(what)
            self.place(data)
            self.append(what, data)

    def lock_files(self):
        """The file of locks may be missing or hold anything: LMDB makes it anew for whoever comes first."""
        for name, content in [("no lock file", None), ("an empty one", b""), ("zeros", bytes(8192)),
                              ("another program's", self.generator.randbytes(8192)), ("text", b"lock\n" * 100)]:
            self.place(self.bytes)
            if content is not None:
                with open(f"{self.damaged}/lock.mdb", "wb") as file:
                    file.write(content)
            self.judge(name)
        self.place(self.bytes)
        os.mkdir(f"{self.damaged}/lock.mdb")
        self.refuses("a directory for a lock file", self.ask(self.damaged, ["replay"]))

    def churn(self):
        """A sound log is never refused, however much was appended to it by many."""
        self.place(self.bytes)
        writers = [
            subprocess.Popen(
                common.command("append", "--quiet", log=self.damaged), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            for _ in range(3)]
        for number in range(600):
            for index, writer in enumerate(writers):
                writer.stdin.write(line(f"churn-{number % 40}", f"churn-{index}-{number}", '{"summary":"churn"}'))
                writer.stdin.flush()
        for writer in writers:
            writer.stdin.close()
            self.report.expect(writer.wait(60) == 0, "a writer of many ends well")
        outcome = common.run("verify", log=self.damaged)
        self.report.expect(outcome.returncode == 0, "a log after much churn is sound", outcome.stdout[:500])


def unchecked(report, generator):
    """The negative control: without checksums, damage to a body is served."""
    build = [
        "swift", "build", "--configuration", "release", "--static-swift-stdlib", "--product", "blotter", "--scratch-path",
        str(ROOT / ".build-unchecked"), "-Xswiftc", "-DBLOTTER_UNCHECKED"]
    subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    checked, common.PROGRAM = common.PROGRAM, str(ROOT / ".build-unchecked/release/blotter")
    try:
        with scratch() as directory:
            log = f"{directory}/log"
            common.run("append", "--quiet", log=log, input=line("fire", "e1", '{"summary":"three injured"}'))
            path = f"{log}/data.mdb"
            with open(path, "rb") as file:
                data = file.read()
            with open(path, "wb") as file:
                file.write(data.replace(b"three injured", b"seven injured"))
            outcome = common.run("replay", log=log)
            report.expect(b"seven injured" in outcome.stdout, "without checksums a wrong event is served", outcome)
    finally:
        common.PROGRAM = checked


def attack(options, report):
    generator = random.Random(options.seed)
    if options.unchecked:
        return unchecked(report, generator)
    with scratch() as directory:
        attack = Attack(report, directory, generator)
        attack.flips(options.flips)
        attack.cuts(options.cuts)
        attack.exchanges(options.exchanges)
        attack.lock_files()
        attack.churn()
        report.say(
            f"damage: {attack.refused} damaged logs were refused or told the truth as far as they went, "
            f"{attack.harmless} had damage that does not matter, {attack.served} answers were wrong; appends: "
            f"{attack.refused_appends} refused outright, {attack.kept_appends} kept all that could be read")
    return None
