import EventSourcing

/// What is said of the events that are not told: how many they are, and whether they make an incident a drill.
struct WithheldEvents {
    private var own: [StreamID: Int] = [:]
    private var merged: [StreamID: Int] = [:]
    private var ownExercises: Set<StreamID> = []
    private var mergedExercises: Set<StreamID> = []

    /// Nothing is withheld.
    init() {}

    init(_ all: KnownEvents, _ standing: Standing, but isTold: [Bool], _ merges: Merges) {
        for index in all.all.indices where !isTold[index] {
            let event = all.all[index].event
            let root = merges.root(of: event.stream)
            own[event.stream, default: 0] += 1
            merged[root, default: 0] += 1
            guard event.flags.contains(.exercise), standing.states[index] != .retracted else { continue }
            ownExercises.insert(event.stream)
            mergedExercises.insert(root)
        }
    }

    /// How many events of an incident are withheld: of its own alone, or also of those that were merged into it.
    func count(of incident: StreamID, alone: Bool) -> Int { (alone ? own : merged)[incident] ?? 0 }

    /// Whether they say that an incident is a drill.
    func isExercise(_ incident: StreamID, alone: Bool) -> Bool {
        (alone ? ownExercises : mergedExercises).contains(incident)
    }
}
