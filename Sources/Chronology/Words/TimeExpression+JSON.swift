import EventSourcing
import StrictJSON
extension RelativeTime {
    init(jsonText: String) throws(TimeError) { throw TimeError("not yet") }
}
