// What makes the page live. Everything it does is done on top of a page that works without it: the server makes all
// markup, and this only fetches the part that changes and puts it in place without moving what somebody reads.
"use strict";
(() => {
  const root = document.documentElement;
  const main = document.querySelector("main[data-fragment]");
  root.classList.add("js");
  document.getElementById("errors")?.focus();
  // Which entry was meant stands in the part of an address that is not sent.
  const next = document.querySelector("input[name=next]");
  if (next && location.hash && !next.value.includes("#")) next.value += location.hash;
  const again = document.getElementById("again");
  if (again) location.replace(again.href + location.hash);
  if (!main) return;
  const part = document.getElementById("part");
  const announcer = document.getElementById("announce");
  const byId = (id) => document.getElementById(id);
  const entries = () => [...part.querySelectorAll("li.entry, li.incident")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // ---- Putting what was fetched in place -------------------------------------------------------------------------

  const top = () => 8;
  const bottom = () => innerHeight - (byId("dock")?.offsetHeight ?? 0);
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > top() + 40 && box.top < bottom() - 24;
  };

  // Shows what was fetched. The first entry in view that is still there afterwards stays where it is on the screen.
  function show(html) {
    const fresh = document.createElement("div");
    fresh.id = "part";
    fresh.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    const before = new Map(entries().map((entry) => [entry.id, entry.querySelector(".what")?.textContent]));
    const held = entries().filter(isSeen).map((entry) => ({ entry, y: entry.getBoundingClientRect().top }));
    const isAtTop = scrollY < 40;
    merge(part, fresh, dragged);
    const anchor = held.find(({ entry }) => entry.isConnected);
    if (anchor && !isAtTop) scrollBy(0, anchor.entry.getBoundingClientRect().top - anchor.y);
    const now = entries();
    return {
      added: now.filter((entry) => !before.has(entry.id)),
      turned: now.filter((entry) => before.has(entry.id) && before.get(entry.id) !== entry.querySelector(".what")?.textContent),
    };
  }

  function mark(list, look) {
    for (const entry of list) {
      entry.classList.remove(look);
      void entry.offsetWidth;
      entry.classList.add(look);
      setTimeout(() => entry.classList.remove(look), 6500);
    }
  }

  // ---- Fetching --------------------------------------------------------------------------------------------------

  const isIncident = byId("timeline") !== null;
  let asked = new URLSearchParams(location.search);
  let fetching = null;
  let isSignedOut = false;

  function address(query) {
    const items = new URLSearchParams(query);
    return items.size ? main.dataset.fragment + "?" + items : main.dataset.fragment;
  }

  // Fetches the part as a query asks for it, and shows it; only the newest request counts.
  async function load(query, { follows = false, speaks = false } = {}) {
    fetching?.abort();
    const mine = (fetching = new AbortController());
    const answer = await fetch(address(query), { signal: mine.signal, cache: "no-cache", headers: { Accept: "text/html" } });
    if (answer.status === 401 || answer.status === 403) {
      isSignedOut = true;
      link("stale", "signed out: load the page again");
      throw new Error("signed out");
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    if (mine.signal.aborted) return null;
    fetching = null;
    const change = show(html);
    const dock = byId("dock");
    if (dock) asked = new URL(dock.dataset.permalink, location).searchParams;
    if (follows) {
      mark(change.added, "fresh");
      mark(change.turned, "turned-now");
      const newest = change.added.at(-1) ?? change.turned[0];
      if (newest && !isSeen(newest)) newest.scrollIntoView({ block: "center" });
    }
    if (speaks && dock) say("As of " + dock.dataset.spoken);
    return change;
  }

  // What is given up because something newer was asked for is no fault, nor is a service that is away for a moment.
  const quietly = (promise) => promise.catch((error) => {
    if (error.name !== "AbortError" && !(error instanceof TypeError && /fetch/i.test(error.message))) console.error(error);
    return null;
  });

  let settling = 0;
  function settle() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      const place = byId("dock")?.dataset.permalink;
      if (place) history.replaceState(null, "", place + location.hash);
    }, 250);
  }

  function say(text) {
    announcer.textContent = "";
    requestAnimationFrame(() => { announcer.textContent = text; });
  }

  // ---- The stream ------------------------------------------------------------------------------------------------

  const state = byId("link");
  // In the zone of the page; a browser that does not know it says which other one it took.
  const clock = (() => {
    const inZone = (timeZone) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
    let format, name = "";
    try { format = inZone(main.dataset.zone); } catch { [format, name] = [inZone("UTC"), " UTC"]; }
    return (time) => format.format(time) + name;
  })();
  const patience = 40000;
  let source = null;
  let position = null;
  let lastSign = Date.now();
  let waiting = 0;
  let pause = 1000;

  function link(look, text) {
    if (state.textContent === text) return;
    state.className = "link " + look;
    state.textContent = text;
  }

  function connect() {
    source?.close();
    const stream = new URL(main.dataset.stream, location);
    if (position) stream.searchParams.set("after", position);
    source = new EventSource(stream);
    const sign = (event) => {
      if (event?.lastEventId) position = event.lastEventId;
      lastSign = Date.now();
      pause = 1000;
      link("live", "live");
    };
    source.addEventListener("open", () => {
      const wasLost = state.className.includes("again") || state.className.includes("stale");
      sign();
      if (wasLost) refresh();
    });
    source.addEventListener("heartbeat", sign);
    source.addEventListener("end", () => lost());
    for (const name of ["message", "event"]) {
      source.addEventListener(name, (event) => { sign(event); refresh(); });
    }
    source.addEventListener("error", () => lost());
  }

  // A browser connects again by itself, unless the server answered that it will not have it.
  function lost() {
    if (!state.className.includes("stale")) link("again", "reconnecting");
    if (document.hidden || source.readyState !== EventSource.CLOSED) return;
    clearTimeout(waiting);
    waiting = setTimeout(connect, pause);
    pause = Math.min(pause * 2, 30000);
  }

  setInterval(() => {
    if (document.hidden || Date.now() - lastSign < patience) return;
    link("stale", "stale since " + clock(lastSign));
    if (source.readyState === EventSource.OPEN) { clearTimeout(waiting); connect(); }
  }, 1000);

  addEventListener("online", () => { if (!document.hidden) connect(); });
  // A browser has six connections for a service (HTTP/1.1), and every tab with a stream holds one. So a page that nobody
  // sees lets go of its own, and catches up when it is looked at.
  let hiding = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => { source?.close(); link("", "paused"); }, 1000);
    } else if (!source || source.readyState === EventSource.CLOSED) {
      lastSign = Date.now();
      connect();
      refresh();
    }
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { connect(); refresh(); } });

  // ---- What is new -----------------------------------------------------------------------------------------------

  const news = document.createElement("button");
  news.type = "button";
  news.id = "news";
  news.hidden = true;
  document.body.insertBefore(news, announcer);
  let unseen = [];

  function showNews() {
    unseen = unseen.filter((entry) => entry.isConnected && !isSeen(entry));
    news.hidden = unseen.length === 0;
    if (unseen.length === 0) return;
    const below = unseen.some((entry) => entry.getBoundingClientRect().top > 0);
    const what = isIncident ? (unseen.length === 1 ? "new entry" : "new entries") : unseen.length === 1 ? "new incident" : "new incidents";
    news.textContent = `${unseen.length} ${what} ${below ? "↓" : "↑"}`;
  }

  news.addEventListener("click", () => {
    const first = unseen[0];
    unseen = [];
    if (first) go(first);
    showNews();
  });
  addEventListener("scroll", () => { if (unseen.length) requestAnimationFrame(showNews); }, { passive: true });

  let isRefreshing = false;
  let isAsked = false;
  let busy = 0;
  async function refresh() {
    isAsked = true;
    if (isRefreshing || busy || dragged || playing || isSignedOut) return;
    isRefreshing = true;
    isAsked = false;
    const begun = performance.now();
    const change = await quietly(load(asked));
    if (change) arrived(change);
    // What failed is tried again; what the reader's own way took the place of is looked at behind it.
    else isAsked = true;
    const rest = change || busy ? shortest() : 5000;
    // Where much comes in, what came meanwhile is fetched together, and the slower the answer, the more of it.
    setTimeout(() => {
      isRefreshing = false;
      if (isAsked) refresh();
    }, Math.max(rest, 2 * (performance.now() - begun)));
  }

  // What comes changes a list of the past only in how much is not shown, and the list is folded anew for that.
  function shortest() {
    if (isIncident) return 150;
    return byId("dock")?.classList.contains("past") ? 4000 : 800;
  }

  // Goes where the reader wants to. What is new waits for that: only the newest request counts, and it would take its place.
  async function going(way) {
    busy += 1;
    const outcome = await way();
    busy -= 1;
    if (isAsked) refresh();
    return outcome;
  }

  const wish = (query) => going(() => quietly(load(query)));

  function arrived({ added, turned }) {
    mark(added, "fresh");
    mark(turned, "turned-now");
    unseen.push(...added);
    showNews();
    const text = (entry) =>
      [entry.querySelector(".kind, .state-of")?.textContent, entry.querySelector(".when")?.textContent, entry.querySelector(".says, h2")?.textContent]
        .filter(Boolean).map((words) => words.trim().replace(/\s+/g, " ")).join(", ");
    if (added.length > 3) say(`${added.length} new entries`);
    else if (added.length) say(added.map((entry) => "New: " + text(entry)).join(". "));
    else if (turned.length === 1) say("Changed: " + text(turned[0]));
    else if (turned.length) say(`${turned.length} entries changed`);
  }

  // ---- The slider ------------------------------------------------------------------------------------------------

  let dragged = null;
  let playing = 0;
  const slider = () => byId("step");

  // Without end it is now, however much came since the slider was made.
  function at(step) {
    const query = new URLSearchParams(asked);
    query.delete("asOf");
    query.delete("as-of");
    query.delete("offset");
    if (step !== Infinity) query.set("step", step);
    return query;
  }

  // Goes to a step. Where the way to another is not at its end yet, the newest that was wanted is next.
  let wanted = null;
  let sliding = null;
  function slide(to, options) {
    wanted = { to, options };
    sliding ??= going(async () => {
      while (wanted) {
        const next = wanted;
        wanted = null;
        await quietly(load(at(next.to), next.options));
        if (wanted && slider()) slider().value = Math.min(wanted.to, slider().max);
      }
      sliding = null;
      settle();
    });
    return sliding;
  }

  async function step(to, options) {
    const range = slider();
    if (!range) return;
    const known = Math.min(Math.max(Number(range.min), to), Number(range.max));
    range.value = known;
    await slide(to === Infinity ? to : known, options);
  }

  // Where there is nothing to slide on, the keys of the dock are links to other hours.
  function steps(by) {
    stop();
    if (!slider()) return byId(by < 0 ? "back" : "forward")?.click();
    step(Number(slider().value) + by, { follows: true, speaks: true });
  }

  part.addEventListener("input", (event) => {
    if (event.target.id !== "step") return;
    stop();
    slide(event.target.value);
  });
  part.addEventListener("pointerdown", (event) => { if (event.target.id === "step") dragged = event.target; });
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, () => {
      if (!dragged) return;
      dragged = null;
      if (isAsked) refresh();
    });
  }

  function stop() {
    if (!playing) return;
    clearTimeout(playing);
    playing = 0;
    showPlay();
    // Mostly the reader goes somewhere now, and that is first.
    if (isAsked) setTimeout(refresh);
  }

  function showPlay() {
    const button = byId("play");
    if (!button) return;
    button.setAttribute("aria-pressed", playing ? "true" : "false");
    button.firstElementChild.textContent = playing ? "❚❚" : "▶";
    button.lastElementChild.textContent = playing ? "Pause" : "Play";
  }

  // Begins at the beginning where all is shown; ends at now.
  function play() {
    if (playing) return stop();
    const range = slider();
    if (!range) return;
    let known = Number(range.value) >= Number(range.max) ? Math.max(0, Number(range.min) - 1) : Number(range.value);
    const next = async () => {
      known += 1;
      await step(known, { follows: true });
      if (!playing) return;
      showPlay();
      if (known >= Number(slider()?.max ?? 0)) return stop();
      playing = setTimeout(next, calm.matches ? 2500 : 1400);
    };
    playing = setTimeout(next, 0);
    showPlay();
  }

  part.addEventListener("click", (event) => {
    if (event.target.closest("#play")) return play();
    const key = event.target.closest("a[data-step]");
    if (!key || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const id = key.id;
    stop();
    step(id === "now" ? Infinity : Number(key.dataset.step), { follows: id !== "now", speaks: true }).then(() => (byId(id) ?? slider())?.focus({ preventScroll: true }));
  });

  // ---- Filters -----------------------------------------------------------------------------------------------------

  part.addEventListener("submit", (event) => {
    if (event.target.id === "slide") return;
    event.preventDefault();
    // The address names only what was filled in.
    const query = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value !== ""));
    if (event.target.id !== "filter" || !isIncident) {
      location.assign(query.size ? event.target.action + "?" + query : event.target.action);
      return;
    }
    wish(query).then((change) => {
      if (change) history.pushState(null, "", byId("dock").dataset.permalink);
      say(byId("filters")?.querySelector("summary").textContent ?? "");
    });
  });
  addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search);
    // A way to another entry of the page is one too.
    if (!isIncident || query.toString() === asked.toString()) return;
    stop();
    wish(query);
  });

  // ---- Keys --------------------------------------------------------------------------------------------------------

  function go(entry) {
    entry.tabIndex = -1;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "center" });
  }

  function move(by) {
    const all = entries();
    const current = all.indexOf(document.activeElement?.closest("li.entry, li.incident"));
    const seen = all.findIndex(isSeen);
    const next = current >= 0 ? current + by : by > 0 ? Math.max(seen, 0) : seen - 1;
    if (all[next]) go(all[next]);
  }

  // WCAG 2.2, 2.1.4: keys of one letter can be turned off.
  let hasKeys = true;
  try { hasKeys = localStorage.getItem("blotter-keys") !== "off"; } catch { /* kept nowhere */ }
  const choice = byId("keys-choice");
  if (choice) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "check";
    box.type = "checkbox";
    box.checked = hasKeys;
    box.addEventListener("change", () => {
      hasKeys = box.checked;
      try { localStorage.setItem("blotter-keys", hasKeys ? "on" : "off"); } catch { /* kept nowhere */ }
    });
    label.append(box, " keys of one letter");
    choice.append(label);
  }

  addEventListener("keydown", (event) => {
    if (!hasKeys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("textarea, select, input:not([type=range], [type=checkbox], [type=radio])")) return;
    const does = {
      j: () => move(1), k: () => move(-1), "[": () => steps(-1), "]": () => steps(1), p: play,
      n: () => { stop(); if (slider()) step(Infinity, { speaks: true }); else byId("now")?.click(); },
      "/": () => {
        const search = byId("filter-text");
        if (byId("filters")) byId("filters").open = true;
        search?.focus();
      },
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });

  if (!document.hidden) connect();
})();
