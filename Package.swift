// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: language mode 6, warnings are errors, unsafe code must say so.
let safe: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

/// The rooms where pointers live: the same without strict memory safety.
let pointers: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "blotter",
    products: [
        .executable(name: "blotter", targets: ["blotter"]),
        .executable(name: "blotter-serve", targets: ["blotter-serve"]),
        .executable(name: "blotter-bench", targets: ["blotter-bench"]),
        // For the fuzzers, which are a package of their own in `Fuzzing/`.
        .library(name: "FuzzChecks", targets: ["FuzzChecks"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        // The program, from the top of the house down. `Config/house.txt` holds the same plan for `Scripts/check`.
        .executableTarget(name: "blotter", dependencies: ["BlotterCommands"], swiftSettings: safe),
        // The service is a program of its own, which `blotter serve` becomes: what HTTP and TLS bring with them would make
        // every start of `blotter` a fifth slower.
        .executableTarget(
            name: "blotter-serve",
            dependencies: [
                "BlotterService", "BlotterCommands", "AccessTokens", "EventSourcing", "LMDBEventStore", "Platform",
                "CMemory",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: safe),
        .target(
            name: "BlotterCommands",
            dependencies: [
                "EventSourcing", "LMDBEventStore", "Incidents", "Chronology", "StrictJSON", "TimelineRendering",
                "Platform", "AccessTokens",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: safe),
        // The page: from models to HTML, with what a browser loads beside it. No HTTP.
        .target(
            name: "BlotterPages",
            dependencies: ["EventSourcing", "Incidents", "Chronology", "TimelineRendering"],
            resources: [.embedInCode("Assets")],
            swiftSettings: safe),
        .target(
            name: "BlotterService",
            dependencies: [
                "EventSourcing", "Incidents", "Chronology", "StrictJSON", "TimelineRendering", "Platform",
                "AccessTokens", "BlotterPages", "Gzip", "Bytes",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            resources: [.embedInCode("Description/openapi.yaml")],
            swiftSettings: safe),
        // Tokens apart from the service, so that the command line can manage them without it.
        .target(
            name: "AccessTokens",
            dependencies: ["EventSourcing", "Incidents", "Chronology", "StrictJSON", "Checksums", "Platform"],
            swiftSettings: safe),
        .target(
            name: "TimelineRendering",
            dependencies: ["EventSourcing", "Incidents", "Chronology", "StrictJSON", "Bytes"],
            swiftSettings: safe),
        .target(
            name: "LMDBEventStore",
            dependencies: ["EventSourcing", "LMDB", "Checksums", "Bytes"],
            swiftSettings: safe),
        .target(name: "LMDB", dependencies: ["CLMDB", "CFaults", "Bytes"], swiftSettings: pointers),
        .target(name: "CFaults"),
        .target(name: "CMemory"),
        .systemLibrary(name: "CLMDB", providers: [.apt(["liblmdb-dev"])]),
        .target(
            name: "Checksums", dependencies: ["CXXHash", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: pointers),
        .target(name: "CXXHash"),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: pointers),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Incidents", dependencies: ["EventSourcing", "Chronology", "StrictJSON", "Bytes"], swiftSettings: safe
        ),
        .target(name: "Chronology", dependencies: ["EventSourcing", "StrictJSON"], swiftSettings: safe),
        .target(name: "StrictJSON", dependencies: ["Bytes"], swiftSettings: safe),
        .target(name: "Bytes", swiftSettings: pointers),
        .target(name: "Platform", swiftSettings: pointers),
        .target(name: "EventSourcing", swiftSettings: safe),

        // What every store promises, as a suite, and a store in memory to compare with. Never linked into the program.
        .target(name: "EventStoreTesting", dependencies: ["EventSourcing", "StrictJSON"], swiftSettings: safe),

        // What any bytes from outside must not do, as checks for the fuzzers and a test. Never linked into the program.
        .target(
            name: "FuzzChecks",
            dependencies: ["EventSourcing", "LMDBEventStore", "Checksums", "Incidents", "Chronology", "StrictJSON"],
            swiftSettings: safe),

        // What Scripts/bench measures from inside of a process. Never linked into the program.
        .executableTarget(
            name: "blotter-bench", dependencies: ["EventSourcing", "LMDBEventStore", "Incidents", "Platform"],
            swiftSettings: safe),

        // What the hot pieces cost an event, for `Scripts/gate`. Never linked into the program: it counts allocations by
        // standing in for the allocator.
        .executableTarget(
            name: "HotPieces",
            dependencies: [
                "EventSourcing", "LMDBEventStore", "Incidents", "Chronology", "TimelineRendering", "Platform",
                "CCounting",
            ],
            swiftSettings: pointers),
        .target(name: "CCounting"),

        // Expands again what the service compresses, for tests.
        .target(name: "GzipReading", dependencies: ["CZlib"], path: "Tests/GzipReading", swiftSettings: pointers),

        .testTarget(
            name: "EventSourcingTests", dependencies: ["EventSourcing", "EventStoreTesting", "StrictJSON"],
            swiftSettings: safe),
        .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: safe),
        .testTarget(name: "GzipTests", dependencies: ["Gzip", "GzipReading"], swiftSettings: safe),
        .testTarget(name: "PlatformTests", dependencies: ["Platform"], swiftSettings: safe),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"], swiftSettings: safe),
        .testTarget(name: "ChronologyTests", dependencies: ["Chronology", "EventSourcing"], swiftSettings: safe),
        .testTarget(
            name: "IncidentsTests",
            dependencies: ["Incidents", "EventSourcing", "EventStoreTesting", "Chronology", "StrictJSON"],
            swiftSettings: safe),
        .testTarget(
            name: "TimelineRenderingTests",
            dependencies: ["TimelineRendering", "Incidents", "EventSourcing", "Chronology", "StrictJSON"],
            swiftSettings: safe),
        .testTarget(
            name: "BlotterPagesTests",
            dependencies: [
                "BlotterPages", "TimelineRendering", "Incidents", "EventSourcing", "Chronology", "StrictJSON",
            ],
            swiftSettings: safe),
        .testTarget(name: "LMDBTests", dependencies: ["LMDB", "Checksums"], swiftSettings: safe),
        .testTarget(
            name: "LMDBEventStoreTests",
            dependencies: ["LMDBEventStore", "LMDB", "Checksums", "EventSourcing", "EventStoreTesting", "StrictJSON"],
            swiftSettings: safe),
        .testTarget(
            name: "BlotterServiceTests",
            dependencies: [
                "BlotterService", "BlotterPages", "AccessTokens", "EventSourcing", "EventStoreTesting", "Incidents",
                "StrictJSON", "Platform", "GzipReading", "Gzip", "Chronology",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: safe),
        .testTarget(
            name: "BlotterCommandsTests",
            dependencies: ["BlotterCommands", "EventSourcing", "EventStoreTesting", "Incidents", "LMDBEventStore"],
            swiftSettings: safe),
        .testTarget(
            name: "FuzzChecksTests", dependencies: ["FuzzChecks", "EventStoreTesting"], swiftSettings: safe),
        .testTarget(name: "EndToEndTests", dependencies: ["StrictJSON"], swiftSettings: safe),
    ]
)
