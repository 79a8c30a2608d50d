import HTTPServer

extension Place {
  func body(of method: HTTPMethod) -> DescribedBody? {
    guard method != .get else { return nil }
    switch self {
    case .importMessenger, .uploadJSON:
      return DescribedBody(isRequired: true, content: [("multipart/form-data", .upload)])
    case .sourceSync, .peopleDecide, .clientsDecide, .productsDecide, .decisionEffect, .closureSync, .closureForceSync,
      .closureHourlySync:
      return .order(parameters)
    case .closureMapping where method == .put, .closureMappingByName: return .object(.mappingOrder)
    case .sourceList, .draftTest: return .object(.sourceOrder)
    case .changeTest: return .object(.sourceChange)
    case .passwordChange: return .object(.passwordOrder)
    case .sourceState: return method == .patch ? .object(.sourceChange) : nil
    case .accountList: return .object(.accountOrder)
    case .accountState: return .object(.accountDeed)
    case .tokenList: return .object(.tokenOrder)
    case .viewList: return .object(.viewOrder)
    case .noteList: return .object(.noteOrder)
    case .alertList: return .object(.alertOrder)
    case .alertEntry: return method == .post ? .object(.alertSnooze) : nil
    case .peopleImport, .rulesTrial: return DescribedBody(isRequired: true, content: [("text/plain", .text)])
    case .ruleSection where method == .put:
      return DescribedBody(isRequired: true, content: [("text/plain", .text)])
    case .hook: return DescribedBody(isRequired: true, content: [("application/json", .anything)])
    default: return nil
    }
  }

  /// What stands in the braces of its pattern.
  var argument: Parameter? {
    guard let open = pattern.firstIndex(of: "{"), let close = pattern.firstIndex(of: "}") else { return nil }
    let name = String(pattern[pattern.index(after: open)..<close])
    return Parameter(name, argumentMeaning(name), argumentSchema(name))
  }

  private func argumentMeaning(_ name: String) -> String {
    switch name {
    case "id" where self == .number || self == .numberChange: "the number, such as M05"
    case "id" where self == .receipt: "the receipt, as answers name it"
    case "key": "the conversation, as lists name it"
    case "source": "the source, by its id"
    case "run": "the run, as lists name it"
    case "account": "the account, by its id"
    case "token": "the token, by its id"
    case "session": "the session, by its id"
    case "view": "the saved view, by its id"
    case "note": "the note, by its id"
    case "alert": "the alert, by its id"
    case "section": "people, products, clients, calendars, calendar_rules or rules"
    case "name": "the user name, or the person's name"
    default: "which one"
    }
  }

  private func argumentSchema(_ name: String) -> Schema {
    ["run", "account", "token", "session", "view", "note", "alert"].contains(name)
      ? .id : Schema(#"{"type":"string","minLength":1}"#)
  }
}

extension DescribedBody {
  fileprivate static func object(_ schema: Schema) -> DescribedBody {
    DescribedBody(isRequired: true, content: [("application/json", schema)])
  }

  /// The same fields may stand in the address, in a form or in an object.
  fileprivate static func order(_ fields: [Parameter]) -> DescribedBody {
    let schema = Schema.object([:], maybe: Members(fields.map { ($0.name, $0.schema) }))
    return DescribedBody(content: [("application/json", schema), ("application/x-www-form-urlencoded", schema)])
  }
}

extension Schema {
  fileprivate static let upload = Schema.object(["file": .bytes], maybe: ["force_reprocess": .flag, "source": .text])
}
