import Metrics
import TestKit
import Testing

@testable import Sync

@Suite struct `LiveChat's thumbs` {
  @Test func `are 0 and 1: their mean is the part that is up`() async throws {
    let vendor = ConformingVendor.liveChat
    try await Stand.of(vendor, vendor.story(days: 30)) { stand in
      #expect(try await stand.sync().state == .done)
      let mean = try await stand.answer(.meanScore)
      let satisfaction = try await stand.answer(.satisfaction)
      guard case .score(let score, let n) = mean.value, case .share(let share) = satisfaction.value else {
        Issue.record("no ratings: \(mean.value), \(satisfaction.value)")
        return
      }
      #expect(n > 5 && n == satisfaction.sample)
      #expect(share.value.map { abs($0 - score) < 1e-9 } == true)
      #expect(Set(mean.groups.map(\.labels)) == [["0/1"], ["1/1"]])
      guard case .score(let points, _) = try await stand.answer(.happiness).value else {
        Issue.record("no happiness score")
        return
      }
      #expect(abs(points - (2 * score - 1) * 100) < 1e-9)
    }
  }
}
