"""Pictures of the pages, for somebody to look at: phone, laptop, wall, dark, paper, without scripts."""
import base64
import pathlib

from .browser import Browser

CITY = "/incidents/crocus-city-hall?clock=published"
PAST = CITY + "&asOf=2024-03-22T22:00:59%2B03:00"
LOOKS = [
    ("list", "/", dict()), ("list-dark", "/", dict(dark=True)), ("list-phone", "/", dict(width=390, height=844)),
    ("incident", CITY, dict()), ("incident-dark", CITY, dict(dark=True)), ("incident-plain", CITY, dict(scripts=False)),
    ("incident-phone", CITY + "#r1", dict(width=390, height=844)), ("incident-wall", CITY, dict(width=2560, height=1440)),
    ("past", PAST, dict()), ("past-phone", PAST + "#r1", dict(width=390, height=844)),
    ("past-dark", PAST + "#r1", dict(dark=True)), ("form", "/new", dict(height=1400)),
    ("form-phone", "/incidents/crocus-city-hall/write?target=%233", dict(width=390, height=844, dark=True)),
    ("sign-in", "/sign-in", dict()),
]


def make(service, directory):
    place = pathlib.Path(directory)
    place.mkdir(parents=True, exist_ok=True)
    for name, page, look in LOOKS:
        browser = Browser(**look)
        browser.open(service.address + page)
        if look.get("scripts", True) and browser.all("#link"):
            browser.until_live()
        browser.picture(place / f"{name}.png")
        browser.close()
    browser = Browser()
    browser.open(service.address + CITY)
    (place / "paper.pdf").write_bytes(
        base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]))
    browser.close()
