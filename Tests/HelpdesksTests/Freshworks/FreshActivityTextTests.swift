import Support
import Testing

@testable import Helpdesks

@Suite struct `Freshworks' activities` {
  static let sentences: [(text: String, deeds: [FreshDeed])] = [
    (" set Agent as John Doe", [.agent("John Doe")]),
    (" set Agent as none", [.agent(nil)]),
    (" set Agent as --", [.agent(nil)]),
    ("set Status as Waiting on Customer", [.status("Waiting on Customer")]),
    (" Set Group as “Tier 2”", [.group("Tier 2")]),
    (
      " set Status as Pending, set Agent as Doe, John and set Group as R and D",
      [
        .status("Pending"), .agent("Doe, John"), .group("R and D"),
      ]
    ),
    (" changed Status from Open to Waiting to Close", [.status("Waiting to Close")]),
    (" changed the priority to High", [.attribute(.priority, "high")]),
    (
      " updated Type to Incident, changed Category to Network",
      [
        .attribute(.type, "Incident"), .attribute(.category, "Network"),
      ]
    ),
    (" assigned the ticket to Ada Stone", [.assigned("Ada Stone")]),
    (" assigned the ticket to group Network", [.group("Network")]),
    (" closed the ticket", [.status("Closed")]),
    (" reopened this ticket", [.status("Open")]),
    (" set Urgency as High, set Status as Resolved", [.status("Resolved")]),
    (" merged this ticket into #123", [.merged(into: "123")]),
    ("This ticket was merged into ticket INC-9", [.merged(into: "9")]),
    (" closed and merged this ticket into ticket 5.", [.merged(into: "5")]),
    // The other side of a merger, and words of people that only look like it.
    (" merged ticket 9 into this ticket", []),
    (" created the ticket: please set Agent as Bob", []),
    (" raised a ticket, set Status as Closed", []),
    (" added a note about the merged orders 12 into 13", []),
    (" renamed the ticket to I merged it into ticket 5", []),
    ("", []), (" set Status as ", []), ("set", []),
  ]

  @Test(arguments: sentences) func `are read`(_ sentence: (text: String, deeds: [FreshDeed])) {
    #expect(FreshActivityText.deeds(in: sentence.text) == sentence.deeds)
  }

  @Test(arguments: [
    ("This ticket is closed and merged into ticket 5", "5"), ("Merged into ticket #12\nThanks", "12"),
    ("This ticket is closed and merged into ticket ID: 7", "7"),
  ]) func `notes of a merger are read`(_ note: (text: String, target: String)) {
    #expect(FreshMerge.target(inNote: note.text) == note.target)
  }

  @Test(arguments: [
    "I think this ticket is closed and merged into ticket 5", "merged into the sea",
    "Ticket with ID 3 is merged to this ticket",
    "merged into", "Merged into ticket abc",
  ]) func `notes that are none are left alone`(_ note: String) {
    #expect(FreshMerge.target(inNote: note) == nil)
  }
}

@Suite struct `Freshworks' statuses` {
  @Test func `mean what the settings say, then what their labels say`() throws {
    let choices = [
      (2, "Open"), (8, "Scheduled"), (9, "Waiting on Customer"), (10, "Waiting on Third Party"),
      (13, "Under Investigation"), (23, "On Hold"), (26, "Waiting on Agent"), (30, "Cancelled"), (31, "Unresolved"),
    ].map { FreshField.Choice(id: "\($0.0)", label: $0.1) }
    let statuses = FreshStatuses(settings: [8: .onHold, 77: .closed], choices: choices)
    let states = [2, 3, 4, 5, 8, 9, 10, 13, 23, 26, 30, 31, 77, 99].map(statuses.state)
    #expect(
      states == [
        .open, .pending, .solved, .closed, .onHold, .pending, .onHold, .open, .onHold, .open, .closed, .open, .closed,
        .open,
      ])
    #expect(statuses.state(named: "scheduled") == .onHold)
    #expect(statuses.state(named: "Resolved") == .solved)
    #expect(statuses.guesses.map(\.id) == [9, 10, 13, 23, 26, 30, 31])
  }

  @Test(arguments: [
    #"[{"id": 2, "value": "Open"}, {"id": 6, "value": "Parked"}]"#,
    #"{"2": ["Open", "Being processed"], "6": "Parked"}"#,
    #"{"Open": 2, "Parked": 6}"#, #"[["Open", 2], ["Parked", 6]]"#,
    #"[{"id": 2, "label": "Open"}, {"id": "6", "name": "Parked"}, null, 3, {"other": 1}]"#,
  ]) func `are listed in several forms`(_ text: String) throws {
    #expect(FreshField.choices(try json(text)) == [.init(id: "2", label: "Open"), .init(id: "6", label: "Parked")])
  }
}
