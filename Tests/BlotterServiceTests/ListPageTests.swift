import AccessTokens
import EventSourcing
import HTTPTypes
import Incidents
import Testing

@testable import BlotterService

@Suite struct `The list as a page` {
    private func service() async throws -> (Service, token: String) {
        let service = try Service()
        let token = try service.token()
        try await service.report("alpha", "First word", more: #","audience":"public""#, token: token)
        try await service.report("gamma", "Kept from the public", token: token)
        try await service.report("alpha", "Second word", token: token)
        return (service, token)
    }

    @Test func `shows what was known at a moment, which an event, a position or a time may name`() async throws {
        let (service, token) = try await service()
        for (words, known) in [("@1", 1), ("@2", 2), ("gamma%231", 2), ("@3", 3), ("2001", 0)] {
            for path in ["/", "/fragment"] {
                let page = try await service.ask(.get, "\(path)?asOf=\(words)", token: token)
                #expect(page.status == 200)
                #expect(page.text.contains(known == 3 ? "all 3 events known" : "\(known) of 3 events known"))
                #expect(page.text.contains("First word") == (known > 0) && page.text.contains("Kept") == (known > 1))
            }
        }
        let past = try await service.ask(.get, "/?asOf=2001", token: token)
        #expect(past.text.contains("Nothing was known yet."))
    }

    @Test func `goes where the slider stood that was sent without a script`() async throws {
        let (service, token) = try await service()
        let moved = try await service.ask(.get, "/?step=2&text=word&zone=UTC", token: token)
        #expect(moved.status == 303 && moved.header("Location") == "/?asOf=%402&text=word&zone=UTC")
        #expect(try await service.ask(.get, "/?step=3", token: token).header("Location") == "/")
        let fragment = try await service.ask(.get, "/fragment?step=1", token: token)
        #expect(fragment.text.contains("1 of 3 events known"))
    }

    @Test(arguments: ["soon", "@0", "@4", "%237", "2024-13"])
    func `a moment that there is not is told at its field`(words: String) async throws {
        let (service, token) = try await service()
        let page = try await service.ask(.get, "/?asOf=\(words)", token: token)
        #expect(page.status == 200 && page.text.contains("id=\"filter-asOf-error\""))
        #expect(page.text.contains("all 3 events known"), "now is shown")
    }

    @Test func `a moment that was typed stays the same in another zone and on another day`() async throws {
        let (service, token) = try await service()
        let typed = "asOf=2024-03-22+20:45&zone=%2B03:00"
        for path in ["/", "/fragment", "/incidents/alpha", "/incidents/alpha/fragment"] {
            let page = try await service.ask(.get, "\(path)?\(typed)", token: token)
            #expect(
                page.status == 200 && page.text.contains("name=\"asOf\" value=\"2024-03-22T20:45+03:00\""), "\(path)")
            #expect(page.text.contains("asOf=2024-03-22T20%3A45%2B03%3A00"), "\(path)")
            let relative = try await service.ask(.get, "\(path)?asOf=yesterday&zone=UTC", token: token)
            #expect(relative.status == 200 && !relative.text.contains("yesterday\""), "\(path)")
        }
        let moved = try await service.ask(.get, "/?asOf=2024-03-22T20:45%2B03:00&zone=UTC", token: token)
        #expect(moved.text.contains("name=\"asOf\" value=\"2024-03-22T17:45Z\""))
        #expect(moved.text.contains("As it was known on") && moved.text.contains("22 Mar 2024 17:45"))
    }

    @Test func `tells nobody of positions that are not for them`() async throws {
        let (service, _) = try await service()
        for token in [
            try service.token([.read], audience: .public), try service.token([.read], incidents: [StreamID("alpha")]),
        ] {
            for path in ["/", "/?step=2", "/?asOf=@2", "/?asOf=2001"] {
                let page = try await service.ask(.get, path, token: token)
                #expect(page.status == 200 && !page.text.contains("Kept") && !page.text.contains("events known"))
                #expect(!page.text.contains("id=\"step\""))
            }
            for words in ["@2", "gamma%231"] {
                let refused = try await service.ask(.get, "/?asOf=\(words)", token: token)
                #expect(refused.status == 200 && refused.text.contains("id=\"filter-asOf-error\""))
            }
        }
    }
}
