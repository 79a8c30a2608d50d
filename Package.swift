// swift-tools-version: 6.2
import PackageDescription

// Every target: full concurrency checking comes with the tools version; a warning stops the build.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// Every target without C: proof that it touches no raw memory.
let safe = strict + [.strictMemorySafety()]

/// A C library of Debian; one Swift module is its door.
func binding(_ name: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Bindings/\(name)")
}

func room(_ floor: String, _ name: String, _ dependencies: [Target.Dependency] = [], _ settings: [SwiftSetting] = safe)
  -> Target
{
  .target(name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", swiftSettings: settings)
}

func tests(of name: String, with more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestKit"] + more, path: "Tests/\(name)Tests",
    swiftSettings: strict)
}

let package = Package(
  name: "replyledger",
  products: [.executable(name: "replyledger", targets: ["replyledger"])],
  targets: [
    // Bindings: one C library each; they never heard of a conversation.
    .target(name: "CSystem", path: "Sources/Bindings/CSystem"),
    binding("CSQLite"), binding("CLibPQ"), binding("CCurl"), binding("CYAML"), binding("CZlib"), binding("CZstd"),
    binding("COpenSSL"),

    // Foundations: one Swift module per door to C, and the plain tools everything above shares.
    room("Foundations", "CivilTime"),
    room("Foundations", "JSONReader"),
    room("Foundations", "Encoding"),
    room("Foundations", "TableReader"),
    room("Foundations", "Files", ["CSystem"], strict),
    room("Foundations", "Threads", [], strict),
    room("Foundations", "Compression", ["CZlib", "CZstd"], strict),
    room("Foundations", "Sealing", ["COpenSSL", "Encoding"], strict),
    room("Foundations", "SQLCore", []),
    room("Foundations", "SQLiteStore", ["SQLCore", "Threads", "CSQLite"], strict),
    room("Foundations", "PostgresStore", ["SQLCore", "Threads", "CLibPQ"], strict),
    room("Foundations", "HTTPServer", ["Compression", "CSystem"], strict),
    room("Foundations", "HTTPClient", ["CCurl"], strict),
    room("Foundations", "YAMLReader", ["CYAML"], strict),

    // Domain: what support work is and what each number means. No C, no SQL, no clock of its own.
    room("Domain", "Support", ["CivilTime"]),
    room("Domain", "Metrics", ["Support", "CivilTime"]),
    room("Domain", "Markup"),

    // Application.
    room("Application", "Fetching", ["HTTPClient", "JSONReader", "CivilTime", "Files"]),
    room(
      "Application", "Helpdesks",
      ["Fetching", "HTTPClient", "Support", "CivilTime", "JSONReader", "TableReader", "Encoding", "Sealing"]),
    room(
      "Application", "Warehouse",
      [
        "Support", "Metrics", "CivilTime", "Threads", "SQLCore", "SQLiteStore", "PostgresStore", "Compression", "Files",
      ]),
    room(
      "Application", "Accounts",
      ["Warehouse", "SQLCore", "Threads", "Sealing", "Encoding", "CivilTime", "Files", "JSONReader"]),
    room(
      "Application", "Sync",
      ["Fetching", "Helpdesks", "Warehouse", "Support", "CivilTime", "SQLCore", "JSONReader"]),
    room(
      "Application", "Runtime",
      [
        "Sync", "Fetching", "HTTPClient", "Support", "Metrics", "Warehouse", "Helpdesks", "CivilTime", "Files",
        "Sealing", "SQLCore",
        "YAMLReader",
        "JSONReader",
      ]),
    room(
      "Application", "Web",
      [
        "Runtime", "Accounts", "Sync", "Fetching", "Helpdesks", "Support", "Metrics", "Markup", "Warehouse",
        "HTTPServer", "JSONReader", "CivilTime", "Files", "Sealing", "Encoding",
      ]),
    room(
      "Application", "Tool",
      [
        "Runtime", "Accounts", "Web", "Sync", "Fetching", "Helpdesks", "Support", "Metrics", "Markup", "Warehouse",
        "SQLCore", "HTTPServer",
        "JSONReader",
        "CivilTime", "Files", "DemoCompany", "VendorDoubles",
      ],
      strict),
    .executableTarget(
      name: "replyledger", dependencies: ["Tool"], path: "Sources/Application/Command", swiftSettings: strict),

    // Simulation: a made-up company with known answers, for the demo, the tests and the benchmarks.
    room("Simulation", "DemoCompany", ["CivilTime", "JSONReader"]),
    room("Simulation", "VendorDoubles", ["DemoCompany", "HTTPServer", "JSONReader", "CivilTime", "Encoding", "Files"]),
    .executableTarget(
      name: "benchmark-columns",
      dependencies: [
        "Metrics", "Support", "Sync", "Warehouse", "Runtime", "CivilTime", "Files", "JSONReader", "SQLCore",
      ],
      path: "Benchmarks/Columns", swiftSettings: strict),
    .executableTarget(
      name: "benchmark-desk", dependencies: ["DemoCompany", "VendorDoubles", "CivilTime", "JSONReader"],
      path: "Benchmarks/Desk", swiftSettings: strict),

    // Tests mirror the sources.
    .target(
      name: "TestKit", dependencies: ["SQLCore", "SQLiteStore", "PostgresStore", "CSystem"], path: "Tests/TestKit",
      swiftSettings: strict),
    .target(
      name: "HelpdeskKit", dependencies: ["Helpdesks", "Fetching", "HTTPClient", "Support", "CivilTime"],
      path: "Tests/HelpdeskKit", swiftSettings: strict),
    tests(of: "CivilTime"),
    tests(of: "JSONReader"),
    tests(of: "Encoding"),
    tests(of: "TableReader"),
    tests(of: "Files"),
    tests(of: "Threads"),
    tests(of: "Compression"),
    tests(of: "Sealing", with: ["Encoding", "JSONReader"]),
    tests(of: "SQLCore"),
    tests(of: "SQLiteStore", with: ["SQLCore"]),
    tests(of: "PostgresStore", with: ["SQLCore"]),
    tests(of: "HTTPServer", with: ["Compression"]),
    tests(of: "HTTPClient"),
    tests(of: "YAMLReader"),
    tests(of: "Support", with: ["CivilTime"]),
    tests(of: "Metrics", with: ["Support", "CivilTime"]),
    tests(of: "Markup"),
    tests(of: "Fetching", with: ["HTTPClient", "JSONReader", "CivilTime", "VendorDoubles"]),
    tests(
      of: "Helpdesks",
      with: [
        "Fetching", "HTTPClient", "JSONReader", "Support", "CivilTime", "Encoding", "DemoCompany", "VendorDoubles",
        "Sealing",
      ]),
    tests(of: "Warehouse", with: ["Support", "Metrics", "CivilTime", "SQLCore"]),
    tests(of: "Accounts", with: ["Warehouse", "SQLCore", "CivilTime", "Sealing"]),
    tests(
      of: "Sync",
      with: [
        "Warehouse", "Helpdesks", "Fetching", "HTTPClient", "Support", "Metrics", "CivilTime", "SQLCore", "JSONReader",
        "DemoCompany", "VendorDoubles", "HelpdeskKit",
      ]),
    tests(
      of: "Runtime",
      with: [
        "Support", "Metrics", "Warehouse", "CivilTime", "JSONReader", "Sync", "Helpdesks", "Fetching", "SQLCore",
        "HelpdeskKit", "Sealing", "Files",
      ]),
    tests(
      of: "Web",
      with: [
        "Runtime", "Accounts", "Markup", "Metrics", "Support", "Warehouse", "HTTPServer", "JSONReader", "CivilTime",
        "Sync", "Sealing", "Helpdesks", "Fetching", "SQLCore", "HelpdeskKit", "VendorDoubles", "Files",
      ]),
    tests(
      of: "Tool",
      with: [
        "CivilTime", "JSONReader", "Metrics", "Sync", "Runtime", "Accounts", "SQLCore", "SQLiteStore", "DemoCompany",
        "VendorDoubles", "replyledger",
      ]),
    tests(of: "DemoCompany", with: ["JSONReader", "CivilTime", "Support"]),
    tests(of: "VendorDoubles", with: ["DemoCompany", "HTTPServer", "HTTPClient", "JSONReader", "CivilTime"]),
  ]
)
