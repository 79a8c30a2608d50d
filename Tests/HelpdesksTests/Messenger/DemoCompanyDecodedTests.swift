import CivilTime
import DemoCompany
import Foundation
import Helpdesks
import Support
import Testing

@Suite struct `The demo company's file` {
  @Test func `decodes to the numbers the company knows of itself`() throws {
    let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
    let zone = try ZoneFile.zone(named: "Europe/Berlin", from: [UInt8](file))
    let company = HaldenSoftware(
      seed: 7, zone: zone, endingAt: Instant(seconds: 1_795_000_000), days: 120, conversationsPerDay: 20)
    var bytes: [UInt8] = []
    let answers = company.writeGroupedChats { bytes += $0 }
    let decoded = Decoded(bytes, chunks: 65_536)

    #expect(decoded.error == nil)
    #expect(decoded.totals?.chats == answers.conversations)
    #expect(decoded.totals?.messages == answers.messages)
    #expect(decoded.totals?.rejectedCount == 0)
    #expect(decoded.totals?.duplicates == 0)
    #expect(decoded.totals?.warnings == [])
    #expect(decoded.events.count { $0.actor.kind == .customer } == answers.customerMessages)
    #expect(decoded.events.count { $0.text?.contains(HaldenSoftware.autoReplyMark) == true } == answers.autoReplies)
    #expect(decoded.events.count { $0.actor.name == HaldenSoftware.bot } == answers.botMessages)

    var replies: [LocalDay: [String: Int]] = [:]
    for event in decoded.events where event.actor.kind == .agent && event.actor.name != HaldenSoftware.bot {
      guard event.text?.contains(HaldenSoftware.autoReplyMark) == false else { continue }
      replies[zone.day(of: event.occurredAt).firstOfMonth, default: [:]][event.actor.id, default: 0] += 1
    }
    #expect(replies == answers.repliesPerMonth)
  }
}
