import Helpdesks
import Metrics
import Runtime
import Testing

@Suite struct `What a kind of source can supply` {
  private func provision(of metric: Metric, from kind: String) throws -> Provision {
    try #require(SourceOffer.all.first { $0.id == kind }).provision(of: metric.definition)
  }

  @Test func `is said in the words of the help desks`() {
    #expect(Need.allCases.map(\.rawValue) == Supply.allCases.map(\.rawValue))
    for offer in SourceOffer.all { #expect(Set(offer.supplies.keys) == Set(Supply.allCases), "\(offer.name)") }
  }

  @Test func `is told for every kind that can be connected`() {
    let kinds = Set(SourceOffer.all.map(\.id))
    for kind in Settings.SourceKind.allCases { #expect(kinds.contains(kind.rawValue)) }
  }

  @Test func `is everything where a number needs nothing`() throws {
    for offer in SourceOffer.all { #expect(offer.provision(of: Metric.freshness.definition) == .full) }
  }

  @Test func `is nothing where a need is not met, with the reason`() throws {
    #expect(
      try provision(of: .timeLogged, from: "helpscout") == .none("Help Scout has no time entries"))
    #expect(try provision(of: .timeLogged, from: "freshservice") == .full)
    #expect(
      try provision(of: .satisfaction, from: "messenger-upload") == .none("a file of chats holds messages only"))
  }

  @Test func `is a part where something stands in, and says what`() throws {
    #expect(
      try provision(of: .resolutions, from: "messenger-upload")
        == .partial(
          "when states changed: a file of chats holds messages only, so an episode ends after a long silence, and the number says so; "
            + "who closed: a file of chats holds messages only, so whoever held it then gets the credit, and the number says so"
        ))
    #expect(try provision(of: .resolutions, from: "request-tracker") == .full)
  }
}
