import CivilTime
import DemoCompany
import Foundation
import JSONReader
import Testing

@Suite struct `The demo company` {
  let berlin: Zone
  let end: Instant

  init() throws {
    let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
    berlin = try ZoneFile.zone(named: "Europe/Berlin", from: [UInt8](file))
    end = try #require(Timestamp("2026-11-20T14:30:00Z")).instant
  }

  private func company(seed: UInt64 = 1, days: Int = 400, conversationsPerDay: Int = 4) -> HaldenSoftware {
    HaldenSoftware(seed: seed, zone: berlin, endingAt: end, days: days, conversationsPerDay: conversationsPerDay)
  }

  private func told(_ company: HaldenSoftware) -> (file: [UInt8], answers: KnownAnswers) {
    var file: [UInt8] = []
    let answers = company.writeGroupedChats { file += $0 }
    return (file, answers)
  }

  private func fingerprint(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test func `tells the same year for the same seed, in every version of this program`() {
    let (file, answers) = told(company())
    let (again, sameAnswers) = told(company())
    #expect(file == again)
    #expect(answers == sameAnswers)
    #expect(fingerprint(file) == 0x12F5_4110_D686_B91E)
    #expect(told(company(seed: 2)).file != file)
  }

  @Test func `hands its file over in pieces`() {
    var largest = 0
    var pieces = 0
    _ = company(days: 60, conversationsPerDay: 30).writeGroupedChats {
      largest = max(largest, $0.count)
      pieces += 1
    }
    #expect(pieces > 5)
    #expect(largest < 100_000)
  }

  @Test func `knows its own numbers`() throws {
    let (file, answers) = told(company())
    let recount = try Recount(file, in: berlin)
    #expect(recount.conversations == answers.conversations)
    #expect(recount.messages == answers.messages)
    #expect(recount.autoReplies == answers.autoReplies)
    #expect(recount.botMessages == answers.botMessages)
    #expect(recount.createdPerDay == answers.createdPerDay)
    #expect(recount.repliesPerMonth == answers.repliesPerMonth)
    #expect(recount.firstResponseSeconds == answers.firstResponseSeconds)
    #expect(recount.outbound == answers.outbound)
    #expect(answers.createdPerMonth.values.reduce(0, +) == answers.conversations)
    #expect(
      answers.messages
        == answers.customerMessages + answers.autoReplies + answers.botMessages + answers.replies)
  }

  @Test func `has everything a year of support has`() async throws {
    let (file, answers) = told(company(conversationsPerDay: 30))
    await Task.yield()
    let recount = try Recount(file, in: berlin)
    await Task.yield()
    #expect((10_000...14_000).contains(answers.conversations))
    #expect(Set(answers.repliesPerMonth.values.flatMap(\.keys)).count == 8, "seven people and the unnamed one")
    #expect(answers.createdPerDay.count == 400)
    #expect(answers.autoReplies > 1_000 && answers.botMessages > 500)
    #expect(answers.outbound > 300 && answers.withoutFirstResponse > 500)
    #expect(recount.longestGap > 30 * 86_400)
    #expect(recount.unsortedChats > 100)
    #expect(recount.last < end && end - recount.last < 7_200)
    #expect(recount.texts.count > 3_000)
    let mondays = answers.createdPerDay.filter { $0.key.weekday == 0 }.map(\.value)
    let sundays = answers.createdPerDay.filter { $0.key.weekday == 6 }.map(\.value)
    #expect(mondays.reduce(0, +) > 2 * sundays.reduce(0, +))
  }

  @Test func `is awake while the clocks change`() throws {
    let (file, _) = told(company())
    let recount = try Recount(file, in: berlin)
    for text in ["2026-03-29", "2026-10-25"] {
      let day = try #require(LocalDay(iso8601: text))
      let night = berlin.start(of: day) + 3_600..<berlin.start(of: day) + 4 * 3_600
      #expect(recount.times.contains(where: night.contains))
    }
  }

  @Test func `leaves no slot unfilled`() throws {
    let (file, _) = told(company())
    #expect(try Recount(file, in: berlin).texts.allSatisfy { !$0.contains("{") && !$0.contains("}") && !$0.isEmpty })
  }
}

/// The same numbers, counted again from nothing but the file.
private struct Recount {
  var conversations = 0
  var messages = 0
  var autoReplies = 0
  var botMessages = 0
  var outbound = 0
  var unsortedChats = 0
  var longestGap: Int64 = 0
  var last = Instant(seconds: 0)
  var times: [Instant] = []
  var texts: Set<String> = []
  var createdPerDay: [LocalDay: Int] = [:]
  var repliesPerMonth: [LocalDay: [String: Int]] = [:]
  var firstResponseSeconds: [LocalDay: [Int64]] = [:]

  private enum Role { case customer, human, bot, automatic }

  private struct Row {
    let at: Instant
    let role: Role
    let agent: String
  }

  init(_ file: [UInt8], in zone: Zone) throws {
    let limits = JSONLimits(bytes: 1 << 30, values: 100_000_000)
    for chat in try JSONValue(utf8: file, limits: limits).root.object.members {
      let rows = try JSONField(chat.value).array.map { try row($0) }
      let sorted = rows.sorted { $0.at < $1.at }
      if rows.map(\.at) != sorted.map(\.at) { unsortedChats += 1 }
      count(sorted, in: zone)
    }
    for month in firstResponseSeconds.keys { firstResponseSeconds[month]?.sort() }
  }

  private mutating func row(_ field: JSONField) throws -> Row {
    let text = try field["MESSAGE_CONTENT"].string
    let agent = try (field["AGENT_USERNAME"].ifPresent ?? field["AGENT_EMAIL"].ifPresent)?.string ?? ""
    let at = try #require(Timestamp(field["SOCIAL_CREATE_TIME"].string)).instant
    texts.insert(text)
    times.append(at)
    last = max(last, at)
    let role: Role
    if text.contains(HaldenSoftware.autoReplyMark) {
      role = .automatic
    } else if try field["DIRECTION"].string == "to_company" {
      role = .customer
    } else {
      role = agent == HaldenSoftware.bot ? .bot : .human
    }
    return Row(at: at, role: role, agent: agent)
  }

  private mutating func count(_ rows: [Row], in zone: Zone) {
    conversations += 1
    messages += rows.count
    autoReplies += rows.count { $0.role == .automatic }
    botMessages += rows.count { $0.role == .bot }
    for reply in rows where reply.role == .human {
      repliesPerMonth[zone.day(of: reply.at).firstOfMonth, default: [:]][reply.agent, default: 0] += 1
    }
    let heard = rows.filter { $0.role != .automatic }
    guard let first = heard.first else { return }
    if first.role == .human { outbound += 1 }
    let day = zone.day(of: first.at)
    createdPerDay[day, default: 0] += 1
    for (before, after) in zip(heard, heard.dropFirst()) { longestGap = max(longestGap, after.at - before.at) }
    guard let asked = heard.firstIndex(where: { $0.role == .customer }),
      let answered = heard[asked...].firstIndex(where: { $0.role == .human })
    else { return }
    let waiting = heard[asked...answered]
    guard zip(waiting, waiting.dropFirst()).allSatisfy({ $1.at - $0.at <= 86_400 }) else { return }
    firstResponseSeconds[day.firstOfMonth, default: []].append(heard[answered].at - heard[asked].at)
  }
}
