internal import HTTPServer
internal import JSONReader
internal import Synchronization

// What everything else refers to by an id.
extension HubSpotDouble {
  func owners(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, knowing: ["limit", "after", "archived", "email"]) { return refusal }
    let limit = call.query.first("limit").map { Int($0) } ?? 100
    guard let limit, (1...500).contains(limit), let start = mark(call) else {
      return invalid("limit or after is wrong")
    }
    let archived = call.query.first("archived") == "true"
    let owners = state.withLock { $0.desk.owners.filter { $0.isArchived == archived } }
    return .json {
      $0.object { json in
        json.member("results") { json in
          json.array { json in for owner in owners.dropFirst(start).prefix(limit) { write(owner, &json) } }
        }
        if start + limit < owners.count { json.member("paging", after: HubSpotDouble.mark(start + limit)) }
      }
    }
  }

  private func write(_ owner: HubSpotDesk.Owner, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", owner.id)
      json.member("email", owner.email)
      json.member("type", "PERSON")
      json.member("firstName", owner.firstName)
      json.member("lastName", owner.lastName)
      // Of those who left, only the other key tells the number.
      if !owner.isArchived { json.member("userId", Int(owner.userID)) }
      json.member("userIdIncludingInactive", Int(owner.userID))
      if !owner.teams.isEmpty {
        json.member("teams") { json in
          json.array { json in
            for (place, team) in owner.teams.enumerated() {
              json.object {
                $0.member("id", team.id)
                $0.member("name", team.name)
                $0.member("primary", place == 0)
              }
            }
          }
        }
      }
      json.member("createdAt", "2020-01-01T00:00:00Z")
      json.member("updatedAt", "2020-01-01T00:00:00Z")
      json.member("archived", owner.isArchived)
    }
  }

  func pipelines(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, knowing: []) { return refusal }
    let pipelines = state.withLock { $0.desk.pipelines }
    return .json {
      $0.object { json in
        json.member("results") { json in
          json.array { json in
            for (order, pipeline) in pipelines.enumerated().reversed() { write(pipeline, order, &json) }
          }
        }
      }
    }
  }

  /// The stages come in no order.
  private func write(_ pipeline: HubSpotDesk.Pipeline, _ order: Int, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", pipeline.id)
      json.member("label", pipeline.label)
      json.member("displayOrder", order)
      json.member("stages") { json in
        json.array { json in
          for (order, stage) in pipeline.stages.enumerated().reversed() {
            json.object { json in
              json.member("id", stage.id)
              json.member("label", stage.label)
              json.member("displayOrder", order)
              json.member("metadata") {
                $0.object {
                  $0.member("isClosed", stage.isClosed ? "true" : "false")
                  $0.member("ticketState", stage.isClosed ? "CLOSED" : "OPEN")
                }
              }
              json.member("createdAt", "1970-01-01T00:00:00Z")
              json.member("updatedAt", "1970-01-01T00:00:00Z")
              json.member("archived", false)
            }
          }
        }
      }
      json.member("createdAt", "1970-01-01T00:00:00Z")
      json.member("updatedAt", "1970-01-01T00:00:00Z")
      json.member("archived", false)
    }
  }

  func properties(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, knowing: ["archived"]) { return refusal }
    let definitions = state.withLock { $0.desk.definitions }
    return .json {
      $0.object { json in
        json.member("results") { json in
          json.array { json in
            write(HubSpotDesk.Definition(name: "subject", label: "Ticket name"), isOwn: true, &json)
            write(
              HubSpotDesk.Definition(
                name: "hs_ticket_category", label: "Category",
                options: [("PRODUCT_ISSUE", "Product Issue"), ("BILLING_ISSUE", "Billing Issue")]), isOwn: true, &json)
            for definition in definitions { write(definition, isOwn: false, &json) }
          }
        }
      }
    }
  }

  private func write(_ definition: HubSpotDesk.Definition, isOwn: Bool, _ json: inout JSONWriter) {
    json.object { json in
      json.member("name", definition.name)
      json.member("label", definition.label)
      json.member("type", definition.options.isEmpty ? "string" : "enumeration")
      json.member("hubspotDefined", isOwn)
      json.member("calculated", false)
      json.member("hidden", false)
      json.member("archived", false)
      json.member("options") { json in
        json.array { json in
          for option in definition.options {
            json.object {
              $0.member("value", option.value)
              $0.member("label", option.label)
            }
          }
        }
      }
    }
  }

  func inboxes(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, knowing: ["after", "limit"]) { return refusal }
    let inboxes = state.withLock { $0.desk.inboxes }
    return .json {
      $0.object { json in
        json.member("total", inboxes.count)
        json.member("results") { json in
          json.array { json in
            for inbox in inboxes {
              json.object {
                $0.member("id", inbox.id)
                $0.member("name", inbox.name)
                $0.member("type", "INBOX")
                $0.member("archived", false)
              }
            }
          }
        }
      }
    }
  }
}
