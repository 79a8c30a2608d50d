import CivilTime
import DemoCompany
import Fetching
import JSONReader
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let day: Int64 = 86_400

private func serving<T: Sendable>(
  _ double: MailchimpDouble, key: String = MailchimpDouble.apiKey, audience: String = MailchimpDouble.audience,
  _ body: (VendorWalk, DoubleServer) async throws -> T
) async throws -> T {
  try await DoubleServer.serve(double) { server, address in
    let desk = Mailchimp(source: "audience", baseURL: address + "/3.0", apiKey: key, audience: audience)
    return try await body(try VendorWalk(desk), server)
  }
}

private func member(_ number: Int, changedAt: Instant?) -> MailchimpDouble.Member {
  MailchimpDouble.Member("c\(number)@client.example", firstName: "Number", lastName: "\(number)", changedAt: changedAt)
}

extension Haul {
  fileprivate var addresses: Set<String> { Set(directory.compactMap(\.email)) }
}

private let list = "/3.0/lists/{list}/members" as PathPattern

@Suite struct `A walk through an audience` {
  @Test func `brings every contact, also those of years ago`() async throws {
    let double = MailchimpDouble()
    double.add((0..<2_500).map { member($0, changedAt: now + -Int64($0) * day) })
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.everything(since: now + -30 * day), at: now)
      #expect(haul.addresses.count == 2_500 && haul.setAside.isEmpty && haul.records.isEmpty && haul.warnings.isEmpty)
      #expect(server.log.count(list) == 3)
      #expect(server.log.calls.allSatisfy { $0.target.contains("exclude_fields=members._links") })
    }
  }

  @Test func `brings what changed, and says how each stands`() async throws {
    let double = MailchimpDouble()
    double.add((0..<5).map { member($0, changedAt: now + -10 * day) })
    double.archive("c1@client.example", at: now + -60)
    double.change("c2@client.example", at: now + -50) { $0.status = .unsubscribed }
    double.change("c3@client.example", at: now + -40) { $0.status = .cleaned }
    double.change("c4@client.example", at: now + -30) { $0.email = "new@client.example" }
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: now + -day), at: now)
      let standing = Dictionary(uniqueKeysWithValues: haul.directory.map { ($0.email ?? "", $0) })
      #expect(
        standing.keys.sorted() == [
          "c1@client.example", "c2@client.example", "c3@client.example", "new@client.example",
        ])
      #expect(standing["c1@client.example"]?.details["status"] == ["archived"])
      #expect(standing["c1@client.example"]?.isActive == false && standing["new@client.example"]?.isActive == true)
      // Another address is another id, but the same person.
      let old = MailchimpDouble.id(of: "c4@client.example")
      #expect(standing["new@client.example"]?.id == MailchimpDouble.id(of: "new@client.example"))
      #expect(standing["new@client.example"]?.details["unique_email_id"] == [String(old.prefix(10))])
    }
  }

  @Test func `loses nobody while contacts change between two pages`() async throws {
    let double = MailchimpDouble()
    double.add((0..<4_000).map { member($0, changedAt: now + -Int64(4_000 - $0) * 60) })
    try await serving(double) { walk, _ in
      let turn = Mutex(0)
      let haul = try await walk.walk(.everything(since: now), at: now) { _ in
        let number = turn.withLock { turn in
          turn += 1
          return turn
        }
        guard number < 6 else { return }
        // Those in front leave for the end, or for good.
        for member in number * 100..<number * 100 + 50 { double.archive("c\(member)@client.example", at: now) }
        for member in number * 100 + 50..<number * 100 + 60 { double.erase("c\(member)@client.example") }
      }
      let erased = (1..<6).flatMap { turn in (50..<60).map { turn * 100 + $0 } }
      let missed = (0..<4_000).filter { number in
        !haul.addresses.contains("c\(number)@client.example") && !erased.contains(number)
      }
      #expect(missed == [])
    }
  }

  @Test func `finds all who changed in one second, however many`() async throws {
    let double = MailchimpDouble()
    let moment = now + -day
    double.add((0..<300).map { member($0, changedAt: moment + -(Int64($0) + 10)) })
    double.add((300..<3_000).map { member($0, changedAt: moment) })
    double.add((3_000..<3_300).map { member($0, changedAt: moment + Int64($0)) })
    try await serving(double) { walk, server in
      let left = Mutex(0)
      // Some leave that second while it is read by offsets.
      server.watch { call in
        guard let offset = call.int("offset"), offset > 0 else { return }
        left.withLock { left in
          guard left < 3 else { return }
          for number in 0..<20 { double.archive("c\(400 + left * 20 + number)@client.example", at: now) }
          left += 1
        }
      }
      let haul = try await walk.walk(.everything(since: now), at: now)
      #expect(haul.addresses.count == 3_300 && haul.warnings.isEmpty)
    }
  }

  @Test func `reads audiences in which nobody has a time`() async throws {
    let double = MailchimpDouble()
    double.add((0..<2_100).map { member($0, changedAt: nil) })
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now), at: now)
      #expect(haul.addresses.count == 2_100)
    }
  }

  @Test func `asks for single contacts by their ids`() async throws {
    let double = MailchimpDouble()
    double.add(
      MailchimpDouble.Member(
        "jo@client.example", firstName: "Jo", lastName: "Doe", company: "Client Ltd", tags: ["vip"], changedAt: now,
        street: "1 Main St"))
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.only([MailchimpDouble.id(of: "jo@client.example"), "nobody"]), at: now)
      #expect(haul.directory.map(\.name) == ["Jo Doe"] && haul.setAside.isEmpty)
      #expect(haul.directory.first?.details["companies"] == ["Client Ltd"])
      let identities = try await walk.walk(.identities(since: now), at: now).identities
      #expect(identities == [])
    }
  }

  @Test func `goes on where a position says`() async throws {
    let double = MailchimpDouble()
    double.add((0..<3_000).map { member($0, changedAt: now + -Int64(3_000 - $0)) })
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now), at: now, from: Position((now + -500).iso8601))
      #expect(haul.addresses.count == 500)
    }
  }

  @Test func `tells the demo company's customers`() async throws {
    let double = MailchimpDouble(telling: .halden, signedUpAt: now + -100 * day)
    try await serving(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: now), at: now)
      let known = Cast.halden.customers.filter { $0.email != nil }
      #expect(haul.directory.count == known.count)
      for customer in known {
        let entry = try #require(haul.directory.first { $0.email == customer.email })
        #expect(entry.name == customer.name)
        #expect(entry.details["companies"] == Cast.halden.company(of: customer).map { [$0.name] })
      }
    }
  }
}

@Suite struct `Mailchimp's refusals` {
  private func problem(key: String = MailchimpDouble.apiKey, audience: String = MailchimpDouble.audience) async throws
    -> VendorError?
  {
    try await serving(MailchimpDouble(), key: key, audience: audience) { walk, _ in
      do {
        _ = try await walk.walk(.everything(since: now), at: now)
        return nil
      } catch let error as VendorError {
        return error
      }
    }
  }

  @Test func `are told with what to do`() async throws {
    #expect(try await problem() == nil)
    #expect(try await problem(key: "wrong-us10")?.kind == .credentials)
    let elsewhere = try await problem(key: "0123456789abcdef0123456789abcdef-us7")
    #expect(elsewhere?.kind == .credentials && elsewhere?.description.contains("another data centre") == true)
    #expect(try await problem(audience: "other")?.kind == .missing)
  }

  @Test func `of the network before it are tried again`() async throws {
    let double = MailchimpDouble()
    double.add((0..<10).map { member($0, changedAt: now) })
    try await serving(double) { walk, server in
      server.faults.fail(to: list, with: .html(status: 403))
      server.faults.fail(to: list, with: .html(status: 429))
      server.faults.fail(nth: 2, to: list, with: .status(502))
      server.faults.fail(nth: 3, to: list, with: .rateLimited(retryAfter: 1))
      server.faults.fail(nth: 4, to: list, with: .cut)
      let haul = try await walk.walk(.everything(since: now), at: now)
      #expect(haul.addresses.count == 10 && haul.tally.repeated == 4)
    }
  }

  @Test func `of bad rows cost only these`() async throws {
    let double = MailchimpDouble()
    double.add(MailchimpDouble.Member("jo@client.example", changedAt: now))
    try await serving(double) { walk, server in
      let haul = try await walk.walk(.everything(since: now), at: now)
      #expect(haul.directory.map(\.name) == ["jo@client.example"] && haul.setAside == [])
    }
    let rows = try MailchimpList.Rows(.init(#"{"members": [{"id": 7}], "total_items": 1}"#))
    #expect(throws: (any Error).self) { try MailchimpMember(rows.members[0]) }
  }

  @Test func `the examination names the audiences there are`() async throws {
    try await serving(MailchimpDouble(), audience: "other") { walk, _ in
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.map(\.name) == ["Sign in", "Find the audience"])
      #expect(checks[1].outcome == .failed("the account has no audience other; it has 16d6ec4ffc (Newsletter)"))
    }
    let double = MailchimpDouble()
    double.add((0..<10).map { member($0, changedAt: now) })
    try await serving(double) { walk, _ in
      #expect(await walk.desk.test(walk.calls).map(\.outcome) == [.passed, .passed, .passed])
      let estimate = try await walk.desk.estimate(since: now, walk.calls)
      #expect(estimate.conversations == 10 && estimate.calls == 1)
    }
    try await serving(MailchimpDouble(), key: "wrong") { walk, _ in
      let checks = await walk.desk.test(walk.calls)
      #expect(checks.count == 1 && checks[0].request?.contains("create an API key") == true)
    }
  }
}
