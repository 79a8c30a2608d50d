import JSONReader
import Runtime

/// Everybody we know.
struct PeopleListCommand: PeopleCommand {
  static let form = CommandForm(
    words: ["people", "list"], summary: "List our people, their names in each source, and their teams.",
    usage: "[--json]", options: [.json])

  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func work(on installation: Installation, in console: Console) async throws -> ExitStatus {
    let people = try await installation.people()
    if json {
      var writer = JSONWriter(.pretty)
      people.write(to: &writer)
      try console.output.write(bytes: writer.bytes + [UInt8(ascii: "\n")])
    } else {
      try console.output.write(PeopleWording.list(people))
      if !people.open.isEmpty {
        let count = people.open.count == 1 ? "One more name is" : "\(people.open.count) more names are"
        console.talk.say("\(count) nobody's yet. Next: replyledger people review")
      }
    }
    return .done
  }
}

/// Names that are nobody's yet.
struct PeopleReviewCommand: PeopleCommand {
  static let form = CommandForm(
    words: ["people", "review"], summary: "List the names that are nobody's yet, and whom they may mean.",
    usage: "[--json]", options: [.json],
    remarks: [
      "Only what is certain is linked by itself: an id or a name that the settings list, the mail address, or the full "
        + "name. All else waits here for “people accept”, or for “people reject”."
    ])

  let json: Bool
  let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func work(on installation: Installation, in console: Console) async throws -> ExitStatus {
    let people = try await installation.people()
    if json {
      var writer = JSONWriter(.pretty)
      writer.object { json in
        json.member("review") { json in json.array { json in for one in people.open { one.write(to: &json) } } }
      }
      try console.output.write(bytes: writer.bytes + [UInt8(ascii: "\n")])
    } else if people.open.isEmpty {
      console.talk.say("Every name is somebody's.")
    } else {
      try console.output.write(PeopleWording.review(people.open))
    }
    return .done
  }
}
