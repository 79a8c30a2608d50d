import CivilTime
import Testing

@testable import Metrics

@Suite struct `A change` {
  static let now = Instant(seconds: 1_800_000_000)

  private func query(_ metric: Metric, by dimensions: [Dimension]) throws -> MetricQuery {
    let period = try #require(Period(from: day("2025-03-15"), to: day("2025-04-10")))
    return MetricQuery(metric, over: period, zone: "Europe/Berlin", by: dimensions)
  }

  private func change(
    _ metric: Metric, by dimensions: [Dimension], _ statistic: ChangeAccount.Statistic? = nil, of columns: FactColumns
  ) throws -> ChangeAccount {
    try columns.change(
      of: query(metric, by: dimensions), since: .previous, statistic, in: berlin, asOf: `A change`.now)
  }

  static let metrics: [Metric] = [
    .conversationsCreated, .humanReplies, .workUnits, .firstResponse, .responseTime, .fullResolutionTime,
    .repliesToResolve, .satisfaction, .durableResolution, .firstReplyPromise, .happiness, .killRate, .outOfHoursShare,
    .backlog, .flow, .resolutions,
  ]

  @Test(arguments: metrics) func `is exactly what its parts come to`(_ metric: Metric) async throws {
    for seed in 1...4 {
      await Task.yield()
      let columns = RandomLedger(seed: UInt64(seed), conversations: 400).columns
      let dimensions: [[Dimension]] = [[.source], [.inbox, .channel], [.weekday], [.initiator]]
      let personal: [[Dimension]] = metric.definition.attributions.isEmpty ? [] : [[.person], [.team]]
      for by in dimensions + personal {
        if metric.definition.basis == .asOf, by.contains(where: \.isTime) { continue }
        let account = try change(metric, by: by, of: columns)
        guard let change = account.change else { continue }
        let sum = account.parts.reduce(0) { $0 + $1.contribution }
        let scale = max(1, change.magnitude, account.parts.reduce(0) { $0 + $1.contribution.magnitude })
        #expect(abs(sum + account.residual - change) <= 1e-9 * scale, "\(by)")
        #expect(abs(account.residual) <= 1e-9 * scale, "\(by)")
        for part in account.parts {
          guard let mix = part.mix, let within = part.within else { continue }
          #expect(abs(mix + within - part.contribution) <= 1e-9 * scale, "\(by)")
        }
      }
    }
  }

  // The rows of a kill rate are its resolutions, while it rests on what was created.
  @Test(arguments: metrics.filter { $0 != .killRate }) func `opens the rows of each part, now and before`(
    _ metric: Metric
  ) throws {
    let columns = RandomLedger(seed: 6, conversations: 500).columns
    let account = try change(metric, by: [.source], of: columns)
    for part in account.parts {
      let queries = try #require(account.queries(behind: part))
      #expect(columns.receipt(of: queries.now, in: berlin, asOf: `A change`.now).count == part.now.sample)
      #expect(columns.receipt(of: queries.before, in: berlin, asOf: `A change`.now).count == part.before.sample)
    }
  }

  @Test func `tells more of the slow ones from slower ones`() throws {
    // Slow ones took 100 and take 100; quick ones took 10 and take 10; only there are more slow ones now.
    func account(_ now: [(String, Double, Double)], _ before: [(String, Double, Double)]) -> [ChangeAccount.Part] {
      func answer(_ groups: [(String, Double, Double)]) throws -> Answer {
        var answer = Answer.nothing(to: try query(.satisfaction, by: [.source]), notAvailable: [])
        answer.groups = groups.map { name, hits, all in
          Answer.Group(
            labels: [name], value: .share(Share(numerator: hits, denominator: all)), sample: Int(all))
        }
        return answer
      }
      guard let late = try? answer(now), let early = try? answer(before) else { return [] }
      var segments = Segments(now: late, before: early)
      segments.poolSmallOnes()
      return segments.mixAndWithin() ?? []
    }
    let mixed = account([("slow", 30, 60), ("quick", 36, 40)], [("slow", 10, 20), ("quick", 72, 80)])
    #expect(mixed.allSatisfy { abs($0.within ?? 1) < 1e-12 })
    #expect(abs(mixed.reduce(0) { $0 + ($1.mix ?? 0) } - (0.66 - 0.82)) < 1e-12)
    let slower = account([("slow", 10, 20), ("quick", 40, 80)], [("slow", 10, 20), ("quick", 72, 80)])
    #expect(slower.allSatisfy { abs($0.mix ?? 1) < 1e-12 })
    #expect(abs(slower.reduce(0) { $0 + ($1.within ?? 0) } - (0.5 - 0.82)) < 1e-12)
    let gone = account([("quick", 72, 80)], [("slow", 10, 20), ("quick", 72, 80)])
    #expect(gone.allSatisfy { abs($0.within ?? 1) < 1e-12 })
  }

  @Test func `pools what has fewer than five rows in both periods`() throws {
    let columns = RandomLedger(seed: 8, conversations: 60).columns
    let account = try change(.firstResponse, by: [.person, .priority], of: columns)
    let samples = account.parts.filter { !$0.isPooled && $0.segments.count == 1 }.map {
      max($0.now.sample, $0.before.sample)
    }
    #expect(samples.count(where: { $0 < 5 }) <= 1, "one small segment alone is its own pool")
    let pooled = try #require(account.parts.last)
    #expect(pooled.isPooled && pooled.segments.count > 1)
    #expect(account.queries(behind: pooled) == nil, "no one filter names several pairs")
    let sizes = account.parts.dropLast().map(\.contribution.magnitude)
    #expect(sizes == sizes.sorted(by: >))
  }

  @Test(arguments: 1...8) func `of a percentile is what putting one segment back does, and a residual`(_ seed: Int)
    throws
  {
    let columns = RandomLedger(seed: UInt64(seed), conversations: 400).columns
    for (statistic, share) in [(ChangeAccount.Statistic.p50, 0.5), (.p90, 0.9)] {
      let account = try change(.responseTime, by: [.person], statistic, of: columns)
      func values(_ query: MetricQuery) -> [Int64] {
        columns.receipt(of: query, in: berlin, asOf: `A change`.now).compactMap(\.value)
      }
      func percentile(_ values: [Int64]) throws -> Double {
        guard case .durations(let summary) = Recount.summary(values) else { throw QueryProblem(parameter: "", why: "") }
        return share == 0.5 ? summary.p50 : summary.p90
      }
      var whole = account.now
      whole.by = []
      let all = try percentile(values(whole))
      #expect(account.valueNow == all)
      for part in account.parts {
        let behind = try #require(account.queries(behind: part))
        var others: [Int64] = values(behind.before)
        for other in account.parts where other != part {
          others += values(try #require(account.queries(behind: other)).now)
        }
        let expected = all - (try percentile(others))
        #expect(abs(part.contribution - expected) < 1e-6)
      }
      let sum = account.parts.reduce(0) { $0 + $1.contribution }
      #expect(abs(sum + account.residual - (account.change ?? .nan)) < 1e-6)
    }
  }

  @Test func `refuses what cannot be taken apart, and says why`() throws {
    let columns = RandomLedger(seed: 1, conversations: 50).columns
    let refused: [(Metric, [Dimension], ChangeAccount.Statistic?, String)] = [
      (.humanReplies, [], nil, "by"), (.humanReplies, [.day], nil, "by"), (.touchClasses, [.class], nil, "by"),
      (.busiestTimes, [.source], nil, "metric"), (.humanReplies, [.source], .p90, "statistic"),
      (.conversationsCreated, [.person], nil, "by"),
    ]
    for (metric, by, statistic, parameter) in refused {
      let problem = #expect(throws: QueryProblem.self) { try change(metric, by: by, statistic, of: columns) }
      #expect(problem?.parameter == parameter, "\(metric) \(by)")
    }
  }

  @Test func `has nothing to say where a period is empty`() throws {
    let columns = RandomLedger(seed: 1, conversations: 50).columns
    let period = try #require(Period(from: day("2024-03-01"), to: day("2024-04-01")))
    let account = try columns.change(
      of: MetricQuery(.firstResponse, over: period, zone: "Europe/Berlin", by: [.source]), since: .unit, in: berlin,
      asOf: `A change`.now)
    #expect(account.change == nil && account.parts.isEmpty && account.residual == 0)
  }
}
