import CivilTime
import Fetching
import JSONReader
import Support
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = instant("2026-03-02T12:00:00Z")

private func standing(_ desk: HelpScoutDesk, _ change: (inout HelpScoutDouble.Settings) -> Void = { _ in })
  -> HelpScoutDouble
{
  var settings = HelpScoutDouble.Settings()
  settings.limit = nil
  change(&settings)
  return HelpScoutDouble(desk, settings: settings, clock: DoubleClock(at: now))
}

private func told(_ notices: [Notice]) -> [String: Happening] {
  Dictionary(notices.map { ("\($0.key.vendorID) \($0.event.id)", $0.event.happening) }) { first, _ in first }
}

@Suite struct `What becomes of conversations at Help Scout` {
  @Test func `deleted, merged and present ones are told apart by their ids`() async throws {
    let double = standing(.sample(8))
    try await DoubleServer.serve(double) { server, address in
      let ids = double.desk.conversations.keys.sorted()
      double.change { desk in
        desk.delete(ids[0], at: now + -900)
        desk.merge(ids[1], into: ids[2], by: .user(341_000), at: now + -800)
        desk.merge(ids[3], into: ids[4], by: .user(341_000), at: now + -61 * 86_400)
      }
      let asked = [ids[0], ids[1], ids[3], ids[5], 12_345].map(String.init)
      let walked = try await Desk(address).walk(.only(asked), at: now).0
      // The survivor comes with what was merged into it.
      #expect(walked.ids == Set([ids[2], ids[5]].map(String.init)))
      #expect(
        told(walked.notices) == [
          "\(ids[0]) deleted": .deleted(true),
          "\(ids[1]) merged": .merged(into: ConversationKey(source: "hs", vendorID: "\(ids[2])")),
          "\(ids[3]) deleted": .deleted(true), "12345 deleted": .deleted(true),
        ])
      // The line item knows when, and by whom.
      let merged = try #require(walked.notices.first { $0.event.id == "merged" })
      #expect(merged.event.occurredAt == now + -800)
      #expect(merged.event.actor == actor(.agent, "341000", "Ada Albrecht"))
      #expect(walked[ids[2]]?.events.count { $0.id.hasPrefix("thread:") } == 5)
      #expect(walked.rejected.isEmpty)
      #expect(server.log.count("/v2/conversations/**") == 6)
    }
  }

  @Test func `what was merged twice leads to where it is now`() async throws {
    let double = standing(.sample(4))
    try await DoubleServer.serve(double) { _, address in
      let ids = double.desk.conversations.keys.sorted()
      double.change { desk in
        desk.merge(ids[0], into: ids[1], by: .user(341_000), at: now + -900)
        desk.merge(ids[1], into: ids[2], by: .user(341_000), at: now + -800)
      }
      let walked = try await Desk(address).walk(.only(["\(ids[0])"]), at: now).0
      #expect(walked.ids == ["\(ids[2])"])
      #expect(Set(told(walked.notices).keys) == ["\(ids[0]) merged", "\(ids[1]) merged"])
    }
  }

  @Test func `ids that are none are set aside`() async throws {
    try await DoubleServer.serve(standing(.sample(1))) { server, address in
      let walked = try await Desk(address).walk(.only(["../users", "", "-4"]), at: now).0
      #expect(walked.rejected.count == 3)
      #expect(walked.rejected.first?.why == "“../users” is no id of a conversation")
      #expect(server.log.count("/v2/conversations/**") == 0)
    }
  }

  @Test(arguments: [true, false]) func `spam is found whether all includes it or not`(_ included: Bool) async throws {
    let double = standing(.sample(60)) { $0.allIncludesSpam = included }
    try await DoubleServer.serve(double) { _, address in
      let ids = double.desk.conversations.keys.sorted()
      double.change { desk in
        for id in ids.prefix(30) { desk.spam(id, by: .user(341_000), at: now + -900) }
      }
      let walked = try await Desk(address).everything(passes: [.conversations], at: now)
      #expect(walked.ids.count == 60)
      #expect(walked[ids[3]]?.events.last.map { Said($0) }?.happening == .spam(true))
      #expect(walked[ids[3]]?.events.last?.isInferred == false)
      #expect(walked[ids[40]]?.events.contains { $0.happening == .spam(true) } == false)
      let changed = try await Desk(address).walk(.changed(since: now + -1_000), passes: [.conversations], at: now).0
      #expect(changed.ids.count == 30)
    }
  }

  @Test func `chats and what is not whole are read by a call of their own`() async throws {
    var desk = HelpScoutDesk.sample(6)
    let ids = desk.conversations.keys.sorted()
    let chat = desk.open(
      in: 101, by: .customer(7_001), customer: 7_001, at: now + -9_000, subject: "Chat", type: "chat", source: "chat")
    for step in 0..<70 {
      let author: HelpScoutDesk.Author = step % 2 == 0 ? .customer(7_001) : .user(341_000)
      desk.write("Line \(step)", in: chat, by: author, at: now + -9_000 + Int64(step), as: "chat")
    }
    desk.loseKeys(of: ids[2])
    let double = standing(desk)
    try await DoubleServer.serve(double) { server, address in
      let walked = try await Desk(address).everything(passes: [.conversations], at: now)
      #expect(walked[chat]?.events.count { $0.happening == .message(.publicReply) } == 70)
      #expect(walked[chat]?.conversation.channel == .chat)
      #expect(walked[chat]?.events.first { $0.text == "Line 69" } != nil)
      #expect(walked[ids[2]]?.events.map(\.id).count == walked[ids[1]]?.events.map(\.id).count)
      #expect(server.log.count(PathPattern("/v2/conversations/\(chat)/threads")) == 3)
      #expect(server.log.count("/v2/conversations/{id}/threads") == 4)
      #expect(walked.rejected.isEmpty)
    }
  }

  @Test func `what is deleted between the list and its messages is gone`() async throws {
    var desk = HelpScoutDesk.sample(3)
    let id = desk.newest
    desk.loseKeys(of: id)
    let double = standing(desk)
    try await DoubleServer.serve(double) { server, address in
      server.watch { call in
        if call.path.hasSuffix("threads") { double.change { $0.delete(id, at: now) } }
      }
      let walked = try await Desk(address).everything(passes: [.conversations], at: now)
      #expect(told(walked.notices) == ["\(id) deleted": .deleted(true)])
      #expect(walked.ids.count == 2)
      #expect(walked.rejected.isEmpty)
    }
  }

  @Test func `entries that come and go while they are read are all there in the end`() async throws {
    var desk = HelpScoutDesk.sample(1)
    let id = desk.newest
    desk.loseKeys(of: id)
    for step in 0..<60 {
      desk.write("Line \(step)", in: id, by: .user(341_000), at: now + -900 + Int64(step), as: "note")
    }
    let double = standing(desk)
    try await DoubleServer.serve(double) { server, address in
      server.watch { call in
        guard call.path.hasSuffix("threads"), call.target.hasSuffix("page=2") else { return }
        double.change { desk in
          guard desk.conversations[id]?.threads.count ?? 0 > 59 else { return }
          desk.removeEntry(at: 55, of: id)
        }
      }
      let walked = try await Desk(address).everything(passes: [.conversations], at: now)
      let entries = Set(double.desk.conversations[id]?.threads.map { "thread:\($0.id)" } ?? [])
      #expect(entries.count == 59)
      #expect(Set(walked[id]?.events.map(\.id).filter { $0.hasPrefix("thread") } ?? []) == entries)
    }
  }

  @Test func `a conversation that left the inboxes of the settings is told of where it is known`() async throws {
    var desk = HelpScoutDesk.sample(3)
    desk.mailboxes.append(HelpScoutDesk.Mailbox(id: 999, name: "Elsewhere"))
    let id = desk.newest
    desk.move(id, to: 999, by: .user(341_000), at: now + -60)
    let double = standing(desk)
    try await DoubleServer.serve(double) { _, address in
      let source = try Desk(address, inboxes: [HelpScout.Inbox(id: "101")])
      let walked = try await source.walk(.only(["\(id)"]), at: now).0
      #expect(walked.records.isEmpty)
      #expect(
        told(walked.notices) == ["\(id) left@999": .inbox(id: "999"), "\(id) left@999:closed": .state(.closed)])
      let everything = try await source.everything(passes: [.conversations], at: now)
      #expect(everything.ids.count == 2)
    }
  }

  @Test func `tags that nobody's update tells of are seen when recent days are read again`() async throws {
    let double = standing(.sample(40))
    try await DoubleServer.serve(double) { _, address in
      let id = double.desk.newest
      let before = try await Desk(address).everything(passes: [.conversations], at: now)
      double.change { $0.tag(id, ["pro"]) }
      #expect(try await Desk(address).walk(.changed(since: now + -600), at: now).0.ids.isEmpty)
      let after = try await Desk(address).everything(
        since: instant("2026-01-01T00:00:00Z"), passes: [.conversations], at: now)
      #expect(before[id]?.conversation.tags == [])
      #expect(after[id]?.conversation.tags == ["pro"])
    }
  }
}

@Suite struct `Ratings of Help Scout` {
  private func rated(_ count: Int) -> HelpScoutDesk {
    var desk = HelpScoutDesk.sample(count)
    for (index, id) in desk.conversations.keys.sorted().enumerated() {
      let at = now + (-100 - Int64(index) * 3_600)
      desk.rate(id, level: index % 3 + 1, comments: "c\(index)", by: 7_001 + index % 100, at: at)
    }
    return desk
  }

  @Test func `come from the report, each once, with its time`() async throws {
    let double = standing(rated(130))
    try await DoubleServer.serve(double) { server, address in
      let walked = try await Desk(address, inboxes: [HelpScout.Inbox(id: "101")]).everything(at: now)
      #expect(walked.notices.count == 130)
      #expect(Set(walked.notices.map(\.event.id)).count == 130)
      #expect(walked.records.values.allSatisfy { $0.events.allSatisfy { !$0.id.hasPrefix("rating") } })
      let id = double.desk.oldest
      let thread = try #require(double.desk.conversations[id]?.threads.last?.id)
      let notice = try #require(walked.notices.first { $0.key.vendorID == "\(id)" })
      #expect(
        Said(notice.event)
          == Said(
            "rating:\(thread):7001", (now + -100).iso8601, actor(.customer, "7001", "Customer 1"),
            .rating(Rating(score: 3, of: 3, personID: "341000", survey: "\(thread)")), "c0"))
      #expect(server.log.count(status: 400) == 0)
    }
  }

  @Test func `are read again for a month, because customers change them`() async throws {
    let double = standing(rated(3))
    try await DoubleServer.serve(double) { _, address in
      let id = double.desk.newest
      let since = now + -SyncPass.ratings.overlap
      let before = try await Desk(address).walk(.changed(since: since), passes: [.ratings], at: now).0
      double.change { $0.rate(id, level: 2, comments: "better", by: 7_003, at: now + -10) }
      let after = try await Desk(address).walk(.changed(since: since), passes: [.ratings], at: now).0
      #expect(before.notices.count == 3)
      #expect(after.notices.count == 3)
      #expect(Set(before.notices.map(\.event.id)) == Set(after.notices.map(\.event.id)))
      #expect(after.notices.first { $0.key.vendorID == "\(id)" }?.event.text == "better")
    }
  }

  @Test func `come from the messages where the plan has no report`() async throws {
    let double = standing(rated(5)) { $0.hasReports = false }
    try await DoubleServer.serve(double) { _, address in
      let desk = try Desk(address)
      let walked = try await desk.everything(passes: [.conversations], at: now)
      let ratings = walked.records.values.flatMap(\.events).filter { $0.id.hasPrefix("rating:") }
      #expect(ratings.count == 5)
      #expect(ratings.allSatisfy { $0.isInferred })
      #expect(walked.notices.isEmpty)
      await #expect { try await desk.walk(.changed(since: now + -600), passes: [.ratings], at: now) } throws: { error in
        (error as? VendorError)?.kind == .forbidden
      }
    }
  }

  @Test func `a row that says nothing is set aside`() throws {
    let row = try JSONValue(#"{"id":5,"threadid":6,"ratingId":9,"ratingCreatedAt":"2017-12-12T12:12:13"}"#)
    #expect(throws: JSONMismatch(path: "ratingId", expected: "1, 2 or 3", found: "the number 9")) {
      try HelpScoutRatingRow(row.root)
    }
  }

  @Test func `of a conversation that a webhook named come with it`() async throws {
    let double = standing(rated(60))
    try await DoubleServer.serve(double) { server, address in
      let ids = double.desk.conversations.keys.sorted()
      let walked = try await Desk(address).walk(.only(["\(ids[3])", "\(ids[55])"]), at: now).0
      #expect(walked.ids.count == 2)
      // The other one was rated longer ago than a webhook comes late.
      #expect(walked.notices.map(\.key.vendorID) == ["\(ids[3])"])
    }
  }
}
