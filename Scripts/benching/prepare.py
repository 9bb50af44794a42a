"""Installs what is missing, builds the programs, makes the events."""
import os
import pathlib
import shutil
import subprocess
import sys

from . import PEERS

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / ".build/bench"
SOURCES = ROOT / "Benchmarks"

# The programs in C and what they are linked with; those of peers that are left out are not built.
PROGRAMS = {
    "events": [], "flushes.so": ["-shared", "-fPIC"], "file": [], "lmdb": ["-llmdb"], "sqlite": ["-lsqlite3"],
    "postgres": ["-I/usr/include/postgresql", "-lpq"], "redis": [], "nats": [], "service": [],
}


def say(words):
    print(f"bench: {words}", file=sys.stderr, flush=True)


def install(peers):
    """Debian's packages where one is missing, and wheels into an environment of the bench's own."""
    subprocess.run([ROOT / "Scripts/setup"], check=True)
    missing = [
        package for package in sorted({package for peer in peers for package in PEERS[peer].packages})
        if subprocess.run(["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
                          capture_output=True, text=True).stdout != "installed"]
    if missing:
        say(f"installing {' '.join(missing)}")
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        # Debian would start a server of its own for each; the bench has its own, on its own directories.
        environment = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
            subprocess.run([*as_root, *environment, "apt-get", *words], check=True, stdout=sys.stderr)
    wheels = [wheel for peer in peers for wheel in PEERS[peer].wheels]
    python = BUILD / "venv/bin/python"
    if wheels:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", BUILD / "venv"], check=True)
        there = subprocess.run([python, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True).stdout
        wanted = [wheel for wheel in wheels if f"{wheel}==" not in there]
        if wanted:
            say(f"installing {' '.join(wanted)} from PyPI")
            subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True, stdout=sys.stderr)


def build(peers):
    """The release program, the Swift program that measures from inside, and those in C."""
    say("building (the first time this takes a few minutes)")
    for product in ("blotter", "blotter-serve", "blotter-bench"):
        subprocess.run(
            ["swift", "build", "--configuration", "release", "--static-swift-stdlib", "--product", product],
            cwd=ROOT, check=True, stdout=sys.stderr)
    compile_programs(peers)


def compile_programs(peers):
    """The programs in C, where they are not there or older than their source."""
    BUILD.mkdir(parents=True, exist_ok=True)
    headers = [path.stat().st_mtime for path in SOURCES.glob("*.h")]
    for name, flags in PROGRAMS.items():
        source, program = SOURCES / f"{name.removesuffix('.so')}.c", BUILD / name
        if name in PEERS and name not in peers:
            continue
        if program.exists() and program.stat().st_mtime > max([source.stat().st_mtime, *headers]):
            continue
        compiler = shutil.which("cc") or shutil.which("clang")
        if not compiler:
            raise SystemExit("bench: there is no C compiler; install gcc or clang")
        # Aside first: another run of the bench may want the same program now.
        aside = BUILD / f"{name}.{os.getpid()}"
        subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-std=gnu17", source, *flags, "-o", aside], check=True)
        aside.rename(program)
