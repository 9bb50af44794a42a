"""Chromium, driven by its driver: what the tests ask of it, in their words."""
import json
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service as Driver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PATIENCE = 20


class Browser:
    """A window of its own. `close_all` closes those that a test has opened."""

    opened = []

    def __init__(self, scripts=True, dark=False, width=1280, height=800, calm=False, forced=False):
        self.scripts = scripts
        options = webdriver.ChromeOptions()
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not scripts:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(service=Driver("/usr/bin/chromedriver"), options=options)
        Browser.opened.append(self)
        self.size(width, height)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        if calm:
            features.append({"name": "prefers-reduced-motion", "value": "reduce"})
        if forced:
            features.append({"name": "forced-colors", "value": "active"})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def size(self, width, height):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def before_pages(self, script):
        """Runs a script in every page before its own."""
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})

    def open(self, address):
        self.driver.get(address)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def text(self, selector):
        """The text of an element, be it seen or not."""
        return self.js("return document.querySelector(arguments[0])?.textContent ?? null", selector)

    def is_seen(self, selector):
        """Whether an element is shown; what is folded away is not."""
        return self.js("return document.querySelector(arguments[0]).checkVisibility()", selector)

    def focus_on(self, selector):
        self.js("document.querySelector(arguments[0]).focus()", selector)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, selector):
        """Clicks on an element; a driver does not see that something that stays lies over it, so it is brought to the middle."""
        element = self.one(selector)
        if self.scripts:
            self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def fill(self, selector, text):
        field = self.one(selector)
        field.clear()
        field.send_keys(text)

    def y(self, selector):
        return self.js("return document.querySelector(arguments[0]).getBoundingClientRect().top", selector)

    def entries(self):
        """The ids of the entries that are shown, in their order."""
        return self.js("return [...document.querySelectorAll('li.entry')].map(entry => entry.id)")

    def until(self, what, condition):
        """Waits until a condition holds; gives what it gave."""
        deadline = time.monotonic() + PATIENCE
        failure = None
        while time.monotonic() < deadline:
            try:
                found = condition()
                if found:
                    return found
                failure = found
            except Exception as error:  # What is put in place anew may be gone for a moment.
                failure = error
            time.sleep(0.05)
        raise AssertionError(f"never came: {what} (last: {failure!r})")

    def until_live(self):
        self.until("the stream is there", lambda: self.text("#link") == "live")

    def complaints(self):
        """What the console says, but for pictures of tabs."""
        return [line["message"] for line in self.driver.get_log("browser") if line["level"] in ("SEVERE", "WARNING")]

    def accessibility(self, axe):
        """What axe-core finds, as lines."""
        # The page's own policy forbids what is no file of the service; a driver's script stands above it.
        self.js(axe)
        result = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],"
            "resultTypes: ['violations']}).then(found => done(JSON.stringify(found.violations)),"
            "error => done(JSON.stringify([{id: 'failed', help: String(error), nodes: []}])));")
        return [
            f"{rule['id']}: {rule['help']} | " + " | ".join(node["html"][:160] for node in rule["nodes"][:4])
            for rule in json.loads(result)
        ]

    def picture(self, file, full=False):
        import base64
        made = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": full})
        with open(file, "wb") as out:
            out.write(base64.b64decode(made["data"]))

    def close(self):
        Browser.opened.remove(self)
        self.driver.quit()

    @staticmethod
    def close_all():
        for browser in list(Browser.opened):
            browser.close()


__all__ = ["Browser", "Keys"]
