import TestKit
import Testing

@testable import Tool

@Suite struct `A wrong command line` {
  static let lines = [
    "", "metrik M05", "import", "import mesenger a.json", "import table a.csv", "sync", "store distribute",
    "help metrik",
    "--jsn", "--json", "metric", "metric M5", "metric Z99", "metric M05 --jsn", "metric M05 --json=yes",
    "metric M05 --by",
    "metric M05 --by --json", "metric M05 --by persn", "metric M05 --by source,colour", "metric M05 --period lastmonth",
    "metric M05 --period soon", "metric M05 --from 2025-02-30 --to 2025-03-01", "metric M05 --from 2025-03-01",
    "metric M05 --from 2025-03-01 --to 2025-03-01", "metric M05 --from 2025-03-01 --to 2025-03-02 --period today",
    "metric M05 --zone Europe/Berlim", "metric M05 --zone ../../etc/passwd", "metric M05 --where source",
    "metric M05 --where sorce=facebook", "metric M05 --where day=2026-10-01", "metric M05 --clock business",
    "metric M15 --clock sand", "metric M15 --attribution holder", "metric M01 --by person",
    "metric M05 --zone UTC --zone UTC",
    "import messenger", "import messenger - -", "import messenger a.json --source Face:book", "completion",
    "completion tcsh",
    "completion bash zsh", "init extra", "doctor --jason",
  ]

  @Test func `is answered with what is wrong and what to type`() async throws {
    try await inWorkplace { place in
      var text = ""
      for line in Self.lines {
        let outcome = await place.run(line)
        #expect(outcome.status == .misused && outcome.output.isEmpty, "\(line)")
        text += "$ replyledger \(line)\n\(outcome.talk)\n"
      }
      #expect(!place.has("replyledger.db"), "nothing was begun")
      try expectGolden(Array(text.utf8), "help/usage-errors.txt")
    }
  }
}
