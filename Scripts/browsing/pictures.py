"""Pictures of the pages, for somebody to look at: phone, laptop, wall, dark, paper, forced colours, without scripts."""
import base64
import pathlib
import subprocess

from .browser import Browser
from .service import Service

CITY = "/incidents/crocus-city-hall?clock=published"
PAST = CITY + "&asOf=2024-03-22T22:00:59%2B03:00"
PHONE = dict(width=390, height=844)
WALL = dict(width=2560, height=1440)
WRONG = {"f-summary": "Two injured, not five", "f-grade": "Z9", "f-figures": "injured", "f-target": "#3"}


def refused(browser):
    """Sends a form with errors in it."""
    for field, text in WRONG.items():
        browser.fill(f"#{field}", text)
    browser.click("#form button.main")
    browser.until("it is refused", lambda: browser.all("#errors"))


def opened(*selectors):
    """Opens what is folded away."""
    script = "for (const name of arguments[0]) for (const found of document.querySelectorAll(name)) found.open = true"
    return lambda browser: browser.js(script, selectors)


# A name, a page, how the window is, and what is done before the picture is taken.
LOOKS = [
    ("list", "/", dict(), None), ("list-dark", "/", dict(dark=True), None), ("list-phone", "/", PHONE, None),
    ("list-past", "/?asOf=@70&zone=UTC", dict(), None), ("list-past-phone", "/?asOf=@70", PHONE, None),
    ("list-published", "/?clock=published&asOf=2024-03-22T22:00%2B03:00", dict(), None),
    ("list-wall", "/", WALL, None), ("list-plain", "/", dict(scripts=False), None),
    ("incident", CITY, dict(), None), ("incident-dark", CITY, dict(dark=True), None),
    ("incident-plain", CITY, dict(scripts=False), None), ("incident-phone", CITY, PHONE, None),
    ("incident-phone-entries", CITY + "#r1", PHONE, None), ("incident-wall", CITY, WALL, None),
    ("incident-standing", CITY + "#sources", dict(), None),
    ("incident-filters", CITY + "&kind=responded", dict(), None),
    ("incident-contrast", CITY + "#r1", dict(forced=True), None),
    ("past", PAST, dict(), None), ("past-entries", PAST + "#r1", dict(), opened("#since")),
    ("past-phone", PAST + "#r1", PHONE, None), ("past-dark", PAST + "#r1", dict(dark=True), None),
    ("past-wall", PAST, WALL, None),
    ("form", "/new", dict(height=1600), None), ("form-phone", "/incidents/crocus-city-hall/write?target=%233", PHONE | dict(dark=True), None),
    ("form-open", "/incidents/crocus-city-hall/write", dict(height=3000), opened("#form details")),
    ("form-refused", "/incidents/crocus-city-hall/write", dict(height=1600), refused),
    ("form-refused-phone", "/incidents/crocus-city-hall/write", PHONE, refused),
    ("not-found", "/incidents/no-such-incident", dict(), None),
]


def take(place, service, name, page, look, does):
    browser = Browser(**look)
    browser.open(service.address + page)
    if look.get("scripts", True) and browser.all("#link"):
        browser.until_live()
    if does:
        does(browser)
    browser.picture(place / f"{name}.png")
    browser.close()


def paper(place, service, name, page):
    browser = Browser()
    browser.open(service.address + page)
    made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    (place / f"{name}.pdf").write_bytes(base64.b64decode(made))
    browser.close()
    # Where Poppler is installed, the first pages as pictures too.
    try:
        subprocess.run(["pdftoppm", "-r", "60", "-l", "3", "-png", place / f"{name}.pdf", place / name], check=True)
    except FileNotFoundError:
        pass


def make(service, directory, only=None):
    place = pathlib.Path(directory)
    place.mkdir(parents=True, exist_ok=True)
    for name, *look in LOOKS:
        if not only or only in name:
            take(place, service, name, *look)
    if not only or only in "paper":
        paper(place, service, "paper", CITY)
        paper(place, service, "paper-list", "/")
    empty = Service(service.program, service.command)
    try:
        empty.start()
        for name, page, look in (("empty", "/", dict()), ("empty-phone", "/", PHONE)):
            if not only or only in name:
                take(place, empty, name, page, look, None)
        empty.token("--by", "day-desk", "--scope", "read,append")
        for name, page, look in (("sign-in", "/sign-in", dict()), ("sign-in-dark", "/sign-in", dict(dark=True))):
            if not only or only in name:
                take(place, empty, name, page, look, None)
    finally:
        empty.close()
