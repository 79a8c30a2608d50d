import JSONReader
import Testing

@testable import Tool

@Suite struct `The command import table` {
  private let tickets = """
    Ticket ID,Ticket name,Create date,Close date,Ticket owner,Ticket status,Time to first agent email reply (HH:mm:ss),Mood
    501,Parcel,2026-10-05 10:00,2026-10-06 10:00,Ines Brandt,Closed,01:30:00,good
    502,Refund,2026-10-05 11:00,,,New,,bad
    1.07597E+09,Spoilt,2026-10-05 12:00,,,New,,bad

    """

  @Test func `books an export of HubSpot in the zone that is named`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(tickets, to: "tickets.csv")
      let outcome = await place.run("import table tickets.csv --as hubspot --zone Europe/Berlin")
      #expect(outcome.status == .done)
      #expect(
        outcome.output == """
          tickets.csv: 2 conversations, 3 messages, source hubspot-export
            2 new, 0 changed, 0 as they were
            1 row was set aside:
              line 4: Ticket ID is “1.07597E+09”: a spreadsheet has rounded it; export again, and do not open the file before
            warning: columns passed over: Mood

          """)
      let again = try JSONValue(
        of: await place.run("import table tickets.csv --as hubspot --zone Europe/Berlin --json"))
      #expect(again["new"]?.int == 0 && again["changed"]?.int == 0 && again["unchanged"]?.int == 2)
      #expect(again["rejected"]?.array?.first?["where"]?.text == "line 4")
      let numbers = await place.run("metric M01 --period last-month")
      #expect(numbers.output.hasPrefix("M01  Conversations created: 2\n"))
    }
  }

  @Test func `asks for the zone that the file does not name`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(tickets, to: "tickets.csv")
      let outcome = await place.run("import table tickets.csv --as hubspot")
      #expect(outcome.status == .failed)
      #expect(
        outcome.talk.contains(
          "could not import “tickets.csv”: the times of “Create date” name no time zone: say in which zone the file was exported, such as --zone Europe/Berlin; nothing of it was kept"
        ))
      #expect(!(await place.run("metric M01 --period last-month").output.contains("Conversations created: 2")))
      let wrong = await place.run("import table tickets.csv --as hubspot --zone Mars/Olympus")
      #expect(wrong.status == .misused && wrong.talk.contains("is no time zone of this machine"))
    }
  }

  @Test func `shows what would be booked, and books nothing`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try place.write(tickets, to: "tickets.csv")
      let line = "import table tickets.csv --as hubspot --zone UTC --preview"
      let outcome = await place.run(line)
      #expect(outcome.status == .done)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines[0] == "tickets.csv: 2 conversations for the source hubspot-export; nothing was written")
      #expect(lines.contains("  passed over: Mood"))
      #expect(lines.contains("  1 row would be set aside:"))
      #expect(lines.contains("  hubspot-export:501: Parcel"))
      #expect(lines.contains("    2026-10-05T11:30:00Z  public_reply, Ines Brandt (inferred)"))
      let json = try JSONValue(of: await place.run(line + " --json"))
      #expect(json["conversations"]?.int == 2 && json["rejected_count"]?.int == 1)
      #expect(json["columns"]?["Ticket ID"]?.text == "id" && json["ignored"]?.array?.map(\.text) == ["Mood"])
      #expect(json["rows"]?.array?.first?["conversation"]?.text == "hubspot-export:501")
      #expect(!(await place.run("metric M01 --period last-month").output.contains("Conversations created: 2")))
    }
  }

  @Test func `reads by the columns of a table source`() async throws {
    try await inWorkplace { place in
      let settings = """
        sources:
          - {id: shop, kind: table, columns: {id: Number, created_at: Opened, assignee: Agent}}
          - {id: chat, kind: livechat, account_id: a, token: t}

        """
      try place.write(settings, to: "replyledger.yaml")
      place.input = #"{"number": 7, "opened": "2026-10-05T10:00:00Z", "agent": "Ines"}"#
      let report = try JSONValue(of: await place.run("import table - --as shop --json"))
      #expect(report["source"]?.text == "shop" && report["new"]?.int == 1)
      let other = await place.run("import table - --as shop --source chat")
      #expect(other.status == .misused && other.talk.contains("of the kind livechat, which takes no table"))
      let unknown = await place.run("import table - --as zendesk")
      #expect(unknown.status == .misused)
      #expect(unknown.talk.contains("there is no mapping “zendesk”; there are hubspot, livechat, shop"))
    }
  }

  @Test func `tells mistakes in the columns of the settings`() async throws {
    try await inWorkplace { place in
      try place.write(
        "sources: [{id: shop, kind: table, columns: {id: Number, opend_at: Opened}}]\n", to: "replyledger.yaml")
      let outcome = await place.run("import table a.csv --as shop")
      #expect(outcome.status != .done)
      #expect(outcome.talk.contains(#"columns: "opend_at" is none of our fields"#))
      #expect(outcome.talk.contains("columns: created_at is missing"))
    }
  }
}
