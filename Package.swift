// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

/// For what is called many thousand times while a plan is applied: an async function runs where its caller does.
let staying = strict + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

/// Targets are listed from the top of the house down: each knows only those below it.
let package = Package(
  name: "rateql",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "rateql", targets: ["Program"]),
    .library(name: "RateQL", targets: ["RateQL"]),
    .library(name: "PBXClient", targets: ["PBXClient"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.24.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .executableTarget(
      name: "Program",
      dependencies: ["Commands"],
      swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: [
        "BulkEdit", "Decks", "LineEditor", "PBXClient", "RateQL", "Rendering", "Repl", "Sandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "Repl",
      dependencies: ["BulkEdit", "LineEditor", "RateQL", "Rendering"],
      swiftSettings: strict),
    .target(
      name: "LineEditor",
      dependencies: ["CLibEdit"],
      swiftSettings: strict),
    .target(
      name: "CLibEdit",
      linkerSettings: [.linkedLibrary("edit")]),
    .target(
      name: "Rendering",
      dependencies: ["RateQL"],
      swiftSettings: strict),
    .target(
      name: "Sandbox",
      dependencies: [
        "Decks", "EventLoopTasks", "RateQL",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .target(
      name: "BulkEdit",
      dependencies: [
        "ExactJSON", "RateQL",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: staying),
    .target(
      name: "PBXClient",
      dependencies: [
        "EventLoopTasks", "ExactJSON", "RateQL",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOFoundationCompat", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: staying),
    .target(
      name: "EventLoopTasks",
      dependencies: [.product(name: "NIOCore", package: "swift-nio")],
      swiftSettings: strict),
    .target(
      name: "Decks",
      dependencies: ["RateQL", .product(name: "SwiftCSV", package: "SwiftCSV")],
      swiftSettings: strict),
    .target(
      name: "ExactJSON",
      dependencies: ["RateQL"],
      swiftSettings: strict),
    .target(
      name: "RateQL",
      swiftSettings: strict),

    .target(
      name: "TestSupport",
      dependencies: [
        "RateQL",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/TestSupport",
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .target(
      name: "OtherServer",
      dependencies: [
        "RateQL",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "Tests/OtherServer",
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RateQLTests", dependencies: ["RateQL", "Rendering", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CorpusTests",
      dependencies: ["Decks", "OtherServer", "PBXClient", "RateQL", "Rendering", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DecksTests", dependencies: ["Decks", "RateQL", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ExactJSONTests", dependencies: ["ExactJSON", "RateQL", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PBXClientTests",
      dependencies: [
        "ExactJSON", "PBXClient", "RateQL", "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "BulkEditTests", dependencies: ["BulkEdit", "ExactJSON", "RateQL", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RecoveryTests", dependencies: ["RateQL", "Sandbox", "TestSupport", "Program"],
      swiftSettings: strict),
    .testTarget(
      name: "SandboxTests",
      dependencies: [
        "RateQL", "Sandbox", "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "OtherServerTests",
      dependencies: [
        "OtherServer", "RateQL",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RenderingTests", dependencies: ["RateQL", "Rendering", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "LineEditorTests", dependencies: ["LineEditor", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "BulkEdit", "Commands", "LineEditor", "PBXClient", "RateQL", "Rendering", "Repl", "Sandbox",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["TestSupport"], swiftSettings: strict),
  ]
)

// The measuring program of scripts/bench: built only where it is asked for, and no product.
if Context.environment["RATEQL_BENCHMARK"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Benchmark", dependencies: ["RateQL"], path: "Benchmarks/Program", swiftSettings: strict))
}

// The program of scripts/other-server, likewise.
if Context.environment["RATEQL_OTHER_SERVER"] != nil {
  package.targets.append(
    .executableTarget(
      name: "OtherServerProgram", dependencies: ["OtherServer", "RateQL"], path: "Tests/OtherServerProgram",
      swiftSettings: strict))
}
