"""What somebody sees who watches: live arrival, the slider, filters, keys, the way back after a loss."""
from urllib.parse import parse_qs, urlsplit

from .browser import Browser, Keys
from .service import event

CITY = "/incidents/crocus-city-hall"


def a_list_shows_every_incident_and_can_be_searched(service):
    browser = Browser()
    browser.open(service.address + "/")
    assert "Attack on Crocus City Hall" in browser.text("main")
    assert "145" in browser.text("main") and "killed" in browser.text("main")
    browser.fill("#filter-text", "QUAYSIDE")
    browser.press(Keys.ENTER)
    browser.until("the search is in the address", lambda: "text=QUAYSIDE" in browser.driver.current_url)
    assert browser.driver.current_url.endswith("/?text=QUAYSIDE"), "the address names only what was filled in"
    assert "Warehouse" in browser.text("main") and "Crocus" not in browser.text("main")
    browser.open(service.address + "/?status=active")
    assert "No incident matches." in browser.text("main")
    assert browser.one("#filter-status").get_attribute("value") == "active"


def the_list_is_shown_as_of_a_moment_and_leads_to_incidents_as_of_the_same(service):
    browser = Browser()
    browser.open(service.address + "/")
    browser.until_live()
    listed = lambda: browser.js("return [...document.querySelectorAll('li.incident')].map(it => it.id)")
    now = listed()
    count = browser.text("#dock .count")
    assert count.startswith("all "), count
    browser.focus_on("#step")
    browser.press(Keys.HOME)
    browser.until("one event is known", lambda: browser.text("#dock .count").startswith("1 of "))
    assert len(listed()) == 1
    assert browser.js("return document.activeElement.id") == "step"
    browser.until("the moment is in the address", lambda: "asOf=%401" in browser.driver.current_url)
    browser.click("#forward")
    browser.until("one more", lambda: browser.text("#dock .count").startswith("2 of "))
    browser.until("it is said", lambda: "2 of " in browser.text("#announce"))
    browser.press("[")
    browser.until("one back", lambda: browser.text("#dock .count").startswith("1 of "))
    service.append(event("list-watch", "Told while the past is looked at"))
    browser.until("it is only counted", lambda: browser.text("#dock .count") not in (count, "1 of " + count.split()[1] + " events known"))
    assert len(listed()) == 1
    browser.click("li.incident h2 a")
    browser.until("the incident as of the same", lambda: browser.all("#timeline"))
    assert "asOf=%401" in browser.driver.current_url and len(browser.entries()) == 1
    browser.click(".over a")
    browser.until("and back", lambda: browser.all("#incidents") and "asOf=%401" in browser.driver.current_url)
    browser.press("n")
    browser.until("now", lambda: len(listed()) >= len(now) and "asOf" not in browser.driver.current_url)
    assert "i.list-watch" in listed()
    browser.open(service.address + "/?asOf=soon")
    assert browser.one("#filter-asOf").get_attribute("aria-invalid") == "true"
    browser.fill("#filter-asOf", "2001" + Keys.ENTER)
    browser.until("nothing", lambda: "Nothing was known yet." in browser.text("main"))
    browser.click(".clock a")
    browser.until("the other clock", lambda: "clock=published" in browser.driver.current_url)
    assert not browser.all("#step"), "on that clock no position of the log means anything"
    before = browser.text("#dock .asof")
    browser.press("]")
    browser.until("an hour on", lambda: browser.text("#dock .asof") not in (None, before))


def a_new_entry_arrives_without_moving_what_is_read(service):
    browser = Browser()
    browser.open(service.address + CITY)
    browser.until_live()
    browser.js("window.notLoadedAgain = true")
    read = browser.entries()[20]
    browser.js("document.getElementById(arguments[0]).scrollIntoView({block: 'center'})", read)
    before = browser.y(f"#{read}")
    (early,) = service.append(event("crocus-city-hall", "A first call from the hall", occurred="2024-03-22T19:20+03:00"))
    browser.until("the entry is there", lambda: f"r{early}" in browser.entries())
    assert browser.entries().index(f"r{early}") < browser.entries().index(read), "it stands in the order of the world"
    assert abs(browser.y(f"#{read}") - before) <= 1, f"moved by {browser.y(f'#{read}') - before}"
    assert browser.js("return window.notLoadedAgain") is True
    browser.until("it is said", lambda: "A first call from the hall" in browser.text("#announce"))
    browser.until("a button leads there", lambda: browser.one("#news").is_displayed())
    assert "1 new entry" in browser.text("#news")
    (late,) = service.append(event("crocus-city-hall", "The road is open again", occurred="2024-04-30T10:00+03:00"))
    browser.until("the next one is counted too", lambda: "2 new entries" in browser.text("#news"))
    assert abs(browser.y(f"#{read}") - before) <= 1
    browser.click("#news")
    browser.until("it is in view", lambda: 0 < browser.y(f"#r{early}") < 800)
    assert browser.js("return document.activeElement.id") == f"r{early}"
    assert f"r{late}" in browser.entries()


def a_correction_strikes_in_place_and_leads_both_ways(service):
    (wrong,) = service.append(event("quay-watch", "Five injured", occurred="2024-05-01T10:00Z"))
    browser = Browser()
    browser.open(service.address + "/incidents/quay-watch")
    browser.until_live()
    (right,) = service.append(
        event("quay-watch", "Two injured", "updated", relation={"type": "corrects", "target": f"#{wrong}", "reason": "counted twice"}))
    browser.until("it is struck", lambda: browser.text(f"#r{wrong} del") == "Five injured")
    assert browser.all(f"#r{wrong} a[href='#r{right}']") and browser.all(f"#r{right} a[href='#r{wrong}']")
    browser.one(f"#r{wrong} .notes a[href='#r{right}']").click()
    assert browser.js("return document.querySelector(':target')?.id") == f"r{right}"


def the_slider_goes_through_the_life_of_an_incident(service):
    browser = Browser()
    browser.open(service.address + CITY + "?clock=published")
    browser.until_live()
    all_entries = browser.entries()
    browser.focus_on("#step")
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    browser.until("fewer entries", lambda: len(browser.entries()) < len(all_entries))
    browser.until("the moment is in the address", lambda: "asOf=" in browser.driver.current_url)
    assert "clock=published" in browser.driver.current_url
    assert browser.js("return document.activeElement.id") == "step"
    assert "not yet" in browser.text("#dock .count")
    assert "known" in browser.one("#step").get_attribute("aria-valuetext")
    browser.press(Keys.HOME)
    browser.until("nothing was known", lambda: browser.entries() == [])
    browser.press(Keys.ARROW_RIGHT)
    browser.until("the first entry", lambda: len(browser.entries()) >= 1)
    browser.until("the address follows", lambda: "asOf=2024-03-22" in browser.driver.current_url)
    told = browser.entries()
    again = browser.driver.current_url
    browser.open(again)
    assert browser.entries() == told, "a permalink shows the same"
    assert "Since then" in browser.text("#since summary")
    browser.click("#now")
    browser.until("all of it again", lambda: browser.entries() == all_entries)
    browser.until("no moment in the address", lambda: "asOf" not in browser.driver.current_url)


def steps_and_play_follow_what_is_new(service):
    browser = Browser()
    browser.open(service.address + CITY + "?clock=published&asOf=2024-03-22T17:30:00Z")
    browser.until_live()
    known = len(browser.entries())
    browser.click("#forward")
    browser.until("one step more", lambda: len(browser.entries()) > known)
    browser.until("what is new is marked", lambda: browser.all("li.entry.fresh"))
    browser.until("it is said", lambda: browser.text("#announce").startswith("As of"))
    assert browser.js("return document.activeElement.id") == "forward"
    browser.click("#back")
    browser.until("and one back", lambda: len(browser.entries()) == known)
    browser.click("#play")
    browser.until("it plays", lambda: browser.one("#play").get_attribute("aria-pressed") == "true")
    browser.until("it goes on", lambda: len(browser.entries()) >= known + 2)
    browser.click("#play")
    browser.until("it stands", lambda: browser.one("#play").get_attribute("aria-pressed") == "false")


def in_the_past_new_entries_are_only_counted(service):
    browser = Browser()
    browser.open(service.address + CITY + "?asOf=2024-01-01")
    browser.until_live()
    count = browser.text("#dock .count")
    service.append(event("crocus-city-hall", "Word of something else", occurred="2024-03-23T08:00+03:00"))
    browser.until("the count grows", lambda: browser.text("#dock .count") != count)
    assert browser.entries() == []


def filters_stand_in_the_address(service):
    browser = Browser()
    browser.open(service.address + CITY)
    browser.until_live()
    everything = len(browser.entries())
    browser.click("#filters summary")
    browser.click("input[name=kind][value=responded]")
    browser.click("#filter .send button")
    browser.until("only what was done", lambda: 0 < len(browser.entries()) < everything)
    assert "kind=responded" in browser.driver.current_url
    assert all("responded" in entry.get_attribute("class") for entry in browser.all("li.entry"))
    shown = browser.entries()
    browser.open(browser.driver.current_url)
    assert browser.entries() == shown and browser.one("#filters").get_attribute("open")
    browser.until_live()
    browser.open(service.address + CITY + "?source=TASS&text=fire")
    assert all("TASS" in entry.text for entry in browser.all("li.entry")), "by whom, or whom it quotes"
    browser.open(service.address + CITY + "?text=nobody-says-this")
    assert browser.entries() == [] and "No entry matches." in browser.text("main")


def the_way_back_shows_the_filter_before(service):
    browser = Browser()
    browser.open(service.address + CITY)
    browser.until_live()
    everything = browser.entries()
    browser.click("#filters summary")
    browser.fill("#filter-text", "auditorium")
    browser.press(Keys.ENTER)
    browser.until("a few", lambda: len(browser.entries()) < len(everything))
    browser.driver.back()
    browser.until("all", lambda: browser.entries() == everything)


def a_link_to_an_entry_leads_to_where_it_can_be_read(service):
    browser = Browser()
    for height in (800, 500):
        browser.size(1280, height)
        browser.open(service.address + CITY + "#r31")
        dock = browser.y("#dock")
        place = browser.y("#r31 .says")
        assert 0 < place < dock - 20, f"at {place} of {height}, the dock at {dock}"
        browser.open("about:blank")


def keys_lead_through_entries_and_time_and_can_be_turned_off(service):
    browser = Browser()
    browser.open(service.address + CITY + "?clock=published")
    browser.until_live()
    entries = browser.entries()
    active = lambda: browser.js("return document.activeElement.id")
    browser.press("j")
    browser.until("an entry has the focus", lambda: active() in entries)
    first = entries.index(active())
    browser.press("j")
    browser.until("the next one", lambda: active() == entries[first + 1])
    browser.press("k")
    browser.until("the one before", lambda: active() == entries[first])
    (arrived,) = service.append(event("crocus-city-hall", "Told while somebody reads", occurred="2024-03-22T19:10+03:00"))
    browser.until("it is there", lambda: f"r{arrived}" in browser.entries())
    assert active() == entries[first], "what arrives takes the focus from nobody"
    browser.press("[")
    browser.until("one event back", lambda: "asOf" in browser.driver.current_url)
    browser.press("n")
    browser.until("now", lambda: "asOf" not in browser.driver.current_url)
    browser.press("/")
    browser.until("the search has the focus", lambda: active() == "filter-text")
    browser.press("j")
    assert browser.one("#filter-text").get_attribute("value") == "j", "a letter in a field is a letter"
    browser.js("document.querySelector('.keyboard').open = true")
    browser.js("const box = document.querySelector('#keys-choice input'); box.checked = false; box.dispatchEvent(new Event('change')); document.activeElement.blur()")
    browser.press("j")
    assert active() not in entries


def the_first_key_skips_to_the_timeline(service):
    browser = Browser()
    browser.open(service.address + CITY)
    browser.press(Keys.TAB)
    assert browser.js("return document.activeElement.className") == "skip"
    assert browser.one(".skip").is_displayed() and browser.y(".skip") >= 0
    browser.press(Keys.ENTER)
    browser.until("the timeline", lambda: browser.js("return document.activeElement.id") == "timeline")


def a_lost_connection_is_seen_and_mended(service):
    browser = Browser()
    # The clock of the page is put ahead, so that nobody has to wait for the time after which it is stale.
    browser.before_pages("const now = Date.now; window.ahead = 0; Date.now = () => now() + window.ahead;")
    browser.open(service.address + CITY)
    browser.until_live()
    browser.js("window.notLoadedAgain = true")
    service.stop()
    browser.until("it is said", lambda: browser.text("#link") == "reconnecting")
    browser.js("window.ahead = 60000")
    browser.until("it is stale", lambda: browser.text("#link").startswith("stale since "))
    (missed,) = service.append(event("crocus-city-hall", "Told while nobody listened", occurred="2024-03-23T09:00+03:00"))
    service.start()
    browser.until("what was missed is there", lambda: f"r{missed}" in browser.entries())
    browser.until_live()
    assert browser.js("return window.notLoadedAgain") is True


# What the page fetches can be made slow, or fail; what it gives up of the ways that somebody goes is counted.
FETCHING = """
const own = window.fetch;
[window.slowly, window.failing, window.given_up] = [0, 0, 0];
window.fetch = async (address, options) => {
  options.signal.addEventListener("abort", () => { window.given_up += address.includes("step="); });
  if (window.failing > 0) { window.failing -= 1; return new Response("", { status: 503 }); }
  await new Promise((done) => setTimeout(done, window.slowly));
  return own(address, options);
};
"""


def what_arrives_takes_nobody_from_where_they_go(service):
    browser = Browser()
    browser.before_pages(FETCHING)
    browser.open(service.address + CITY)
    browser.until_live()
    begun = browser.js("window.slowly = 1500; return Number(document.querySelector('#step').value)")
    for _ in range(3):
        browser.press("[")
        service.append(event("crocus-city-hall", "Told while somebody goes back", occurred="2024-03-22T20:30+03:00"))
    browser.until("three events back", lambda: browser.js("return Number(document.querySelector('#step').value)") == begun - 3)
    browser.until("the moment is in the address", lambda: "asOf" in browser.driver.current_url)
    assert browser.js("return window.given_up") == 0


def what_failed_is_fetched_again(service):
    browser = Browser()
    browser.before_pages(FETCHING)
    browser.open(service.address + CITY)
    browser.until_live()
    browser.js("window.failing = 1")
    (added,) = service.append(event("crocus-city-hall", "Told while the service has no time", occurred="2024-03-23T09:30+03:00"))
    browser.until("it failed", lambda: browser.js("return window.failing") == 0)
    assert f"r{added}" not in browser.entries()
    browser.until("it is there all the same", lambda: f"r{added}" in browser.entries())


def many_tabs_do_not_hinder_each_other(service):
    # Were every tab to keep its stream, the seventh could not even be loaded.
    browser = Browser()
    for _ in range(9):
        browser.driver.switch_to.new_window("tab")
        browser.open(service.address + CITY)
        browser.until_live()
    browser.driver.switch_to.window(browser.driver.window_handles[1])
    (added,) = service.append(event("crocus-city-hall", "Told while nine tabs are open", occurred="2024-03-23T10:00+03:00"))
    browser.until("the tab catches up", lambda: f"r{added}" in browser.entries())
    browser.until_live()


TESTS = [
    a_list_shows_every_incident_and_can_be_searched,
    the_list_is_shown_as_of_a_moment_and_leads_to_incidents_as_of_the_same,
    a_new_entry_arrives_without_moving_what_is_read,
    a_correction_strikes_in_place_and_leads_both_ways,
    the_slider_goes_through_the_life_of_an_incident,
    steps_and_play_follow_what_is_new,
    in_the_past_new_entries_are_only_counted,
    filters_stand_in_the_address,
    the_way_back_shows_the_filter_before,
    a_link_to_an_entry_leads_to_where_it_can_be_read,
    keys_lead_through_entries_and_time_and_can_be_turned_off,
    the_first_key_skips_to_the_timeline,
    a_lost_connection_is_seen_and_mended,
    what_arrives_takes_nobody_from_where_they_go,
    what_failed_is_fetched_again,
    many_tabs_do_not_hinder_each_other,
]
