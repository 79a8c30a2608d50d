import Testing

@testable import Tool

@Suite struct `An error that nobody foresaw` {
  struct Wordless: Error { let inside = "customer text" }

  struct Worded: Error, CustomStringConvertible { let description = "could not reach the moon: it is day" }

  @Test func `is told by what was tried, never by its inside`() {
    let failure = Failure(Wordless(), of: "metric")
    #expect(failure.status == .failed)
    #expect(failure.message == "replyledger metric: could not finish “metric”: an unexpected error (Wordless)")
  }

  @Test func `keeps its own words where it has some`() {
    #expect(Failure(Worded(), of: "").message == "replyledger: could not reach the moon: it is day")
  }

  @Test func `is none when the reader of a pipe has seen enough`() {
    let failure = Failure(OutputClosed(), of: "metric")
    #expect(failure.status == .done && failure.message == nil)
  }

  @Test func `counts as stopped when somebody stopped the command`() {
    let failure = Failure(CancellationError(), of: "import messenger")
    #expect(failure.status.rawValue == 130)
    #expect(failure.message == "replyledger import messenger: stopped before the end; nothing was changed")
  }
}
