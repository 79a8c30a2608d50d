import Accounts
import CivilTime
import JSONReader
import Testing

@testable import Tool

@Suite struct `The commands about accounts` {
  private let long = "four plain words here"

  @Test func `add somebody whose password is asked for twice`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      place.secrets = [long, long]
      let added = await place.run("account add Maya --role admin")
      #expect(added == Outcome(status: .done, output: "", talk: "Maya is admin and sees everything.\n"))
      place.secrets = [long, "another one than before"]
      let differ = await place.run("account add Ada --role viewer")
      #expect(differ.status == .failed && differ.talk.contains("two passwords differ"))
      let list = try JSONValue(of: await place.run("account list --json"))["accounts"]?.array ?? []
      #expect(list.map { $0["name"]?.text } == ["Maya"])
      #expect(list.first?["role"]?.text == "admin" && list.first?["state"]?.text == "active")
    }
  }

  @Test func `take the password from a file or from the standard input`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write("\(long)\nsecond line\n", to: "secret")
      #expect(await place.run("account add Maya --role admin --password-file secret").status == .done)
      place.input = long
      #expect(await place.run("account add Ada --role viewer --password-file -").status == .done)
      place.input = "short\n"
      let short = await place.run("account add Bo --role viewer --password-file -")
      #expect(short.status == .failed && short.talk.contains("at least 10 characters"))
      #expect(await place.run("account list").output.contains("Ada   viewer  active"))
    }
  }

  @Test func `print an invitation where nobody can be asked`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let added = await place.run("account add Maya --role admin")
      #expect(added.status == .done && added.output.wholeMatch(of: /([0-9A-Z]{4}-){3}[0-9A-Z]{4}\n/) != nil)
      #expect(added.talk.contains("/setup"))
      let json = try JSONValue(
        of: await place.run(["account", "add", "Ada", "--role", "viewer", "--client", "Northwind & Co", "--json"]))
      #expect(json["state"]?.text == "invited" && json["sees"]?.text == "client Northwind & Co")
      #expect(json["invitation"]?.text?.count == 19)
      let again = await place.run("account invite maya")
      #expect(again.status == .done && again.output != added.output)
    }
  }

  @Test func `disable and enable somebody, but never the last admin`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(long, to: "secret")
      _ = await place.run("account add Boss --role admin --password-file secret")
      _ = await place.run("account add Maya --role viewer --password-file secret")
      let last = await place.run("account disable Boss")
      #expect(last.status == .failed && last.talk.contains("last admin"))
      #expect(await place.run("account disable MAYA").status == .done)
      #expect(await place.run("account list").output.contains("Maya  viewer  disabled"))
      #expect(await place.run("account enable Maya").status == .done)
      let nobody = await place.run("account disable Nobody")
      #expect(nobody.status == .failed && nobody.talk.contains("no account “Nobody”"))
    }
  }

  @Test func `make, show and revoke a token`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let made = await place.run("token create nightly --role viewer --scope numbers --scope sources --expires 90d")
      #expect(made.status == .done && made.output.wholeMatch(of: /rl_[0-9a-f]{64}\n/) != nil)
      let json = try JSONValue(of: await place.run("token create other --role admin --expires 2026-12-31 --json"))
      #expect(json["token"]?.text?.hasPrefix("rl_") == true && json["expires_at"]?.text == "2027-01-01T00:00:00Z")
      let list = await place.run("token list")
      #expect(list.output.contains("nightly  viewer  numbers, sources  active  never      2027-02-18T12:00:00Z"))
      #expect(!list.output.contains("rl_"))
      #expect(await place.run("token revoke NIGHTLY").status == .done)
      let states = try JSONValue(of: await place.run("token list --json"))["tokens"]?.array ?? []
      #expect(Set(states.compactMap { $0["state"]?.text }) == ["active", "revoked"])
      #expect(await place.run("token revoke nobody").status == .failed)
    }
  }

  static let misused = [
    ("account add Maya", "--role is missing"), ("account add --role admin", "NAME is missing"),
    ("account add Maya --role emperor", "role"),
    ("account add Maya --role admin --invite --password-file f", "exclude"),
    ("token create x --role viewer --scope telepathy", "scope"), ("token create x --role viewer --expires soon", "90d"),
    ("token create x --role viewer --expires 2020-01-01", "has passed"), ("account", "account what?"),
  ]

  @Test(arguments: misused) func `say what is wrong with a command line`(_ line: String, _ says: String) async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      let outcome = await place.run(line)
      #expect(outcome.status == .misused && outcome.talk.contains(says), "\(outcome.talk)")
    }
  }
}
