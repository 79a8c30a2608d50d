internal import Encoding
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// What a call wants to see of each ticket.
private struct Wanted {
  var properties: [String]
  var spoilt: Set<Int> = []
  var histories: [String] = []
  var associations: [String] = []
  /// These come whatever is asked for.
  static let always = ["createdate", "hs_lastmodifieddate", "hs_object_id"]
  static let usual = [
    "content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_priority", "subject",
  ]

  init(_ properties: [String]?, histories: [String] = [], associations: [String] = []) {
    self.properties = (properties ?? Wanted.usual) + Wanted.always
    self.histories = histories
    self.associations = associations
  }
}

extension HubSpotDouble {
  func list(_ call: DoubleRequest) -> DoubleAnswer {
    let known: Set<String> = ["limit", "after", "properties", "propertiesWithHistory", "associations", "archived"]
    if let refusal = refusal(of: call, knowing: known) { return refusal }
    let histories = names(call, "propertiesWithHistory") ?? []
    let limit = call.query.first("limit").map { Int($0) } ?? 10
    guard let limit, (1...(histories.isEmpty ? 100 : 50)).contains(limit) else {
      return invalid("limit is too large, or none")
    }
    guard let after = mark(call) else { return invalid("after is no mark of ours") }
    let archived = call.query.first("archived") == "true"
    var wanted = Wanted(
      names(call, "properties"), histories: histories, associations: names(call, "associations") ?? [])
    return state.withLock { state in
      wanted.spoilt = state.conduct.spoilt
      let tickets = state.desk.tickets
      let start = tickets.partitioningIndex { $0.id > after }
      let found = tickets[start...].lazy.filter { archived ? $0.archivedAt != nil : $0.isListed }.prefix(limit + 1)
      let page = Array(found)
      return results(page.prefix(limit).map { $0 }, wanted, next: page.count > limit ? page[limit - 1].id : nil)
    }
  }

  private func results(_ tickets: [HubSpotDesk.Ticket], _ wanted: Wanted, next: Int?) -> DoubleAnswer {
    .json {
      $0.object { json in
        json.member("results") { json in json.array { json in for ticket in tickets { write(ticket, wanted, &json) } } }
        if let next { json.member("paging", after: HubSpotDouble.mark(next)) }
      }
    }
  }

  func single(_ call: DoubleRequest) -> DoubleAnswer {
    let known: Set<String> = ["properties", "propertiesWithHistory", "associations", "archived"]
    if let refusal = refusal(of: call, knowing: known) { return refusal }
    let wanted = Wanted(names(call, "properties"), histories: names(call, "propertiesWithHistory") ?? [])
    return state.withLock { state in
      guard let id = call.number("id"), let ticket = state.desk.answering(id), ticket.archivedAt == nil else {
        return problem(404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.")
      }
      return .json { write(ticket, wanted, &$0) }
    }
  }

  func batch(_ call: DoubleRequest) -> DoubleAnswer {
    let body = call.json?.root ?? JSONField(nil)
    guard let ids = ids(body), let properties = texts(body["properties"]) else { return invalid("inputs are wrong") }
    let histories = texts(body["propertiesWithHistory"]) ?? []
    guard ids.count <= (histories.isEmpty ? 100 : 50) else {
      return invalid("The maximum number of inputs supported in a batch request is exceeded")
    }
    var wanted = Wanted(properties, histories: histories)
    return state.withLock { state in
      wanted.spoilt = state.conduct.spoilt
      let found = ids.map { id in Int(id).flatMap { state.desk.index(ofTicket: $0) }.map { state.desk.tickets[$0] } }
      let missing = zip(ids, found).filter { $0.1?.isListed != true }.map(\.0)
      return .json(status: missing.isEmpty ? 200 : 207) {
        $0.object { json in
          json.member("status", "COMPLETE")
          json.member("results") { json in
            json.array { json in
              for ticket in found where ticket?.isListed == true { ticket.map { write($0, wanted, &json) } }
            }
          }
          json.errors(missing, "Could not get some TICKET objects, they may be deleted or not exist.")
        }
      }
    }
  }
}

// MARK: - Contacts and companies

extension HubSpotDouble {
  func contacts(_ call: DoubleRequest) -> DoubleAnswer { parties(call) { $0.contacts } }

  func companies(_ call: DoubleRequest) -> DoubleAnswer { parties(call) { $0.companies } }

  private func parties(
    _ call: DoubleRequest, _ all: (HubSpotDesk) -> [String: HubSpotDesk.Party]
  ) -> DoubleAnswer {
    let body = call.json?.root ?? JSONField(nil)
    guard let ids = ids(body), ids.count <= 100, let names = texts(body["properties"]) else {
      return invalid("inputs are wrong")
    }
    let known = state.withLock { all($0.desk) }
    let missing = ids.filter { known[$0] == nil }
    return .json(status: missing.isEmpty ? 200 : 207) {
      $0.object { json in
        json.member("status", "COMPLETE")
        json.member("results") { json in
          json.array { json in for id in ids { if let party = known[id] { write(party, names, &json) } } }
        }
        json.errors(missing, "Could not get some objects, they may be deleted or not exist.")
      }
    }
  }

  private func write(_ party: HubSpotDesk.Party, _ names: [String], _ json: inout JSONWriter) {
    json.object {
      $0.member("id", party.id)
      $0.member("properties") { json in
        json.object { json in for name in names { json.member(name, party.properties[name]) } }
      }
      $0.member("archived", false)
    }
  }

  func associations(_ call: DoubleRequest) -> DoubleAnswer {
    guard let ids = ids(call.json?.root ?? JSONField(nil)), ids.count <= 1_000 else {
      return invalid("inputs are wrong")
    }
    let kind = call["kind"]
    guard kind == "contacts" || kind == "companies" else { return invalid("no such kind of object") }
    let links = state.withLock { state in
      ids.map { id in
        Int(id).flatMap { state.desk.index(ofTicket: $0) }.map { index in
          kind == "contacts" ? state.desk.tickets[index].contacts : state.desk.tickets[index].companies
        } ?? []
      }
    }
    let missing = zip(ids, links).filter { $0.1.isEmpty }.map(\.0)
    return .json(status: missing.isEmpty ? 200 : 207) {
      $0.object { json in
        json.member("status", "COMPLETE")
        json.member("results") { json in
          json.array { json in
            for (id, links) in zip(ids, links) where !links.isEmpty { write(links, of: id, kind, &json) }
          }
        }
        json.errors(missing, "No object is associated.", subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND")
      }
    }
  }

  private func write(_ links: [String], of ticket: String, _ kind: String, _ json: inout JSONWriter) {
    json.object {
      $0.member("from") { $0.object { $0.member("id", ticket) } }
      $0.member("to") { json in
        json.array { json in
          for (place, id) in links.enumerated() {
            json.object { json in
              json.member("toObjectId", Int(id) ?? 0)
              json.member("associationTypes") { json in
                json.array { json in
                  let isPrimary = kind == "companies" && place == 0
                  if isPrimary { json.type(26, "Primary") }
                  json.type(kind == "contacts" ? 16 : 339, nil)
                }
              }
            }
          }
        }
      }
    }
  }
}

// MARK: - Writing and reading

extension HubSpotDouble {
  private func write(_ ticket: HubSpotDesk.Ticket, _ wanted: Wanted, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", "\(ticket.id)")
      json.member("properties") { json in
        json.object { json in
          for name in Set(wanted.properties).sorted() { json.member(name, value(of: name, in: ticket)) }
        }
      }
      if !wanted.histories.isEmpty { json.member("propertiesWithHistory") { write(ticket, wanted.histories, &$0) } }
      json.member("createdAt", wanted.spoilt.contains(ticket.id) ? "soon" : hubSpotTime(ticket.createdAt))
      json.member("updatedAt", hubSpotTime(ticket.changedAt))
      json.member("archived", ticket.archivedAt != nil)
      if let time = ticket.archivedAt { json.member("archivedAt", hubSpotTime(time)) }
      writeAssociations(of: ticket, wanted.associations, &json)
    }
  }

  private func value(of name: String, in ticket: HubSpotDesk.Ticket) -> String? {
    switch name {
    case "hs_object_id": "\(ticket.id)"
    case "hs_lastmodifieddate": hubSpotTime(ticket.changedAt)
    default: ticket.properties[name]
    }
  }

  /// The newest value comes first.
  private func write(_ ticket: HubSpotDesk.Ticket, _ histories: [String], _ json: inout JSONWriter) {
    json.object { json in
      for name in histories {
        json.member(name) { json in
          json.array { json in for change in (ticket.histories[name] ?? []).reversed() { write(change, &json) } }
        }
      }
    }
  }

  private func write(_ change: HubSpotDesk.Change, _ json: inout JSONWriter) {
    json.object {
      $0.member("value", change.value)
      $0.member("timestamp", hubSpotTime(change.at))
      switch change.doer {
      case .user(let id):
        $0.member("sourceType", "CRM_UI")
        $0.member("sourceId", "userId:\(id)")
        $0.member("updatedByUserId", Int(id))
      case .workflow: $0.member("sourceType", "AUTOMATION_PLATFORM")
      case .integration: $0.member("sourceType", "INTEGRATION")
      }
    }
  }

  private func writeAssociations(of ticket: HubSpotDesk.Ticket, _ wanted: [String], _ json: inout JSONWriter) {
    let links = [("contacts", ticket.contacts), ("companies", ticket.companies)].filter {
      wanted.contains($0.0) && !$0.1.isEmpty
    }
    guard !links.isEmpty else { return }
    json.member("associations") { json in
      json.object { json in
        for (kind, ids) in links {
          json.member(kind) { $0.object { $0.member("results") { write(ids, kind, &$0) } } }
        }
      }
    }
  }

  /// Each id once for each of its labels.
  private func write(_ ids: [String], _ kind: String, _ json: inout JSONWriter) {
    let type = kind == "contacts" ? "ticket_to_contact" : "ticket_to_company"
    json.array { json in
      for (place, id) in ids.enumerated() {
        let types = kind == "contacts" || place == 0 ? [type, "\(type)_unlabeled"] : ["\(type)_unlabeled"]
        for type in types {
          json.object {
            $0.member("id", id)
            $0.member("type", type)
          }
        }
      }
    }
  }

  private func names(_ call: DoubleRequest, _ parameter: String) -> [String]? {
    call.query.first(parameter).map { $0.split(separator: ",").map(String.init) }
  }

  private func ids(_ body: JSONField) -> [String]? {
    guard let inputs = try? body["inputs"].array, !inputs.isEmpty else { return nil }
    let ids = inputs.compactMap { try? $0["id"].string }
    return ids.count == inputs.count ? ids : nil
  }

  func texts(_ field: JSONField) -> [String]? { (try? field.array)?.compactMap { try? $0.string } }
}

// MARK: - Paging

extension HubSpotDouble {
  /// HubSpot would pass over a parameter that it does not know; here nobody may send one.
  func refusal(of call: DoubleRequest, knowing known: Set<String>) -> DoubleAnswer? {
    let unknown = call.unknownParameters(allowing: known)
    return unknown.isEmpty ? nil : invalid("unknown: \(unknown.joined(separator: ", "))")
  }

  /// Opaque, with signs that have to be percent-encoded.
  static func mark(_ place: Int) -> String { Base64.encode(Array("after:\(place)".utf8)) }

  /// 0 at the beginning; nothing for a mark that is none of ours.
  func mark(_ call: DoubleRequest) -> Int? {
    guard let text = call.query.first("after") else { return 0 }
    guard let bytes = Base64.decode(text) else { return nil }
    let plain = String(decoding: bytes, as: UTF8.self)
    return plain.hasPrefix("after:") ? Int(plain.dropFirst(6)) : nil
  }
}

extension JSONWriter {
  mutating func member(_ key: String, after mark: String) {
    member(key) {
      $0.object {
        $0.member("next") {
          $0.object {
            $0.member("after", mark)
            $0.member("link", "?after=\(mark)")
          }
        }
      }
    }
  }

  fileprivate mutating func type(_ id: Int, _ label: String?) {
    object {
      $0.member("category", "HUBSPOT_DEFINED")
      $0.member("typeId", id)
      $0.member("label", label)
    }
  }

  /// What a batch could not answer.
  fileprivate mutating func errors(_ ids: [String], _ message: String, subCategory: String? = nil) {
    guard !ids.isEmpty else { return }
    member("numErrors", 1)
    member("errors") { json in
      json.array { json in
        json.object { json in
          json.member("status", "error")
          json.member("category", "OBJECT_NOT_FOUND")
          if let subCategory { json.member("subCategory", subCategory) }
          json.member("message", message)
          json.member("context") { json in
            json.object { json in
              json.member("ids") { json in json.array { json in for id in ids { json.value(id) } } }
            }
          }
        }
      }
    }
  }
}
