import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `A timeline as a page` {
    private func page(_ timeline: Timeline) throws -> String {
        TimelineHTMLRenderer(zone: try moscow(), now: try moment("2024-04-01T00:00:00Z")).render(timeline)
    }

    private func evening() throws -> Timeline {
        try Story.evening().timeline("crocus-city-hall", asOf: "2024-03-25T17:00:59.999999Z")
    }

    @Test func `is one file without scripts and without anything from elsewhere`() throws {
        let page = try page(evening())
        let read = try MarkupReader(page)
        #expect(read.tags.first == "!doctype" && read.tags.last == "/html")
        #expect(
            page.contains(
                #"content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'""#))
        for tag in read.tags {
            let name = tag.prefix { $0 != " " }
            #expect(!["script", "link", "img", "iframe", "object", "form", "input", "base"].contains(name))
        }
        #expect(!page.contains("url(") && !page.contains("@import") && !page.contains("onclick"))
    }

    @Test func `strikes through what no longer holds, and leads there and back`() throws {
        let page = try page(evening())
        #expect(page.contains(#"<li class="entry reported struck" id="r6"><article>"#))
        #expect(page.contains(#"<p class="says" dir="auto"><del>40 killed</del></p>"#))
        #expect(
            page.contains(
                ##"<li class="revises">revised by <a class="ref" href="#r9">#9</a>: <ins dir="auto">139 killed</ins>, “final count”, <span dir="auto">IC</span>, <time datetime="2024-03-25T08:00:00Z">25 Mar</time></li>"##
            ))
        #expect(page.contains(##"revises <a class="ref" href="#r6">#6</a>"##))
        let read = try MarkupReader(page)
        for link in read.links where link.hasPrefix("#") {
            #expect(page.contains(" id=\"\(link.dropFirst())\""), "\(link)")
        }
    }

    @Test func `has times for programs and for people`() throws {
        let page = try page(evening())
        #expect(page.contains(#"<h2 id="d2024-03-22"><time datetime="2024-03-22">Fri 22 Mar 2024</time></h2>"#))
        #expect(
            page.contains(#"<time datetime="2024-03-22T16:58:00Z">~19:58</time> <span class="delta">+4m</span></p>"#))
        #expect(page.contains(#"<li class="gap"><span>32 min</span></li>"#))
        #expect(page.contains(#"<time datetime="2024-03-25">"#))
        #expect(page.contains(#"<span class="undated">undated</span>"#))
    }

    @Test func `warns of an exercise, tells the language of a text, and lets decisions stand out`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"responded","body":{"summary":"Эвакуация","lang":"ru","detail":"a\n\nb","audience":"public","decision":{"what":"evacuate","options":["wait"],"grounds":"smoke","by":"chief"}}}"#,
            at: "2024-03-22T10:00:00Z", flags: .exercise)
        let page = try page(story.timeline("fire"))
        #expect(page.contains(#"<p class="exercise">EXERCISE: not the real thing</p>"#))
        #expect(page.contains(#"<strong class="drill">exercise</strong>"#))
        #expect(page.contains(#"<p class="says" lang="ru" dir="auto">Эвакуация</p>"#))
        #expect(page.contains(#"<p class="detail" lang="ru" dir="auto">b</p>"#))
        #expect(page.contains(#"<span class="audience">public</span>"#))
        #expect(
            page.contains(
                "<div class=\"decision\"><dl><dt>Decision</dt><dd>evacuate</dd><dt>option</dt><dd>wait</dd><dt>grounds</dt><dd>smoke</dd><dt>by</dt><dd>chief</dd></dl></div>"
            ))
    }

    @Test func `says so where nothing was known`() throws {
        let page = try page(Story.evening().timeline("crocus-city-hall", asOf: "2024-03-01T00:00:00Z"))
        #expect(page.contains(#"<p class="none">Nothing was known yet.</p>"#))
        #expect(page.contains("12 events recorded later are not shown"))
    }

    @Test func `shows how it stands as well`() throws {
        let snapshot = try `A snapshot as text`.fire().timeline("harbour-fire", asOf: "2024-03-22T21:00:59.999999Z")
            .snapshot
        let page = SnapshotHTMLRenderer(zone: .utc, now: try moment("2024-04-01T00:00:00Z")).render(snapshot)
        _ = try MarkupReader(page)
        #expect(page.contains(#"<td class="number">2</td>"#))
        #expect(page.contains("<h2>Responders</h2>") && page.contains("<h2>Claims</h2>"))
        #expect(page.contains(#"<small class="fall">fell 3→2 by #6 without a reason</small>"#))
    }
}
