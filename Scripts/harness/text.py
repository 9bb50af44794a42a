"""Hostile texts in every field, through every format, read by other readers than our own.

Texts are random Unicode mixed with controls, escape sequences, bidirectional overrides, HTML, formulas and Markdown. They
are appended as events, a thousand entries an incident, and every incident is printed in every format. The output is then
read by Python's html.parser, xml.parsers.expat, csv and json, and its Markdown by cmark-gfm where that is installed:

- no character but visible ones and line breaks (in CSV with the carriage return of RFC 4180);
- in HTML and SVG, only tags and attributes that the renderer has for a harmless story too, properly nested, and only
  links within the page or to http and https; no handler, no script;
- in CSV, as many cells as there are names, each summary as it was given but for what is made visible, no formula;
- in Markdown, no tag, no image, no link but http and https, and no more headings, items and tables than entries make.

`--lie` looks at what would be printed if texts were left as they are, and must fail.
"""
import csv
import html.parser
import io
import json
import os
import random
import re
import shutil
import subprocess
import unicodedata
import xml.parsers.expat

from harness.common import run, scratch

SNIPPETS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</del></li></ol>", "<!--", "-->", "]]>", "<?php", "&lt;",
    "&#60;script&#62;", "&copy;", "\"onload=\"x", "' autofocus onfocus='x", "</style><b>", "</svg><a href=x>", "</title><b>",
    "javascript:alert(1)", "[a](javascript:x)", "![a](https://evil.example/x.png)", "[x]: https://evil.example", "[x][x]",
    "<https://evil.example>", "https://evil.example", "http://evil.example/a_b", "www.evil.example", "WWW.Evil.example",
    "mail@evil.example", "mailto:mail@evil.example", "ftp://evil.example", "xmpp:a@evil.example/x", "**b**", "__b__", "_i_",
    "~~s~~", "`c`", "``", "```", "~~~", "# h", "###", "> q", "- l", "* l", "+ l", "1. l", "2) l", "===", "---", "***",
    "| a | b |", "|---|", ":--", "\\", "\\\\|", "\\`", "&", "$x$", "[ ] t", "- [x] t", "[^1]", "[^1]: n", "<br>", "  ", "\t",
    "    code", "=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\uff1d1", "\uff0b1", "=cmd|' /C calc'!A0", "a,b",
    "=HYPERLINK(\"http://evil.example\")", "\",\"", "\"\"", ";=1", "a\r\nb", "\n=1", "\n# h", "\n- l", "\x1b[2J",
    "\x1b]0;t\x07", "\x9b31m", "\u202edrow\u202c", "\u2066x\u2069", "\u200b", "\ufeff", "\0", "\x85", "\u2028", "\U000e0041",
    "e\u0301\u0301\u0301", "\u0301", "\u200d", "\ufe0f",
]
RANGES = [
    (0x00, 0x1F), (0x7F, 0x9F), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F),
    (0xE0000, 0xE007F), (0xE0100, 0xE01EF), (0xFFF0, 0xFFFF), (0x1F1E6, 0x1F1FF), (0x20, 0x7E), (0x20, 0x7E), (0x20, 0x7E),
    (0x0590, 0x06FF), (0x0900, 0x097F), (0x4E00, 0x4EFF), (0, 0x10FFFF),
]


class Texts:
    """Makes texts and counts them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def scalars(self, most):
        made = []
        for _ in range(self.random.randrange(most + 1)):
            code = self.random.randint(*self.random.choice(RANGES))
            made.append(chr(code) if not 0xD800 <= code <= 0xDFFF else "?")
        return "".join(made)

    def next(self, most=100):
        """A text; a number at its end makes it one that is nowhere else, and no blank name."""
        self.count += 1
        choose = self.random.randrange(4)
        if choose == 0:
            text = self.scalars(12)
        elif choose == 1:
            text = self.random.choice(SNIPPETS)
        elif choose == 2:
            text = self.random.choice(SNIPPETS) + self.random.choice(SNIPPETS)
        else:
            text = self.scalars(5) + self.random.choice(SNIPPETS) + self.scalars(5)
        while len(text.encode()) > most:
            text = text[:-1]
        return text + f"n{self.count}"

    def address(self):
        scheme = self.random.choice(
            ["https://example.org/", "http://example.org/", "HTTPS://example.org/", "ftp://example.org/", "urn:"])
        letters = [
            chr(self.random.randint(0x4E00, 0x4EFF)) if self.random.randrange(5) == 0 else chr(self.random.randint(0x21, 0x7E))
            for _ in range(self.random.randrange(12))]
        return scheme + "".join(letters) + "x"


def event(texts, incident, index, names):
    """An event with a text in every field that takes one."""
    choice = texts.random.choice
    body = {
        "title": texts.next(), "summary": texts.next(), "detail": texts.next(),
        "source": {"name": choice(names["sources"]), "origin": texts.next(), "url": texts.address(), "grade": "B2",
                   "kind": choice(["official", "outlet"])},
        "place": {"name": texts.next(), "lat": 55.8, "lon": 37.4},
        "figures": [{"measure": choice(names["measures"]), "low": index, "high": index + 5, "words": texts.next()}],
        "claim": {"what": texts.next(), "by": texts.next(), "stance": "denied"},
        "unit": {"id": choice(names["units"]), "kind": texts.next(48), "agency": texts.next(), "action": texts.next(),
                 "status": choice(["dispatched", "enroute", "onscene", "transporting", "cleared"])},
        "decision": {"what": texts.next(), "options": [texts.next()], "grounds": texts.next(), "by": texts.next()},
        "media": [{"url": texts.address(), "caption": texts.next()}],
        "attributes": {texts.next(): texts.next()},
        "audience": choice(["public", "internal"]),
    }
    if index:
        kind = choice(["corrects", "revises", "retracts", "confirms", "disputes", "respondsTo", "duplicates"])
        body["relation"] = {"type": kind, "target": f"#{texts.random.randint(max(1, index - 50), index)}",
                            "reason": texts.next()}
    made = {"incident": incident, "kind": choice(["reported", "responded", "updated"]), "id": texts.next(),
            "by": texts.next(), "published": "2024-04-01T00:00:00Z", "body": body}
    if index % 3:
        made["occurred"] = f"2024-03-{1 + index % 28:02}T20:{10 + index % 50}Z" if index % 3 == 1 else f"2024-03-{1 + index % 28:02}~"
    return made


def is_visible(character):
    """Whether a character may stand in an output at all, by what Python knows of Unicode."""
    code = ord(character)
    if code < 0x7F:
        return code >= 0x20
    if code in (0x200C, 0x200D) or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F:
        return True  # They are kept where they do their work; that they stand only there our own tests look at.
    category = unicodedata.category(character)
    if category == "Cf":
        return 0x0600 <= code <= 0x0605 or code in (0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD)
    # What this Python's Unicode has not assigned yet, a newer one may have.
    return category not in ("Cc", "Zl", "Zp", "Co", "Cs") and not (category == "Cn" and code & 0xFFFE == 0xFFFE)


class Page(html.parser.HTMLParser):
    """The tags of a page with their attributes, its links, and whether all is nested as it should be."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.faults, self.open = set(), [], [], []
        self.counts = {}
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"{self.open[-3:]} stay open")

    def handle_starttag(self, tag, attributes):
        self.tags.add((tag, *sorted(name for name, _ in attributes)))
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attributes:
            if name in ("href", "src", "action", "data", "formaction", "xlink:href"):
                self.links.append((name, value))
            if name.startswith("on") or name == "style":
                self.faults.append(f"{name} in {tag}")
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends nothing")

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data[:60]!r}")

    def handle_pi(self, data):
        self.faults.append(f"an instruction: {data[:60]!r}")

    def unknown_decl(self, data):
        self.faults.append(f"a declaration: {data[:60]!r}")


def harmless(value):
    """The same event with nothing but letters in its texts."""
    if isinstance(value, dict):
        return {harmless_text(name) if name[-1:].isdigit() else name: harmless(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [harmless(inner) for inner in value]
    return harmless_text(value) if isinstance(value, str) else value


def harmless_text(text):
    """Only those that were made here, which end with a number, and addresses."""
    if re.match(r"(?i)(https?|ftp)://|urn:", text) and text.endswith("x"):
        return re.match(r"(?i)(?:https?|ftp)://example.org/|urn:", text).group(0) + "x"
    match = re.search(r"n\d+\Z", text)
    return "x" * (len(text) - len(match.group(0))) + match.group(0) if match else text


def printed(log, incident, command, *flags):
    outcome = run(command, *([incident] if command != "incidents" else []), *flags, "--zone", "UTC", log=log)
    if outcome.returncode != 0:
        raise AssertionError(f"{command} {flags}: {outcome.returncode} {outcome.stderr[:500]!r}")
    return outcome.stdout.decode()


def check_characters(name, text, report, allowed="\n"):
    bad = {character for character in set(text) if character not in allowed and not is_visible(character)}
    report.expect(not bad, f"{name}: nothing in it steers", f"{[hex(ord(character)) for character in bad][:10]}")


def is_harmless(link):
    name, value = link
    return name == "href" and re.match(r"(?i)#r\d|#d\d|#undated|https?://[^/]", value or "") is not None


def check_page(name, text, known, report):
    check_characters(name, text, report)
    page = Page(text)
    report.expect(not page.faults, f"{name}: it is well-formed", page.faults[:5])
    report.expect(page.tags <= known.tags, f"{name}: only tags of ours", list(page.tags - known.tags)[:5])
    bad = [link for link in page.links if not is_harmless(link)]
    report.expect(not bad, f"{name}: links lead to http and https alone", bad[:5])
    for tag in ("li", "article", "del", "ins", "a", "table", "h2", "section"):
        report.expect(
            page.counts.get(tag) == known.counts.get(tag), f"{name}: as many {tag} as of a harmless story",
            f"{page.counts.get(tag)}, not {known.counts.get(tag)}")


def check_drawing(name, text, report):
    check_characters(name, text, report)
    try:
        xml.parsers.expat.ParserCreate().Parse(text.encode(), True)
        report.expect(True, f"{name}: it is XML")
    except xml.parsers.expat.ExpatError as error:
        report.expect(False, f"{name}: it is XML", error)


def is_formula(cell):
    cell = cell.lstrip()
    return cell[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20") and cell != "" and not re.fullmatch(r"-?\d+(\.\d+)?", cell)


def check_table(name, text, summaries, report):
    check_characters(name, text, report, allowed="\r\n")
    report.expect(re.search(r"\r(?!\n)|(?<!\r)\n", text) is None, f"{name}: lines end as RFC 4180 has it")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        report.expect(False, f"{name}: it is CSV", error)
        return
    report.expect(all(len(row) == len(rows[0]) for row in rows), f"{name}: every row has a cell a name")
    formulas = [cell for row in rows for cell in row if is_formula(cell)]
    report.expect(not formulas, f"{name}: no formula", formulas[:5])
    if summaries:
        column, number = rows[0].index("summary"), rows[0].index("revision")
        wrong = 0
        for row in rows[1:]:
            shown = summaries[int(row[number])]
            cell = row[column]
            # Only what is visible can be compared without knowing how the rest is spelled out.
            if all(character.isascii() and character.isprintable() for character in shown):
                wrong += cell != shown and cell != "'" + shown
        report.expect(wrong == 0, f"{name}: cells say what was given", f"{wrong} do not")


def markdown_page(text):
    """What cmark-gfm makes of Markdown, with tags passed on if there were any."""
    outcome = subprocess.run(
        ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"],
        input=text.encode(), capture_output=True, timeout=300, check=True)
    return outcome.stdout.decode()


def check_markdown(name, text, known, report):
    check_characters(name, text, report)
    if not shutil.which("cmark-gfm"):
        return
    page, other = Page(markdown_page(text)), Page(markdown_page(known))
    page.faults = [fault for fault in page.faults if "ends nothing" not in fault or "</p>" not in fault]
    report.expect(not page.faults, f"{name}: what it becomes is well-formed", page.faults[:5])
    ours = {("a", "href"), ("code",)} | other.tags
    report.expect(page.tags <= ours, f"{name}: no tag but those of Markdown", list(page.tags - ours)[:5])
    bad = [link for link in page.links if not re.match(r"(?i)https?://example\.org/", link[1] or "")]
    report.expect(not bad, f"{name}: links lead where sources and media do", bad[:5])
    for tag in ("li", "ul", "h1", "h2", "h3", "table", "tr", "td", "strong", "em", "del", "a", "p", "pre", "blockquote", "ol"):
        report.expect(
            page.counts.get(tag) == other.counts.get(tag), f"{name}: as many {tag} as of a harmless story",
            f"{page.counts.get(tag)}, not {other.counts.get(tag)}")


def arguments(parser):
    parser.add_argument("--texts", type=int, default=1_000_000, help="how many texts")
    parser.add_argument("--entries", type=int, default=1000, help="how many entries an incident has")
    parser.add_argument("--lie", action="store_true", help="the control: a page with texts as they are, which must fail")


def attack(options, report):
    texts = Texts(options.seed)
    report.say("cmark-gfm reads the Markdown" if shutil.which("cmark-gfm") else
               "cmark-gfm is not installed: of the Markdown only the characters are looked at")
    incidents = 0
    while texts.count < options.texts:
        incidents += 1
        with scratch() as directory:
            check_incident(directory, f"fire-{incidents}", texts, options, report)
        if incidents % 10 == 0:
            report.say(f"{texts.count} texts, {report.passed} passed, {report.failed} failed")
    report.say(f"{texts.count} texts in {incidents} incidents")


def check_incident(directory, incident, texts, options, report):
    names = {name: [texts.next(48) for _ in range(6)] for name in ("sources", "measures", "units")}
    events = [event(texts, incident, index, names) for index in range(options.entries)]
    logs = {}
    for name, story in (("hostile", events), ("harmless", [harmless(one) for one in events])):
        logs[name] = os.path.join(directory, name)
        lines = "".join(json.dumps(one) + "\n" for one in story).encode()
        outcome = run("append", "--quiet", log=logs[name], input=lines, timeout=300)
        if not report.expect(outcome.returncode == 0, f"{incident}: {name} texts are taken", outcome.stderr[:500]):
            return
    summaries = {index + 1: one["body"]["summary"] for index, one in enumerate(events)}
    now = ["--as-of", "2025-01-01", "--clock", "published"]

    def both(command, *flags):
        when = now if command != "incidents" else []
        return [printed(logs[name], incident, command, *flags, *when) for name in ("hostile", "harmless")]

    for command in ("timeline", "snapshot", "incidents"):
        hostile, known = both(command, "--format", "html")
        if options.lie and command == "timeline":
            hostile = hostile.replace("</h1>", f"{SNIPPETS[0]}</h1>")
        check_page(f"{incident}, {command} as HTML", hostile, Page(known), report)
        hostile, known = both(command, "--format", "markdown")
        check_markdown(f"{incident}, {command} as Markdown", hostile, known, report)
        hostile, _ = both(command, "--format", "text")
        check_characters(f"{incident}, {command} as text", hostile, report)
        hostile, _ = both(command, "--format", "json")
        for line in hostile.rstrip("\n").split("\n"):
            json.loads(line)
    for command in ("timeline", "incidents"):
        hostile, _ = both(command, "--format", "csv")
        check_table(f"{incident}, {command} as CSV", hostile, summaries if command == "timeline" else None, report)
    for plot in ("figures", "units"):
        hostile, _ = both("snapshot", "--format", "svg", "--plot", plot)
        check_drawing(f"{incident}, {plot} as SVG", hostile, report)
