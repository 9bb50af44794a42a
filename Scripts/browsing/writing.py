"""What somebody sees who writes: the form with and without scripts, errors at their fields, nothing lost."""
import time

from . import reading
from .browser import Browser, Keys
from .service import Service, event


def an_entry_is_written_and_seen(service):
    browser = Browser()
    browser.open(service.address + "/new")
    browser.fill("#f-incident", "form-fire")
    browser.fill("#f-title", "A fire from the form")
    browser.fill("#f-summary", "Smoke over the yard")
    browser.fill("#f-at", "2024-05-02 10:00")
    browser.fill("#f-source", "Yard police")
    browser.fill("#f-grade", "B2")
    browser.fill("#f-figures", "injured=2\nevacuated=10..20")
    browser.click("#form button.main")
    browser.until("its page", lambda: browser.driver.current_url.endswith("/incidents/form-fire#r1"))
    text = browser.text("main")
    assert "A fire from the form" in text and "Smoke over the yard" in text and "Yard police" in text and "B2" in text
    assert "10–20" in text


def what_is_wrong_stands_at_its_field_and_nothing_is_lost(service):
    browser = Browser()
    service.append(event("wrong-form", "It begins"))
    browser.open(service.address + "/incidents/wrong-form/write")
    browser.fill("#f-summary", "Zwölf <b>Verletzte</b>")
    browser.fill("#f-grade", "Z9")
    browser.fill("#f-figures", "injured=12\nkilled")
    browser.js("document.getElementById('f-detail').closest('details').open = true")
    browser.fill("#f-detail", "one\ntwo")
    browser.click("#form button.main")
    browser.until("it is refused", lambda: browser.all("#errors"))
    assert browser.js("return document.activeElement.id") == "errors"
    assert browser.driver.title.startswith("Not written yet")
    assert browser.one("#f-summary").get_attribute("value") == "Zwölf <b>Verletzte</b>"
    assert browser.one("#f-detail").get_attribute("value") == "one\ntwo"
    wrong = browser.all("[aria-invalid=true]")
    assert wrong, "a field is marked"
    for field in wrong:
        about = field.get_attribute("aria-describedby").split()
        assert any(browser.text(f"#{name}") for name in about if name.endswith("-error"))
    assert {field.get_attribute("id") for field in wrong} == {"f-grade", "f-figures"}, "all of it is told at once"
    links = browser.all("#errors a")
    links[0].click()
    assert browser.js("return document.activeElement.getAttribute('aria-invalid')") == "true"
    while browser.all("#errors"):
        for field in browser.all("[aria-invalid=true]"):
            browser.fill(f"#{field.get_attribute('id')}", {"f-grade": "B2", "f-figures": "injured=12"}[field.get_attribute("id")])
        browser.js("window.isOld = true")
        browser.click("#form button.main")
        browser.until("an answer", lambda: browser.js("return !window.isOld && document.readyState") == "complete")
    browser.until("it is there", lambda: "#r2" in browser.driver.current_url)
    assert "Zwölf <b>Verletzte</b>" in browser.text("#r2 .says")


def a_correction_is_written_from_its_entry(service):
    service.append(event("fix-form", "Five injured", figures=[{"measure": "injured", "best": 5}]))
    browser = Browser()
    browser.open(service.address + "/incidents/fix-form")
    browser.one("#r1 .foot-line a").click()
    browser.until("the form", lambda: browser.all("#f-target"))
    assert browser.one("#f-target").get_attribute("value") == "#1"
    browser.fill("#f-summary", "Two injured")
    browser.js("document.getElementById('f-relation').value = 'corrects'")
    browser.click("#form button.main")
    browser.until("a reason is asked for", lambda: browser.all("#f-reason[aria-invalid=true]"))
    assert browser.one("#f-relation").get_attribute("value") == "corrects"
    browser.fill("#f-reason", "counted twice")
    browser.click("#form button.main")
    browser.until("it is struck", lambda: browser.text("#r1 del") == "Five injured")


def what_is_seldom_written_is_folded_away_until_it_is_wrong_or_used(service):
    service.append(event("more-form", "It begins"), event("more-form-home", "The whole of it"))
    for scripts in (True, False):
        # So high that nothing has to be scrolled to, which a driver cannot without scripts.
        browser = Browser(scripts=scripts, height=3200)
        browser.open(service.address + "/incidents/more-form/write")
        assert browser.all("#form details") and not browser.all("#form details[open]")
        for group, field in (("A decision", "f-grounds"), ("A claim", "f-stance"), ("Other entries and incidents", "f-also")):
            assert not browser.is_seen(f"#{field}"), group
            next(name for name in browser.all("#form summary") if name.text == group).click()
            assert browser.is_seen(f"#{field}"), group
        browser.fill("#f-summary", "The road is closed")
        browser.fill("#f-grounds", "smoke on both lanes")
        browser.fill("#f-also", "confirms #1\nrespondsTo more-form-home#1")
        browser.click("#form button.main")
        browser.until("what is missing is asked for", lambda: browser.all("#f-decision[aria-invalid=true]"))
        assert browser.is_seen("#f-decision"), "what is wrong is in sight"
        assert browser.one("#f-grounds").get_attribute("value") == "smoke on both lanes"
        assert len(browser.all("#form details[open]")) == 2, "what was typed is in sight, and nothing else"
        browser.fill("#f-decision", "Close the quay road")
        browser.click("#form button.main")
        browser.until("it is there", lambda: "#r" in browser.driver.current_url)
        browser.until("the decision stands out", lambda: "Close the quay road" in browser.one(".decided .decision").text)
        assert browser.all("#r1 .notes a")


def a_form_that_is_behind_is_refused_and_keeps_its_words(service):
    service.append(event("stale-form", "It begins"))
    browser = Browser()
    browser.open(service.address + "/incidents/stale-form/write")
    service.append(event("stale-form", "Somebody else was faster"))
    browser.fill("#f-summary", "Written on what was known before")
    browser.click("#form button.main")
    browser.until("it is refused", lambda: browser.all("#errors"))
    assert browser.one("#f-summary").get_attribute("value") == "Written on what was known before"


def a_form_that_is_sent_twice_is_written_once(service):
    service.append(event("twice-form", "It begins"))
    browser = Browser()
    browser.open(service.address + "/incidents/twice-form/write")
    browser.fill("#f-summary", "Sent with two clicks")
    browser.js("const form = document.getElementById('form'), again = new URLSearchParams(new FormData(form));"
               "window.sent = Promise.all([1, 2].map(() => fetch(form.action, {method: 'POST', body: again})))")
    assert browser.driver.execute_async_script(
        "const done = arguments[0]; window.sent.then(answers => done(answers.every(answer => answer.ok)))")
    browser.open(service.address + "/incidents/twice-form")
    assert browser.text("#timeline").count("Sent with two clicks") == 1


def all_of_it_works_without_scripts(service):
    browser = Browser(scripts=False)
    browser.open(service.address + "/incidents/crocus-city-hall?clock=published")
    entries = len(browser.all("li.entry"))
    assert not browser.one("#play").is_displayed()
    browser.one("#step").send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    browser.click("#slide button")
    browser.until("the moment is in the address", lambda: "asOf=" in browser.driver.current_url)
    assert "step=" not in browser.driver.current_url
    assert len(browser.all("li.entry")) < entries
    known = len(browser.all("li.entry"))
    browser.click("#back")
    assert len(browser.all("li.entry")) < known
    browser.click("#now")
    assert len(browser.all("li.entry")) == entries
    browser.open(service.address + "/")
    browser.one("#step").send_keys(Keys.HOME)
    browser.click("#slide button")
    browser.until("the moment is in the address", lambda: "asOf=%401" in browser.driver.current_url)
    assert "step=" not in browser.driver.current_url and len(browser.all("li.incident")) == 1
    browser.one("#filter-more summary").click()
    browser.fill("#filter-asOf", "2001" + Keys.ENTER)
    browser.until("a time may be typed too", lambda: browser.all("p.none"))
    browser.open(service.address + "/new")
    browser.fill("#f-incident", "plain-form")
    browser.fill("#f-summary", "Written without a script")
    browser.fill("#f-grade", "Z9" + Keys.ENTER)
    browser.until("it is refused", lambda: browser.all("#errors"))
    assert browser.one("#f-summary").get_attribute("value") == "Written without a script"
    browser.fill("#f-grade", "A1" + Keys.ENTER)
    browser.until("it is there", lambda: "Written without a script" in browser.one("#r1").text)


def somebody_signs_in_watches_and_signs_out(service):
    own = Service(service.program, service.command)
    try:
        own.append(event("guarded", "Seen by who may", title="A guarded incident"), event("other", "Not for everybody"))
        token = own.token("--by", "day-desk", "--scope", "read,append", "--incident", "guarded")
        own.start()
        browser = Browser()
        browser.open(own.address + "/incidents/guarded")
        browser.until("a token is asked for", lambda: "/sign-in" in browser.driver.current_url)
        browser.fill("#token", "no-such-token" + Keys.ENTER)
        browser.until("it is refused", lambda: browser.all("#token[aria-invalid=true]"))
        assert browser.one("#token").get_attribute("value") == ""
        browser.fill("#token", token + Keys.ENTER)
        browser.until("back to where one was", lambda: browser.driver.current_url.endswith("/incidents/guarded"))
        assert "day-desk" in browser.text(".session") and token not in browser.driver.page_source
        browser.until_live()
        own.append(event("guarded", "Told to who signed in"))
        browser.until("it arrives", lambda: "r2" in browser.entries())
        assert browser.js("return document.cookie") == "", "no script can read the session"
        browser.open(own.address + "/incidents/guarded/write")
        browser.fill("#f-summary", "Written by the day desk")
        browser.click("#form button.main")
        browser.until("it is there", lambda: browser.all("#r3"))
        assert "by day-desk" in browser.text("#r3 .foot-line")
        browser.open(own.address + "/")
        assert "Not for everybody" not in browser.driver.page_source
        browser.click(".session button")
        browser.until("signed out", lambda: "/sign-in" in browser.driver.current_url)
    finally:
        own.close()


def a_link_on_another_site_leads_who_is_signed_in_to_where_it_points(service):
    own = Service(service.program, service.command)
    # To a browser another name of the same machine is another site.
    elsewhere = own.address
    here = own.address.replace("127.0.0.1", "localhost")

    def follow(browser, path):
        browser.open(elsewhere + "/sign-in")
        browser.js("location.href = arguments[0]", here + path)
        browser.until("the other site has led here", lambda: browser.driver.current_url.startswith(here))

    try:
        own.append(event("guarded", "Told to who signed in"))
        own.start()
        browser = Browser()
        follow(browser, "/incidents/guarded")
        browser.until("it is open to a link", lambda: "r1" in browser.entries())
        token = own.token("--by", "day-desk", "--scope", "read")
        browser.open(here + "/sign-in")
        browser.fill("#token", token + Keys.ENTER)
        browser.until("signed in", lambda: "/sign-in" not in browser.driver.current_url)
        follow(browser, "/incidents/guarded?clock=published#r1")
        browser.until("the page is there", lambda: "r1" in browser.entries())
        assert browser.driver.current_url == here + "/incidents/guarded?clock=published#r1", browser.driver.current_url
        plain = Browser(scripts=False)
        plain.open(here + "/sign-in")
        plain.fill("#token", token + Keys.ENTER)
        plain.until("signed in", lambda: "/sign-in" not in plain.driver.current_url)
        plain.open(f"data:text/html,<a id=link href='{here}/incidents/guarded'>a link</a>")
        plain.click("#link")
        plain.until("the page is there", lambda: plain.driver.current_url == here + "/incidents/guarded" and plain.all("#r1"))
        # Who is not signed in is asked to, once, and the page stays; then it leads to the entry that was meant.
        stranger = Browser()
        follow(stranger, "/incidents/guarded#r1")
        time.sleep(2)
        begun = stranger.js("return performance.timeOrigin")
        assert "/sign-in?next=" in stranger.driver.current_url and stranger.all("#token")
        time.sleep(2)
        assert stranger.js("return performance.timeOrigin") == begun, "the page goes on loading itself"
        stranger.fill("#token", token + Keys.ENTER)
        stranger.until("signed in", lambda: stranger.driver.current_url == here + "/incidents/guarded#r1")
    finally:
        own.close()


def what_was_written_is_kept_through_signing_in_again(service):
    own = Service(service.program, service.command)
    try:
        own.append(event("guarded", "Seen by who may"))
        token = own.token("--by", "day-desk", "--scope", "read,append")
        reader = own.token("--by", "visitor", "--scope", "read")
        own.start()
        browser = Browser()
        browser.open(own.address + "/sign-in?next=/incidents/guarded/write")
        browser.fill("#token", token + Keys.ENTER)
        browser.until("the form is there", lambda: browser.all("#f-summary"))
        browser.fill("#f-summary", "Written <b>all</b> night")
        browser.js("document.getElementById('f-detail').closest('details').open = true")
        browser.fill("#f-detail", "One line\nand another")
        # The session ends where somebody signs out beside it, or after twelve hours.
        browser.driver.delete_all_cookies()
        browser.click("#form button.main")
        browser.until("a token is asked for", lambda: browser.all("#token"))
        assert "Written <b>all</b> night" in browser.text("#errors")
        assert browser.accessibility(reading.AXE) == []
        browser.fill("#token", reader + Keys.ENTER)
        browser.until("one that may not write is refused", lambda: browser.all("#token[aria-invalid=true]") and "append" in browser.text("#token-error"))
        browser.fill("#token", token + Keys.ENTER)
        browser.until("the form is there again", lambda: browser.all("#f-summary"))
        assert browser.one("#f-summary").get_attribute("value") == "Written <b>all</b> night"
        assert browser.one("#f-detail").get_attribute("value") == "One line\nand another"
        browser.click("#form button.main")
        browser.until("it is there", lambda: browser.all("#r2"))
        assert "Written <b>all</b> night" in browser.text("#r2") and "by day-desk" in browser.text("#r2 .foot-line")
    finally:
        own.close()


TESTS = [
    an_entry_is_written_and_seen,
    what_is_wrong_stands_at_its_field_and_nothing_is_lost,
    a_correction_is_written_from_its_entry,
    what_is_seldom_written_is_folded_away_until_it_is_wrong_or_used,
    a_form_that_is_behind_is_refused_and_keeps_its_words,
    a_form_that_is_sent_twice_is_written_once,
    all_of_it_works_without_scripts,
    somebody_signs_in_watches_and_signs_out,
    a_link_on_another_site_leads_who_is_signed_in_to_where_it_points,
    what_was_written_is_kept_through_signing_in_again,
]
