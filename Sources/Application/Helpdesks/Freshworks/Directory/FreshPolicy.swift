internal import JSONReader
internal import Support

/// An SLA policy. A target reads `urgent 900 7200 calendar`: priority, seconds to the first reply, seconds to the
/// resolution, and the clock. The first policy that applies counts, by position; the default comes last.
struct FreshPolicy: Equatable, Sendable {
  var entry: DirectoryEntry

  init(_ json: JSONField) throws {
    let id = try json["id"].freshIDNeeded
    var details: [String: [String]] = [:]
    details["targets"] = try (json["sla_targets"].ifPresent?.array ?? []).map(Self.target)
    if let position = try json["position"].freshInt { details["position"] = ["\(position)"] }
    if try json["is_default"].freshFlag { details["default"] = ["true"] }
    for (name, values) in try Self.conditions(json["applicable_to"]) { details["applies_\(name)"] = values }
    let isActive = try json["active"].ifPresent?.bool ?? true
    let isDeleted = try json["deleted"].freshFlag
    entry = DirectoryEntry(
      .slaPolicy, id: id, name: try json["name"].freshText ?? "Policy \(id)", isActive: isActive && !isDeleted,
      details: details)
  }

  private static func target(_ json: JSONField) throws -> String {
    let priority = try json["priority"].freshInt.map(FreshWords.priority) ?? "any"
    func seconds(_ name: String) throws -> String { try json[name].freshInt.map(String.init) ?? "-" }
    let clock = try json["business_hours"].freshFlag ? "business" : "calendar"
    return try "\(priority) \(seconds("respond_within")) \(seconds("resolve_within")) \(clock)"
  }

  private static func conditions(_ json: JSONField) throws -> [(String, [String])] {
    guard case .object(let object) = json.value else { return [] }
    return object.members.compactMap { member in
      let values = JSONField(member.value).words
      return values.isEmpty ? nil : (member.key, values)
    }
  }
}

extension JSONField {
  /// A value or a list of values in the form in which people read them.
  var words: [String] {
    switch value {
    case .array(let values): values.flatMap { JSONField($0).words }
    case .text(let text): text.isEmpty ? [] : [text]
    case .number(let number): [number.text]
    case .bool(let bool): ["\(bool)"]
    // Choices that are records of their own.
    case .object(let object): JSONField(object["value"] ?? object["name"] ?? object["label"]).words
    case .null, nil: []
    }
  }
}
