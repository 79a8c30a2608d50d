import Accounts
import HTTPServer
import JSONReader

/// The description of the API, made from the list of addresses that also routes requests.
enum OpenAPI {
  static func document() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.1.0")
      json.member("info") { json in
        json.object { json in
          json.member("title", "Replyledger")
          json.member("version", "1")
          json.member("description", "Numbers about support work, and the conversations behind each of them.")
        }
      }
      json.member("paths") { json in
        json.object { json in
          for place in Place.allCases where place.isAPI { json.member(place.pattern) { place.write(to: &$0) } }
        }
      }
      json.member("components") { $0.raw(components.utf8) }
    }
    return json.bytes
  }

  private static let components = #"""
    {"schemas":{"Problem":{"type":"object","required":["detail"],"properties":{"type":{"type":"string"},\#
    "title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"reference":{"type":"string"},\#
    "seconds_left":{"type":"integer"},"minutes_left":{"type":"integer"}}},\#
    "Order":{"type":"object","properties":{"mode":{"enum":["incremental","full","date"]},"date":{"type":"string",\#
    "format":"date"},"to":{"type":"string","format":"date"},"last":{"type":"string","format":"date"},\#
    "force":{"type":"boolean"}}}},\#
    "securitySchemes":{"token":{"type":"http","scheme":"bearer","description":"made by “replyledger token create” \#
    or on the page Settings; its role and scopes decide"}}}
    """#

  fileprivate static let orderForm = #"""
    {"required":false,"content":{"application/x-www-form-urlencoded":{"schema":{"$ref":"#/components/schemas/Order"}},\#
    "application/json":{"schema":{"$ref":"#/components/schemas/Order"}}}}
    """#

  fileprivate static let decisionForm = #"""
    {"required":false,"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object"}},\#
    "application/json":{"schema":{"type":"object"}}}}
    """#

  fileprivate static let listOfPeople = #"""
    {"required":true,"content":{"text/plain":{"schema":{"type":"string"}}}}
    """#

  fileprivate static let dayForm = #"""
    {"required":false,"content":{"application/json":{"schema":{"type":"object","properties":{"date":{"type":"string",\#
    "format":"date"},"hour":{"type":"integer","minimum":0,"maximum":23},"force":{"type":"boolean"},\#
    "source":{"type":"string"}}}}}}
    """#

  fileprivate static let signedCall = #"""
    {"required":true,"content":{"application/json":{"schema":{"description":"what the vendor sends, signed by it"}}}}
    """#

  fileprivate static let fileForm = #"""
    {"required":true,"content":{"multipart/form-data":{"schema":{"type":"object","required":["file"],"properties":{\#
    "file":{"type":"string","format":"binary"},"force_reprocess":{"type":"string"},"source":{"type":"string"}}}}}}
    """#
}

extension Place {
  fileprivate func write(to json: inout JSONWriter) {
    let main: HTTPMethod = takesPost ? .post : .get
    json.object { json in
      for method in [main] + otherMethods { write(method, isMain: method == main, to: &json) }
    }
  }

  private func write(_ method: HTTPMethod, isMain: Bool, to json: inout JSONWriter) {
    let name = method.rawValue.lowercased()
    json.member(name) { json in
      json.object { json in
        json.member("operationId", isMain ? "\(self)" : "\(self).\(name)")
        json.member("summary", summary)
        writeDemand(to: &json)
        json.member("parameters") { json in
          json.array { json in
            if let name = nameInPath { json.parameter(name, "path", meaning: "which one") }
            for parameter in parameters { json.parameter(parameter.name, "query", parameter) }
          }
        }
        if let body { json.member("requestBody") { $0.raw(body.utf8) } }
        json.member("responses") { json in json.object { json in writeResponses(to: &json) } }
      }
    }
  }

  /// What a token needs to be taken here.
  private func writeDemand(to json: inout JSONWriter) {
    switch demand {
    case .nothing, .signature: json.member("security") { $0.raw("[]".utf8) }
    case .neighbourOrToken: json.member("security") { $0.raw(#"[{},{"token":[]}]"#.utf8) }
    case .role(let role):
      json.member("security") { $0.raw(#"[{"token":[]}]"#.utf8) }
      json.member("x-role", role.rawValue)
    }
    json.member("x-scope", scope?.rawValue)
  }

  private var nameInPath: String? {
    pattern.split(separator: "/").first { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }

  private var body: String? {
    switch self {
    case .importMessenger, .uploadJSON: OpenAPI.fileForm
    case .sourceSync: OpenAPI.orderForm
    case .peopleDecide, .clientsDecide: OpenAPI.decisionForm
    case .peopleImport: OpenAPI.listOfPeople
    case .closureSync, .closureForceSync, .closureHourlySync: OpenAPI.dayForm
    case .hook: OpenAPI.signedCall
    default: nil
    }
  }

  /// What a good answer is made of.
  private var types: [String] {
    switch self {
    case .prometheus: ["text/plain"]
    case .progressEvents: ["text/event-stream"]
    case .rejectedRows: ["application/json", "text/csv"]
    case .rejectedFile, .conversationFile, .messageDownload, .messageMetricsTable, .costExport: ["text/csv"]
    default: ["application/json"]
    }
  }

  private func writeResponses(to json: inout JSONWriter) {
    let isLater = self == .sourceSync || self == .hook
    let content = types.map { #""\#($0)":{}"# }.joined(separator: ",")
    let meaning = isLater ? "it was begun, and goes on" : "what was asked for"
    json.member(isLater ? "202" : "200") {
      $0.raw(#"{"description":"\#(meaning)","content":{\#(content)}}"#.utf8)
    }
    if takesLong { json.member("202") { $0.raw(#"{"description":"it goes on"}"#.utf8) } }
    json.member("default") { $0.raw((origin == .closures ? Place.closureProblem : Place.problem).utf8) }
  }

  /// Whether the client may be answered before all is done.
  private var takesLong: Bool { [.closureSync, .closureForceSync, .closureHourlySync].contains(self) }

  private static let closureProblem = #"""
    {"description":"why not","content":{"application/json":{"schema":{"type":"object","required":["success","error"],\#
    "properties":{"success":{"const":false},"error":{"type":"string"},"time_until_next":{"type":"integer"},\#
    "minutes_until_next":{"type":"integer"},"reference":{"type":"string"}}}}}}
    """#

  private static let problem = #"""
    {"description":"why not","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}
    """#

  private var summary: String {
    switch self {
    case .numbers: "Every number with its definition"
    case .number: "One number over a period: value, breakdown, what is left out, receipt"
    case .numberChange: "Why a number has changed: its parts by mix and within, each with its receipts"
    case .receipt: "The rows behind a number, or those that a rule left out of it"
    case .conversationList: "Conversations, the most recently active first"
    case .conversationFile: "One row a conversation with what it adds to every number, as a file for a spreadsheet"
    case .conversationHistory: "One conversation with its events and their roles"
    case .sourceList: "Every source: state, last and next sync, today, limit, warnings, capabilities"
    case .sourceState: "One source"
    case .sourceSync: "Begin a sync; 409 while one runs, 429 too soon after the last"
    case .sourceStop: "End the sync that this server is at; the next goes on where it was"
    case .sourceTest: "Try the credentials and every permission that a sync needs"
    case .sourceEstimate: "What a full sync would fetch, in how many calls and minutes"
    case .sourceCoverage: "Day by day: complete, partly or unknown, and how many conversations began"
    case .sourceDirectory: "What the source calls its people, teams, inboxes and companies"
    case .progress: "The syncs under way, in this process and in others"
    case .progressEvents: "The same as server-sent events: progress as it changes, ended with each run that ended"
    case .runs: "Syncs and uploads, the newest first"
    case .runState: "One sync or upload"
    case .rejectedRows: "The rows that a run set aside, with the reasons; as CSV for Accept: text/csv"
    case .rejectedFile: "The same as a file for a spreadsheet"
    case .hook: "Where a vendor sends its webhooks, signed with the secret of the settings"
    case .peopleList: "Our people with their names in each source, and the names that are nobody's"
    case .peopleReview: "Names that are nobody's, the busiest first, and whom they may mean"
    case .peopleDecisions: "What was decided about people and clients, the newest first"
    case .peopleDecide: "Decide who somebody is, or undo it; the next question sees it"
    case .peopleImport: "Link people with their ids at a source: a text of “Name - id” lines"
    case .clientList: "How each client stands with the audience: linked, contact to add, no contact"
    case .clientsUnlinked: "Clients without a contact, and since when"
    case .clientsLink: "Work the links of clients out anew, and write down which have none"
    case .clientsDecide: "Decide whose client a company is, or who stands for a client, or undo it"
    case .imports: "The last imports, the newest first"
    case .importMessenger: "Import a grouped_chats file"
    case .uploadJSON: "Import a grouped_chats file, answered as message-satisfaction tools expect it"
    case .uploadStatus: "What uploads are taken"
    case .description: "This description"
    case .health: "Whether pages can be made"
    case .prometheus: "Counters for Prometheus"
    default: originSummary
    }
  }
}

extension JSONWriter {
  fileprivate mutating func type(_ name: String) { object { $0.member("type", name) } }

  fileprivate mutating func parameter(_ name: String, _ place: String, _ parameter: Parameter) {
    self.parameter(name, place, meaning: parameter.meaning, isRepeatable: parameter.isRepeatable)
  }

  fileprivate mutating func parameter(_ name: String, _ place: String, meaning: String, isRepeatable: Bool = false) {
    object { json in
      json.member("name", name)
      json.member("in", place)
      json.member("required", place == "path")
      json.member("description", meaning)
      json.member("schema") { json in
        guard isRepeatable else { return json.type("string") }
        json.object { json in
          json.member("type", "array")
          json.member("items") { $0.type("string") }
        }
      }
    }
  }
}
