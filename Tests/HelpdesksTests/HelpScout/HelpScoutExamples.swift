import CivilTime
import Fetching
import Foundation
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

/// When the reference payloads are read; later than everything in them.
let noticed = instant("2026-06-01T00:00:00Z")

func instant(_ text: String) -> Instant { Timestamp(text)?.instant ?? Instant(seconds: .min) }

/// Stands aside where the reference payloads are missing.
let withExamples: ConditionTrait = .enabled(
  if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason))

enum Example {
  /// The body of an answer.
  static func json(_ name: String) throws -> JSONValue {
    try JSONValue(utf8: try ContractExamples.bytes("helpscout/\(name).json"))
  }

  static func page(_ name: String, of key: String) throws -> HelpScoutListPage {
    try HelpScoutListPage(answer(try json(name)), of: HelpScoutList(path: "", key: key, operation: "read"))
  }

  static func rows(_ name: String, of key: String) throws -> [JSONValue] { try page(name, of: key).rows }

  static func answer(_ json: JSONValue, headers: HTTPHeaders = []) -> VendorAnswer {
    VendorAnswer(status: 200, headers: headers, body: [], json: json)
  }

  /// The response of a file that holds a request and its response.
  static func response(_ name: String) throws -> IncomingResponse { try response(try json(name)["response"]) }

  static func response(_ field: JSONField) throws -> IncomingResponse {
    var headers: HTTPHeaders = [:]
    for member in try field["headers"].object.members {
      if case .text(let text) = member.value { headers.append(member.key, text) }
    }
    var writer = JSONWriter()
    writer.value(field["body"].value ?? .null)
    return IncomingResponse(status: try field["status"].int, headers: headers, body: writer.bytes)
  }
}

/// Decodes with a directory and nothing else.
func decoder(_ directory: HelpScoutDirectory = HelpScoutDirectory(), takesRatings: Bool = false) -> HelpScoutDecoder {
  HelpScoutDecoder(source: "hs", directory: directory, observedAt: noticed, takesRatings: takesRatings)
}

func actor(_ kind: ActorKind, _ id: String = "", _ name: String = "") -> Actor {
  Actor(kind: kind, id: id, name: name)
}

/// What an event says, to compare at a glance.
struct Said: Equatable, CustomStringConvertible {
  var id: String
  var at: String
  var actor: Actor
  var happening: Happening
  var text: String?
  var isInferred: Bool

  init(
    _ id: String, _ at: String, _ actor: Actor, _ happening: Happening, _ text: String? = nil, inferred: Bool = false
  ) {
    self.id = id
    self.at = at
    self.actor = actor
    self.happening = happening
    self.text = text
    isInferred = inferred
  }

  init(_ event: Event) {
    self.init(
      event.id, event.occurredAt.iso8601, event.actor, event.happening, event.text, inferred: event.isInferred)
  }

  var description: String {
    "\n  \(id) \(at) \(actor.kind) \(actor.id) “\(actor.name)” \(happening) \(text ?? "-") \(isInferred)"
  }
}
