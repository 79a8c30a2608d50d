import CivilTime
import DemoCompany
import Foundation
import Testing

@Suite struct `A story` {
  /// Told once for all tests here; it takes a moment.
  private static let told = Result {
    let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
    let berlin = try ZoneFile.zone(named: "Europe/Berlin", from: [UInt8](file))
    let end = try #require(Timestamp("2026-11-20T14:30:00Z")).instant
    return StoryTeller(seed: 1, zone: berlin, endingAt: end, days: 400, conversationsPerDay: 5).tell()
  }

  let year: Story
  let berlin: Zone
  let end: Instant

  init() throws {
    year = try Self.told.get()
    berlin = year.zone
    end = year.period.upperBound
  }

  private func told(seed: UInt64, channels: [(Tale.Channel, Int)] = [(.email, 1), (.chat, 1)]) -> Story {
    StoryTeller(
      seed: seed, zone: berlin, endingAt: end, days: 60, conversationsPerDay: 8,
      inbox: Tale.Inbox(id: Int(seed), name: "Inbox \(seed)"), channels: channels
    ).tell()
  }

  /// FNV-1a over everything that a story says.
  private func fingerprint(_ story: Story) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for tale in story.tales {
      let head = "\(tale.number)|\(tale.channel)|\(tale.subject)|\(tale.customerID)|\(tale.priority)|\(tale.type)"
      for text in [head] + tale.beats.map({ "\($0.at.seconds)|\($0.doer)|\($0.deed)" }) {
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
    }
    return hash
  }

  @Test func `is the same for the same seed, in every version of this program`() {
    #expect(told(seed: 3).tales == told(seed: 3).tales)
    #expect(told(seed: 3).books == told(seed: 3).books)
    #expect(told(seed: 3).tales != told(seed: 4).tales)
    #expect(fingerprint(told(seed: 3)) == 0xA158_2380_D522_6394)
  }

  @Test func `goes forward second by second and ends before its end`() {
    #expect(year.tales.map(\.number) == Array(1...year.tales.count))
    #expect(zip(year.tales, year.tales.dropFirst()).allSatisfy { $0.createdAt <= $1.createdAt })
    for tale in year.tales {
      #expect(zip(tale.beats, tale.beats.dropFirst()).allSatisfy { $0.at < $1.at }, "tale \(tale.number)")
      #expect(tale.beats.allSatisfy { year.period.contains($0.at) }, "tale \(tale.number)")
    }
  }

  @Test func `keeps books that a recount by the product's own rules confirms`() {
    let recount = StoryRecount(of: year)
    #expect(recount.books == year.books)
    #expect(year.books.createdPerDay.values.reduce(0, +) == year.books.conversations)
    #expect(year.books.conversations + year.books.spam + year.books.deleted + year.books.merged == year.tales.count)
  }

  @Test func `has everything a year of support has`() {
    let books = year.books
    let beats = year.tales.flatMap(\.beats)
    #expect((1_700...2_300).contains(year.tales.count), "\(year.tales.count)")
    #expect(Set(year.tales.map(\.channel)) == Set(Tale.Channel.allCases))
    #expect(Set(year.tales.map(\.priority)) == Set(Tale.Priority.allCases))
    #expect(Set(year.tales.map(\.product)).count == 12)
    #expect(Set(beats.compactMap { if case .tagged(let tag) = $0.deed { tag } else { nil } }).count == 21)
    let companies = year.tales.compactMap { year.cast.customer($0.customerID)?.companyID }
    #expect(Set(companies).count == 8)
    #expect(books.spam > 20 && books.deleted > 10 && books.merged > 10)
    #expect(books.outbound > 50 && books.withoutFirstResponse > 50 && books.stillWaiting > 20)
    #expect(Set(books.repliesPerMonth.values.flatMap(\.keys)) == Set(1...7))
    #expect(books.ratings.keys.count == 3 && books.rated > 150)
    #expect(beats.contains { if case .rated(.bad, .some) = $0.deed { true } else { false } })
    #expect(books.minutes > books.billableMinutes && books.billableMinutes > 1_000)
    #expect(books.notes > 100 && books.botMessages > 100 && books.autoReplies > 200 && books.closuresByOthers > 50)
    for deed in [Beat.Deed.pending, .resumed, .reopened, .queued, .joined, .left, .assigned(nil), .moved(team: 2)] {
      #expect(beats.contains { $0.deed == deed }, "\(deed)")
    }
    #expect(beats.contains { if case .untagged = $0.deed { true } else { false } })
    #expect(books.createdPerDay.count > 390)
  }

  @Test func `is awake while the clocks change`() throws {
    for text in ["2026-03-29", "2026-10-25"] {
      let day = try #require(LocalDay(iso8601: text))
      let night = berlin.start(of: day) + 3_600..<berlin.start(of: day) + 4 * 3_600
      #expect(year.tales.contains { night.contains($0.createdAt) })
    }
  }

  @Test func `leaves no slot unfilled and nobody unknown`() {
    for tale in year.tales {
      #expect(!tale.subject.isEmpty && year.cast.customer(tale.customerID)?.id == tale.customerID)
      for beat in tale.beats {
        #expect(beat.text.map { !$0.isEmpty && !$0.contains("{") && !$0.contains("}") } ?? true)
        switch beat.doer {
        case .customer(let id): #expect(year.cast.customer(id) != nil)
        case .staff(let id): #expect(year.cast.staff(id)?.isBot == false)
        case .bot(let id): #expect(year.cast.staff(id)?.isBot == true)
        case .automation: break
        }
      }
    }
  }

  @Test func `merges tales into others that say so`() throws {
    let merged = year.tales.filter { $0.standing.mergedInto != nil }
    for tale in merged {
      let target = try #require(tale.standing.mergedInto.flatMap { year[$0] })
      #expect(target.customerID == tale.customerID && target.createdAt < tale.createdAt)
      #expect(target.beats.contains { $0.deed == .absorbed(tale.number) && $0.at == tale.changedAt })
      let together = year.beats(withAbsorbedInto: target)
      #expect(together.count == target.beats.count + tale.beats.count - 1)
      #expect(zip(together, together.dropFirst()).allSatisfy { $0.at <= $1.at })
    }
    #expect(merged.count == year.books.merged)
  }

  @Test func `can be seen as it was`() throws {
    let moment = try #require(Timestamp("2026-05-01T09:00:00Z")).instant
    let past = year.tales.compactMap { $0.told(until: moment) }
    #expect(past.count < year.tales.count && past.count > 500)
    #expect(past.allSatisfy { $0.changedAt < moment })
    #expect(past.contains { $0.beats.count < year[$0.number]?.beats.count ?? 0 })
    #expect(year.tales.allSatisfy { $0.told(until: end) == $0 })
  }

  @Test func `of several inboxes is one story`() throws {
    let stories = [told(seed: 5, channels: [(.forum, 1)]), told(seed: 6), told(seed: 7, channels: [(.email, 1)])]
    let together = try #require(Story.together(stories))
    #expect(together.tales.map(\.number) == Array(1...stories.map(\.tales.count).reduce(0, +)))
    #expect(together.inboxes.map(\.id) == [5, 6, 7])
    #expect(StoryRecount(of: together).books == together.books)
    #expect(together.books.replies == stories.map(\.books.replies).reduce(0, +))
    #expect(Story.together([]) == nil)
    for tale in together.tales {
      if let target = tale.standing.mergedInto { #expect(together[target]?.inbox == tale.inbox) }
    }
  }
}

@Suite struct `A forum notification` {
  @Test func `has its author in the text alone`() throws {
    let story = StoryTeller(
      seed: 2, zone: .utc, endingAt: Instant(seconds: 1_780_000_000), days: 60, conversationsPerDay: 3,
      channels: [(.forum, 1)]
    ).tell()
    var authors: Set<String> = []
    for tale in story.tales {
      for (index, beat) in tale.beats.enumerated() {
        guard case .message(let post) = beat.deed else {
          #expect(ForumNotification(of: index, in: tale, cast: story.cast) == nil)
          continue
        }
        let mail = try #require(ForumNotification(of: index, in: tale, cast: story.cast))
        authors.insert(mail.author)
        #expect(mail.text.hasPrefix("\(mail.author) wrote:\n\n\(post)\n\nLink: https://wordpress.org/support/topic/"))
        #expect(mail.text.contains("#post-") == (index > 0))
        #expect(mail.subject == "[\(tale.product.name)] \(tale.subject)")
      }
    }
    #expect(authors.isSuperset(of: ["Mara (Halden Support)", "tobiaskern", "Jane Doe wrote: hi"]))
    #expect(story.tales.contains { $0.standing.tags.contains("team reply") })
  }
}
