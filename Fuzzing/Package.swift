// swift-tools-version: 6.2
import PackageDescription

// The fuzzers, one program a language that Blotter reads. They are a package of their own because they are built with
// libFuzzer, whose `main` is theirs: `Scripts/soak fuzz` builds and runs them. What they check stands in
// `Sources/FuzzChecks`, and the tests run it too.
let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "blotter", path: "..")],
    targets: ["json", "time", "record", "line"].map { name in
        .executableTarget(
            name: "fuzz-\(name)",
            dependencies: [.product(name: "FuzzChecks", package: "blotter")],
            path: "Sources/\(name)",
            // Without it a lone file would be read as a script, with a `main` of its own.
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
    }
)
