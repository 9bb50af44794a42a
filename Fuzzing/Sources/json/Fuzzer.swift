import FuzzChecks

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try FuzzTarget.json.check(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        // A trap is how libFuzzer hears of a finding: it keeps the input and ends.
        fatalError("DISAGREEMENT: \(error)")
    }
    return 0
}
