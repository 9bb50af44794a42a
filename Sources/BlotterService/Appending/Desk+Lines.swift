import EventSourcing
import HTTPTypes
import Incidents
import NIOCore
import Platform
import StrictJSON
import TimelineRendering

// Lines without end: each is appended on its own, and answered by a line as soon as it is durable.

extension Desk {
    /// Appends lines as they come, and answers each with a line of its own: where the event stands, or a problem that
    /// names the line. The next lines are read and checked while those before become durable.
    func appendLines(_ exchange: Exchange, in incident: StreamID?) -> Response {
        let body = ResponseBody.written { writer in
            var lines = LineCutter()
            var numbers = 0
            var parts = exchange.request.body.makeAsyncIterator()
            var isEnd = false
            // Of the line that has not arrived as a whole, where it is long.
            var share: MemoryShare?
            reading: while !isEnd {
                do {
                    if let part = try await parts.next() { lines.take(part) } else { isEnd = true }
                } catch let end as RequestGuard.BodyEnd {
                    try await writer.write(Self.line(Problem(missing: "the next line", end), numbers + 1))
                    break
                }
                for block in lines.blocks(atEnd: isEnd) {
                    // Lines may go on for days.
                    guard access.isStillValid(exchange.visitor) else {
                        try await writer.write(Self.line(.revoked, numbers + 1))
                        break reading
                    }
                    let first = numbers + 1
                    let answer = await offEventLoop { await append(block, firstLine: first, exchange, in: incident) }
                    numbers += block.count
                    if answer.readableBytes > 0 { try await writer.write(answer) }
                }
                if lines.waiting <= MemoryBudget.short {
                    share = nil
                } else if share == nil {
                    share = bodies.take(EventLine.maximumLength)
                    guard share != nil else {
                        try await writer.write(Self.line(.tooManyBodies(bodies), numbers + 1))
                        break
                    }
                }
                // What was read is acknowledged or refused; what was not, the writer still has.
                if stop.isGiven, !isEnd {
                    let problem = Problem(.stopping, "the service is stopping; send the rest again")
                    try await writer.write(Self.line(problem, numbers + 1))
                    break
                }
            }
        }
        return Response(status: .ok, headers: [.contentType: MediaType.lines], body: body)
    }

    private static func line(_ problem: Problem, _ number: Int) -> ByteBuffer {
        var writer = JSONWriter()
        writer.beginObject()
        problem.write(to: &writer)
        writer.key("line")
        writer.integer(number)
        writer.endObject()
        return ByteBuffer(bytes: writer.bytes + [UInt8(ascii: "\n")])
    }

    /// Appends some lines and gives their answers, in order. Nothing is thrown: what goes wrong is an answer too.
    private func append(
        _ lines: [LineCutter.Line], firstLine: Int, _ exchange: Exchange, in incident: StreamID?
    ) async -> ByteBuffer {
        var answers: [Result<Int, Problem>] = []
        var events: [NewEvent] = []
        for line in lines where !line.isBlank {
            do throws(Problem) {
                let event = try event(of: line, exchange, in: incident)
                answers.append(.success(events.count))
                events.append(event)
            } catch {
                answers.append(.failure(error))
            }
        }
        let results = await appendEach(events, by: exchange.visitor)
        let renderer = ReceiptJSON()
        var buffer = ByteBuffer()
        var rest = answers.makeIterator()
        for (index, line) in lines.enumerated() where !line.isBlank {
            guard let answer = rest.next() else { break }
            switch answer.flatMap({ results[$0] }) {
            case .success(let entry):
                buffer.writeBytes(renderer.render(entry))
                buffer.writeInteger(UInt8(ascii: "\n"))
            case .failure(var problem):
                problem.index = nil
                buffer.writeImmutableBuffer(Self.line(problem, firstLine + index))
            }
        }
        metrics.count(.eventsRefused, answers.count - events.count)
        return buffer
    }

    private func event(
        of line: LineCutter.Line, _ exchange: Exchange, in incident: StreamID?
    ) throws(Problem) -> NewEvent {
        guard let bytes = line.bytes else {
            throw Problem(.tooLarge, "the line is longer than \(EventLine.maximumLength) bytes")
        }
        let event = try GivenEvents.event(bytes, in: incident, at: nil, configuration.limits)
        try permit(event, exchange.visitor, at: nil)
        return event
    }

    /// Appends events one by one; those that wait together share a commit.
    private func appendEach(
        _ events: [NewEvent], by visitor: Visitor
    ) async -> [Result<AppendReceipt.Entry, Problem>] {
        guard !events.isEmpty else { return [] }
        guard let author = visitor.by else {
            return events.map { _ in .failure(Problem(.forbidden, "nobody stands for what is appended here")) }
        }
        let begun = Process.monotonicNanoseconds
        do throws(EventStoreError) {
            let results = try await IncidentWriter(store).append(events, author: author)
            metrics.measured(.appendTime, Process.monotonicNanoseconds - begun)
            appended(results.compactMap { try? $0.get() })
            return results.map { $0.mapError { Problem($0) } }
        } catch {
            return events.map { _ in .failure(Problem(error)) }
        }
    }
}
