import EventSourcing

/// Incidents in groups that are folded together: two of a group hang on each other, maybe through others.
///
/// Each incident points to another one of its group, up to the one that stands for all. The smaller group is hung on the
/// larger one, so that the way up is never long.
struct IncidentGroups {
    private var above: [StreamID: StreamID] = [:]
    private var members: [StreamID: [StreamID]] = [:]

    /// Makes the groups of two incidents one.
    mutating func join(_ left: StreamID, _ right: StreamID) {
        var (head, tail) = (head(of: left), head(of: right))
        guard head != tail else { return }
        if group(of: head).count < group(of: tail).count { swap(&head, &tail) }
        members[head, default: [head]] += members.removeValue(forKey: tail) ?? [tail]
        above[tail] = head
    }

    /// All incidents of the group that an incident belongs to; itself alone where nothing was joined to it.
    func group(of incident: StreamID) -> [StreamID] {
        let head = head(of: incident)
        return members[head] ?? [head]
    }

    private func head(of incident: StreamID) -> StreamID {
        var head = incident
        while let next = above[head] { head = next }
        return head
    }
}
