internal import CivilTime
internal import JSONReader

// How Freshworks writes values. What may be missing is nothing when it is null, too.
extension JSONField {
  /// An id, which is a number; some gateways make a text of it.
  var freshID: String? {
    get throws(JSONMismatch) {
      guard let field = ifPresent else { return nil }
      if case .number(let number) = field.value { return number.text }
      let text = try field.string
      return text.isEmpty ? nil : text
    }
  }

  var freshIDs: [String] {
    get throws(JSONMismatch) {
      guard let field = ifPresent else { return [] }
      var ids: [String] = []
      for element in try field.array { if let id = try element.freshID { ids.append(id) } }
      return ids
    }
  }

  /// Nothing for an empty text, too.
  var freshText: String? {
    get throws(JSONMismatch) {
      guard let text = try ifPresent?.string, !text.isEmpty else { return nil }
      return text
    }
  }

  var freshTexts: [String] {
    get throws(JSONMismatch) {
      guard let field = ifPresent else { return [] }
      var texts: [String] = []
      for element in try field.array { if let text = try element.freshText { texts.append(text) } }
      return texts
    }
  }

  var freshInt: Int? { get throws(JSONMismatch) { try ifPresent?.int } }

  var freshFlag: Bool { get throws(JSONMismatch) { try ifPresent?.bool ?? false } }

  /// Whole seconds of UTC; `…Z` in new data, offsets such as `+05:30` in old. Statistics write 0 for “not yet”.
  var freshTime: Instant? {
    get throws {
      guard let field = ifPresent, field.value != .number(JSONNumber(0)) else { return nil }
      guard let text = try field.freshText else { return nil }
      guard let time = Timestamp(text) else { throw BadRecord("\(path): \(quoted(text)) is no time") }
      return time.instant
    }
  }

  /// The same where a record is nothing without it.
  var freshTimeNeeded: Instant {
    get throws {
      guard let time = try freshTime else { throw BadRecord("\(path): there is no time") }
      return time
    }
  }

  /// The same for an id.
  var freshIDNeeded: String {
    get throws {
      guard let id = try freshID else { throw BadRecord("\(path): there is no id") }
      return id
    }
  }
}
