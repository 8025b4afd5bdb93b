// swift-tools-version: 6.2
import PackageDescription

/// A program that embeds the language: it depends on the product RateQL, and on nothing else.
let package = Package(
  name: "Embedding",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "rateql", path: "../..")],
  targets: [
    .executableTarget(name: "Embedding", dependencies: [.product(name: "RateQL", package: "rateql")])
  ]
)
