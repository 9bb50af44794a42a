import NIOCore

/// A deadline of an event loop that is moved with every request. The loop keeps its timers in order, which costs more than
/// all else that is done about a deadline; so a timer is left where it is, and set anew only when it fires too early.
///
/// To be used on its event loop only.
final class MovingDeadline {
    private let loop: any EventLoop
    private let expired: () -> Void
    private var due: NIODeadline?
    private var timer: (fires: NIODeadline, scheduled: Scheduled<Void>)?

    /// - Parameter expired: is called when it has passed. Whoever sets it there sets it anew.
    init(on loop: any EventLoop, _ expired: @escaping () -> Void) {
        self.loop = loop
        self.expired = expired
    }

    /// It is so far from now, whatever it was before.
    func set(in time: TimeAmount) {
        let due = NIODeadline.now() + time
        self.due = due
        if let timer, timer.fires <= due { return }
        timer?.scheduled.cancel()
        schedule(at: due)
    }

    /// There is none any more, until it is set again.
    func clear() { due = nil }

    /// The same, for good: nothing is kept.
    func end() {
        due = nil
        timer?.scheduled.cancel()
        timer = nil
    }

    private func schedule(at time: NIODeadline) {
        let scheduled = loop.assumeIsolated().scheduleTask(deadline: time) { [weak self] () -> Void in self?.fired() }
        timer = (time, scheduled)
    }

    private func fired() {
        timer = nil
        guard let due else { return }
        if NIODeadline.now() < due { return schedule(at: due) }
        self.due = nil
        expired()
    }
}
