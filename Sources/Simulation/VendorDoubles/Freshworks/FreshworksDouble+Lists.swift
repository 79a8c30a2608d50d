internal import CivilTime
internal import JSONReader
internal import Synchronization

// The account's people, groups, clients and rules.
extension FreshworksDouble {
  static let serviceRoutes: Routes<FreshworksDouble> = [
    get("/tickets", FreshworksDouble.listTickets),
    get("/tickets/filter", FreshworksDouble.filterTickets),
    get("/tickets/{id}", FreshworksDouble.showTicket),
    get("/tickets/{id}/conversations", FreshworksDouble.listMessages),
    get("/tickets/{id}/time_entries", FreshworksDouble.listTimeEntries),
    get("/tickets/{id}/activities", FreshworksDouble.listActivities),
    get("/tickets/{id}/csat_response", FreshworksDouble.showRating),
    get("/agents", FreshworksDouble.listAgents),
    get("/requesters/{id}", FreshworksDouble.showRequester),
    get("/groups", FreshworksDouble.listGroups),
    get("/departments", FreshworksDouble.listCompanies),
    get("/sla_policies", FreshworksDouble.listPolicies),
    get("/business_hours", FreshworksDouble.listCalendars),
    get("/ticket_form_fields", FreshworksDouble.listFields),
    get("/workspaces", FreshworksDouble.listWorkspaces),
  ]

  static let deskRoutes: Routes<FreshworksDouble> = [
    get("/tickets", FreshworksDouble.listTickets),
    get("/tickets/{id}", FreshworksDouble.showTicket),
    get("/tickets/{id}/conversations", FreshworksDouble.listMessages),
    get("/tickets/{id}/time_entries", FreshworksDouble.listTimeEntries),
    get("/search/tickets", FreshworksDouble.filterTickets),
    get("/surveys/satisfaction_ratings", FreshworksDouble.listRatings),
    get("/agents", FreshworksDouble.listAgents),
    get("/contacts/{id}", FreshworksDouble.showRequester),
    get("/groups", FreshworksDouble.listGroups),
    get("/companies", FreshworksDouble.listCompanies),
    get("/sla_policies", FreshworksDouble.listPolicies),
    get("/business_hours", FreshworksDouble.listCalendars),
    get("/ticket_fields", FreshworksDouble.listFields),
  ]

  func listAgents(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let agents = books.withLock { $0.agents }
    let isService = terms.product == .freshservice
    return try paged(call, "agents", allowing: ["active", "state", "email", "query", "workspace_id"]) { _ in
      agents.map { agent in rendered { isService ? agent.writeService(to: &$0) : agent.writeDesk(to: &$0) } }
    }
  }

  func showRequester(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    guard let id = call.number("id"), let known = books.withLock({ $0.requesters[id] }) else { throw .missing }
    let isService = terms.product == .freshservice
    return item("requester") { json in
      json.object { json in
        json.member("id", id)
        if isService {
          let names = known.person.name.split(separator: " ", maxSplits: 1).map(String.init)
          json.member("first_name", names.first)
          json.member("last_name", names.count > 1 ? names[1] : nil)
          json.member("primary_email", known.person.email)
          json.member("is_agent", false)
          json.member("department_ids") { json in json.array { if let company = known.companyID { $0.value(company) } }
          }
        } else {
          json.member("name", known.person.name)
          json.member("email", known.person.email)
          json.member("company_id", known.companyID)
        }
        json.member("active", true)
      }
    }
  }

  func listGroups(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let groups = books.withLock { $0.groups }
    return try paged(call, "groups") { _ in
      groups.map { group in
        rendered { json in
          json.object { json in
            json.member("id", group.id)
            json.member("name", group.name)
            json.member("unassigned_for", "15m")
            json.member("members") { json in json.array { json in for id in group.members { json.value(id) } } }
          }
        }
      }
    }
  }

  func listCompanies(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let companies = books.withLock { $0.companies }
    let isService = terms.product == .freshservice
    return try paged(call, isService ? "departments" : "companies") { _ in
      companies.map { company in
        rendered { json in
          json.object { json in
            json.member("id", company.id)
            json.member("name", company.name)
            if isService {
              json.member("head_user_id", company.headID)
              json.member("prime_user_id", company.primeID)
            }
            json.member("domains") { json in json.array { json in for domain in company.domains { json.value(domain) } }
            }
            json.member("updated_at", company.updatedAt.iso8601)
          }
        }
      }
    }
  }

  func listPolicies(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    try paged(call, "sla_policies") { _ in [policy] }
  }

  func listCalendars(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let isService = terms.product == .freshservice
    return try paged(call, "business_hours") { _ in [isService ? serviceCalendar : deskCalendar] }
  }

  func listFields(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    if terms.refusesPagesOfForms { _ = try FreshworksQuery(call, allowing: []) }
    let own = [(2, "Open"), (3, "Pending"), (4, "Resolved"), (5, "Closed")]
    let statuses = own + books.withLock { $0.statuses.map { ($0.id, $0.label) } }
    let isService = terms.product == .freshservice
    return try paged(call, "ticket_fields") { _ in
      [
        rendered { json in
          json.object { json in
            json.member("id", 21_000_000_501)
            json.member("name", "status")
            json.member("label", "Status")
            json.member("choices") { isService ? list(statuses, to: &$0) : object(statuses, to: &$0) }
          }
        },
        Array(#"{"id": 21000000502, "name": "site", "label": "Site", "choices": []}"#.utf8),
      ]
    }
  }

  private func list(_ choices: [(Int, String)], to json: inout JSONWriter) {
    json.array { json in
      for choice in choices {
        json.object { json in
          json.member("id", choice.0)
          json.member("value", choice.1)
        }
      }
    }
  }

  private func object(_ choices: [(Int, String)], to json: inout JSONWriter) {
    json.object { json in
      for choice in choices {
        json.member("\(choice.0)") { json in
          json.array { json in
            json.value(choice.1)
            json.value("\(choice.1) for customers")
          }
        }
      }
    }
  }

  func listWorkspaces(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let ids = terms.workspaces
    guard !ids.isEmpty else { throw .missing }
    return try paged(call, "workspaces") { _ in
      ids.map { id in
        rendered { json in
          json.object { json in
            json.member("id", id)
            json.member("name", "Workspace \(id)")
            json.member("primary", id == ids[0])
          }
        }
      }
    }
  }

  /// The latest first.
  func listRatings(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let since = try FreshworksQuery(call, allowing: ["created_since", "page", "per_page"]).time("created_since")
    let rated = books.withLock { books in books.tickets.values.filter { $0.rating != nil } }
      .sorted { ($0.rating?.createdAt ?? $0.createdAt, $0.id) > ($1.rating?.createdAt ?? $1.createdAt, $1.id) }
    return try paged(call, "ratings", allowing: ["created_since"]) { _ in
      rated.compactMap { ticket in
        guard let rating = ticket.rating, since.map({ rating.createdAt >= $0 }) ?? true else { return nil }
        return rendered { rating.writeDesk(to: &$0, of: ticket) }
      }
    }
  }

  private static func get(
    _ path: String,
    _ answering: @escaping @Sendable (FreshworksDouble) -> (DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer
  ) -> Routes<FreshworksDouble>.Route {
    .get(PathPattern(root + path)) { double in
      { call in
        do throws(FreshworksTrouble) {
          return try answering(double)(call)
        } catch {
          return error.answer
        }
      }
    }
  }
}

extension FreshworksDouble.Agent {
  func writeService(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("first_name", firstName)
      json.member("last_name", lastName)
      json.member("email", email)
      json.member("active", isActive)
      json.member("time_zone", "Berlin")
      json.member("member_of") { json in json.array { json in for group in groups { json.value(group) } } }
    }
  }

  func writeDesk(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("available", isActive)
      json.member("contact") { json in
        json.object { json in
          json.member("name", name)
          json.member("email", email)
          json.member("active", isActive)
          json.member("time_zone", "Berlin")
        }
      }
    }
  }
}

private let policy = Array(
  """
  {"id": 21000031000, "name": "Default SLA Policy", "position": 1, "is_default": true, "active": true, "deleted": false,
   "sla_targets": [{"priority": 4, "respond_within": 3600, "resolve_within": 14400, "business_hours": true,
   "escalation_enabled": true}], "applicable_to": {}, "escalation": {}}
  """.utf8)

private let serviceCalendar = Array(
  """
  {"id": 21000041000, "name": "Office", "is_default": true, "time_zone": "Berlin", "service_desk_hours":
   {"monday": {"beginning_of_workday": "8:00 am", "end_of_workday": "5:00 pm"}},
   "list_of_holidays": [{"holiday_date": "10-03", "holiday_name": "Unity Day"}]}
  """.utf8)

private let deskCalendar = Array(
  """
  {"id": 21000041000, "name": "Office", "is_default": true, "time_zone": "Berlin", "working_hours":
   {"monday": {"start_time": "8:00 am", "end_time": "5:00 pm"}}}
  """.utf8)
