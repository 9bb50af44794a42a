"""What the mappings have in common: raw data in, event lines out."""

import gzip
import json
import os
import sys
from pathlib import Path

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def tag(key, value):
    """`key:value` without control characters, at most 200 bytes; None where nothing is left."""
    value = "".join(c for c in value if c.isprintable()).strip()
    return f"{key}:{value}".encode()[:200].decode(errors="ignore") if value else None


def tags(*pairs):
    """At most 16 tags, each once, without those of which nothing is left."""
    return list(dict.fromkeys(filter(None, (tag(key, value or "") for key, value in pairs))))[:16]


def files(paths, ending):
    """The files that are named, and those of this ending, gzipped or not, in the directories that are."""
    found = []
    for path in map(Path, paths):
        found += sorted(p for p in path.iterdir() if p.name.removesuffix(".gz").endswith(ending)) if path.is_dir() else [path]
    if not found:
        sys.exit(f"there is no {ending} file")
    return found


def opened(path):
    """A text file, gzipped or not."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", newline="", encoding="utf-8")
    return open(path, newline="", encoding="utf-8")


def one_line(words, limit):
    """Text without line breaks, not longer than a limit."""
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return words if len(words) <= limit else words[: limit - 1] + "…"


class Out:
    """Writes events; what cannot be mapped is named on standard error, and the exit code is then 65."""

    def __init__(self):
        self.failed = False

    def write(self, event):
        sys.stdout.write(ENCODE(event) + "\n")

    def complain(self, place, error):
        print(f"{place}: {error!r}", file=sys.stderr)
        self.failed = True

    def end(self):
        sys.stdout.flush()
        return 65 if self.failed else 0


def run(main):
    """Runs a mapping; a reader that has enough ends it without a word."""
    name = Path(sys.argv[0]).name
    try:
        sys.exit(main())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        sys.exit(f"{name}: {error}")
