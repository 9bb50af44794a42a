"""Feeds the languages that bytes come in with inputs that libFuzzer thinks up, and compares with slow second opinions.

Four fuzzers (`Fuzzing/`) call the checks of `Sources/FuzzChecks`: JSON against a slow reader; the time language against a
slow calendar; records written, read and damaged; lines read, written as `replay` does, and read again. Each begins with
its corpus in `Fuzzing/corpus`, and what it finds by coverage beyond that is kept in a directory of its own until the end.
Two run at a time. A trap, an input that takes ten seconds, 2 GB of memory, or a disagreement is a failure; the input
that did it is kept in `.build-fuzzing/findings`, and `.build-fuzzing/release/fuzz-TARGET FILE` does it again. An input
that was worth a mend belongs into the corpus, where `Scripts/test` meets it every time.

The negative control is the fuzzer of records with the checksums off (see Checksums/XXH3.swift): it must find that damaged
records are taken.
"""
import concurrent.futures
import os
import re
import subprocess
import time

from .common import ROOT, scratch

# Each fuzzer with the longest input that is worth its time: what it reads is longer only by repetition.
TARGETS = {"json": 1200, "time": 700, "record": 1024, "line": 2048}
BUILD = ROOT / ".build-fuzzing"


def arguments(parser):
    parser.add_argument("--runs", type=int, default=10_000_000, help="inputs for each fuzzer")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this fuzzer; may be repeated")
    parser.add_argument("--unchecked", action="store_true", help="the negative control: records without checksums")


def build(targets, path, *more):
    """Builds fuzzers; gives what was said where that failed. Needs the fuzzer runtime of the toolchain."""
    for target in targets:
        outcome = subprocess.run(
            ["swift", "build", "--configuration", "release", "--package-path", ROOT / "Fuzzing", "--scratch-path", path,
             "--sanitize", "fuzzer", "--product", f"fuzz-{target}", *more],
            capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if outcome.returncode:
            return outcome.stdout[-4000:] + outcome.stderr[-4000:]
    return ""


class Fuzzer:
    """One run of a fuzzer, from its start to what came of it."""

    def __init__(self, target, options, directory, path=BUILD):
        self.target = target
        self.is_ended = False
        findings = path / "findings"
        findings.mkdir(exist_ok=True)
        found = f"{directory}/{target}"
        os.mkdir(found)
        self.log = f"{directory}/{target}.log"
        self.began = time.monotonic()
        # libFuzzer takes the seed 0 as "any".
        seed = options.seed or 1
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [path / f"release/fuzz-{target}", f"-seed={seed}", f"-runs={options.runs}",
                 f"-max_len={TARGETS[target]}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={findings}/{target}-",
                 found, ROOT / "Fuzzing/corpus" / target],
                # Swift's own backtrace would take seconds, and libFuzzer prints one.
                env={**os.environ, "SWIFT_BACKTRACE": "enable=no"},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self):
        """Ends it early, and then nothing is to be said of it."""
        self.is_ended = True
        self.process.kill()
        self.process.wait()

    def end(self, report):
        """Waits for its end, and says how far it came; gives its exit code and what it found."""
        code = self.process.wait()
        seconds = time.monotonic() - self.began
        with open(self.log, errors="replace") as log:
            said = log.read()
        inputs = int((re.findall(r"^#(\d+)", said, re.M) or ["0"])[-1])
        edges, features = (re.findall(r"cov: (\d+) ft: (\d+)", said) or [("0", "0")])[-1]
        if not self.is_ended:
            report.say(f"{self.target}: {inputs:,} inputs in {seconds:.0f} s, {inputs / seconds:,.0f} a second; "
                       f"{edges} edges, {features} features covered")
        kept = re.findall(r"Test unit written to (\S+)", said)
        reason = re.findall(r"DISAGREEMENT: .*|^==\d+== ERROR: .*|Fatal error: .*", said, re.M)
        return code, f"{kept[0] if kept else 'no input was kept'}: {reason[0][:2000] if reason else said[-2000:]}"


def unchecked(options, report):
    """The negative control: without checksums, damaged records are taken."""
    path = BUILD / "unchecked"
    problem = build(["record"], path, "-Xswiftc", "-DBLOTTER_UNCHECKED")
    if report.expect(not problem, "the fuzzer of records can be built without checksums", problem):
        with scratch() as directory:
            code, finding = Fuzzer("record", options, directory, path).end(report)
        report.expect(
            code != 0 and "DISAGREEMENT: the record" in finding, "without checksums a damaged record is taken", finding)


def attack(options, report):
    if options.unchecked:
        return unchecked(options, report)
    targets = options.target or list(TARGETS)
    problem = build(targets, BUILD)
    if not report.expect(not problem, "the fuzzers can be built", problem):
        return None
    running = []
    with scratch() as directory, concurrent.futures.ThreadPoolExecutor(2) as pool:

        def run(target):
            fuzzer = Fuzzer(target, options, directory)
            running.append(fuzzer)
            code, finding = fuzzer.end(report)
            if not fuzzer.is_ended:
                report.expect(code == 0, f"no input of {target} traps, hangs, or is understood in two ways", finding)

        try:
            for outcome in [pool.submit(run, target) for target in targets]:
                outcome.result()
        finally:
            # Whoever ends the attack early does not wait for ten million inputs.
            pool.shutdown(wait=False, cancel_futures=True)
            for fuzzer in running:
                fuzzer.kill()
    return None
