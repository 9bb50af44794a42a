import CFaults
import Glibc

extension Environment {
    /// From now on, a fault in the mapped file of any environment, or an assertion of LMDB that does not hold, ends the
    /// process with one sentence on standard error and an exit code. For programs; a library leaves signals alone.
    ///
    /// - Parameter prefix: stands before the sentence, such as `blotter: `.
    public static func endProcessOnFault(code: Int32, prefix: String) {
        // Never freed: a fault may come as late as the process ends.
        blotter_faults_catch(code, strdup(prefix))
    }

    /// Goes in through the gate to the map.
    func enter() {
        gate.enter()
        blotter_faults_enter(faultSentence.text)
    }

    /// Goes out.
    func leave() {
        blotter_faults_leave()
        gate.leave()
    }
}

/// What a fault in an environment's file means, ready to be written by a signal handler.
final class FaultSentence: @unchecked Sendable {
    let text: UnsafeMutablePointer<CChar>?

    init(path: String) {
        // A path may hold anything; what could steer a terminal is left out.
        let plain = path.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : String($0) }.joined()
        text = strdup(
            "\(plain)/data.mdb is damaged: what it says leads outside of the file; blotter verify names the damage")
    }

    deinit { free(text) }
}
