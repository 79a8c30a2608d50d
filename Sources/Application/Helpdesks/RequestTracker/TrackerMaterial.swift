import JSONReader

/// What a record of one ticket is made of.
struct TrackerMaterial: Sendable {
  var ticket: JSONValue
  var history: [JSONValue] = []
  /// By the number of the transaction.
  var parts: [Int: [JSONValue]] = [:]
  var crowd = TrackerCrowd([])

  init(ticket: JSONValue) { self.ticket = ticket }

  /// The answers as one document that is the same as long as the ticket is: the server writes members of an object, and
  /// a ticket's custom fields, in another order each time, and files that came with a mail would fill the ledger.
  var payload: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("ticket", TrackerMaterial.settled(ticket))
      $0.member("history") { json in
        json.array { for row in history { $0.value(TrackerMaterial.settled(row)) } }
      }
      $0.member("attachments") { json in
        json.object {
          for id in parts.keys.sorted() {
            let parts = parts[id] ?? []
            $0.member("\(id)") { $0.array { for part in parts { $0.value(TrackerMaterial.readable(part)) } } }
          }
        }
      }
      $0.member("users") { json in
        json.array {
          for person in crowd.people.values.sorted(by: { $0.name < $1.name }) { person.write(to: &$0) }
        }
      }
    }
    return json.bytes
  }

  private static func readable(_ part: JSONValue) -> JSONValue {
    let settled = settled(part)
    guard case .object(let object) = settled, !TrackerPart(part).isReadable else { return settled }
    var kept = JSONObject()
    for member in object.members where member.key != "Content" { kept.append(member.key, member.value) }
    return .object(kept)
  }

  /// Members by name, custom fields by number, and without links, which depend on what the account may do.
  private static func settled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      var sorted = JSONObject()
      for member in object.members.sorted(by: { $0.key < $1.key }) where !links.contains(member.key) {
        let value = member.key == "CustomFields" ? ordered(member.value) : member.value
        sorted.append(member.key, settled(value))
      }
      return .object(sorted)
    case .array(let values): return .array(values.map(settled))
    default: return value
    }
  }

  private static let links: Set<String> = ["_hyperlinks", "_url"]

  private static func ordered(_ fields: JSONValue) -> JSONValue {
    guard case .array(let values) = fields else { return fields }
    let numbered = values.map { (number: TrackerValue($0["id"]).int ?? .max, value: $0) }
    return .array(numbered.sorted { $0.number < $1.number }.map(\.value))
  }
}
