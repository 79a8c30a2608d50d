internal import CivilTime
internal import JSONReader

extension FreshworksDouble {
  struct Ticket: Sendable {
    enum View: Sendable { case tickets, spam, deleted }

    struct Message: Sendable {
      var id: Int
      var userID: Int?
      var text: String
      var isIncoming = false
      var isPrivate = false
      /// 0 reply, 2 note, 6 forward.
      var source = 0
      var from: String?
      var createdAt: Instant
    }

    struct TimeEntry: Sendable {
      var id: Int
      var agentID: Int
      var minutes: Int
      var isBillable: Bool
      var note: String?
      var executedAt: Instant
    }

    struct Activity: Sendable {
      var actorID: Int?
      var actorName: String
      var content: String
      var subContents: [String] = []
      var createdAt: Instant
    }

    struct Score: Sendable {
      var id: Int
      var score: Int
      var total: Int
      var comment: String?
      var agentID: Int?
      var createdAt: Instant
    }

    var id: Int
    var subject: String
    var text: String
    var type: String? = "Incident"
    var status = 2
    var priority = 2
    var source = 1
    var requester: Person
    var agentID: Int?
    var groupID: Int?
    var departmentID: Int?
    var workspaceID: Int?
    var category: String?
    var tags: [String] = []
    var customFields: [(String, String)] = []
    var createdAt: Instant
    var updatedAt: Instant
    var isSpam = false
    var isDeleted = false
    var isSpoilt = false
    /// What is included of the requester is the id alone.
    var hasPartialRequester = false
    var messages: [Message] = []
    var timeEntries: [TimeEntry] = []
    var activities: [Activity] = []
    var rating: Score?
    var resolvedAt: Instant?
    var closedAt: Instant?
    var reopenedAt: Instant?
    var pendingSince: Instant?
    var statusUpdatedAt: Instant
    var assignedAt: Instant?
    var firstAssignedAt: Instant?

    init(id: Int, subject: String, text: String, requester: Person, at instant: Instant) {
      self.id = id
      self.subject = subject
      self.text = text
      self.requester = requester
      createdAt = instant
      updatedAt = instant
      statusUpdatedAt = instant
    }

    /// A deleted ticket is in the trash, whatever else it is.
    var view: View { isDeleted ? .deleted : isSpam ? .spam : .tickets }
    var isDone: Bool { status == 4 || status == 5 }
    var dueBy: Instant { createdAt + 3 * 86_400 }
    var firstReplyDueBy: Instant { createdAt + 14_400 }
  }

  /// Somebody who writes in.
  package struct Person: Sendable, Hashable {
    package var id: Int
    package var name: String
    package var email: String

    package init(id: Int, name: String, email: String) {
      self.id = id
      self.name = name
      self.email = email
    }
  }
}

// MARK: As JSON

extension FreshworksDouble.Ticket {
  /// The members that do not change by themselves. A list leaves out what only the ticket itself tells.
  func write(to json: inout JSONWriter, _ product: FreshworksDouble.Product, isList: Bool) {
    json.member("id", id)
    json.member("subject", subject)
    json.member("description", text.isEmpty ? "" : "<div>\(escaped(text))</div>")
    json.member("description_text", text)
    json.member("type", type)
    if isSpoilt { json.member("status", "open") } else { json.member("status", status) }
    json.member("priority", priority)
    json.member("source", source)
    json.member("requester_id", requester.id)
    json.member("responder_id", agentID)
    json.member("group_id", groupID)
    json.member(product == .freshservice ? "department_id" : "company_id", departmentID)
    if product == .freshservice {
      json.member("requested_for_id", requester.id)
      json.member("category", category)
      json.member("sub_category", String?.none)
      json.member("item_category", String?.none)
      if let workspaceID { json.member("workspace_id", workspaceID) }
      if !isList {
        json.member("urgency", 1)
        json.member("impact", 1)
      }
    }
    json.member("email_config_id", Int?.none)
    json.member("due_by", dueBy.iso8601)
    json.member("fr_due_by", firstReplyDueBy.iso8601)
    json.member("deleted", isDeleted)
    json.member("spam", isSpam)
    json.member("to_emails", String?.none)
    for name in ["cc_emails", "fwd_emails", "reply_cc_emails"] { json.member(name) { $0.array { _ in } } }
    if !isList || product == .freshdesk {
      json.member("tags") { json in json.array { json in for tag in tags { json.value(tag) } } }
    }
    json.member("custom_fields") { json in
      json.object { json in for field in customFields { json.member(field.0, field.1) } }
    }
    json.member("created_at", createdAt.iso8601)
    json.member("updated_at", updatedAt.iso8601)
  }

  func writeStats(to json: inout JSONWriter, _ product: FreshworksDouble.Product) {
    let replies = messages.filter { !$0.isIncoming && !$0.isPrivate }
    json.object { json in
      json.member("agent_responded_at", replies.last?.createdAt.iso8601)
      json.member("requester_responded_at", messages.last { $0.isIncoming }?.createdAt.iso8601)
      json.member("first_responded_at", replies.first?.createdAt.iso8601)
      json.member("status_updated_at", statusUpdatedAt.iso8601)
      json.member("pending_since", pendingSince?.iso8601)
      json.member("resolved_at", resolvedAt?.iso8601)
      json.member("closed_at", closedAt?.iso8601)
      guard product == .freshservice else {
        json.member("reopened_at", reopenedAt?.iso8601)
        return
      }
      // An internal number, not the ticket's; and 0 where there is nothing yet.
      json.member("ticket_id", 1_023_000_000 + id)
      json.member("created_at", createdAt.iso8601)
      json.member("updated_at", updatedAt.iso8601)
      json.member("opened_at", String?.none)
      json.member("group_escalated", false)
      json.member("inbound_count", messages.count { $0.isIncoming } + 1)
      json.member("outbound_count", replies.count)
      json.member("first_assigned_at", firstAssignedAt?.iso8601)
      json.member("assigned_at", assignedAt?.iso8601)
      json.member("first_resp_time_in_secs", replies.first.map { Int($0.createdAt - createdAt) })
      json.member("resolution_time_in_secs", resolvedAt.map { Int($0 - createdAt) } ?? 0)
    }
  }

  func writeRequester(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", requester.id)
      guard !hasPartialRequester else { return }
      json.member("name", requester.name)
      json.member("email", requester.email)
      json.member("mobile", String?.none)
      json.member("phone", String?.none)
    }
  }
}

extension FreshworksDouble.Ticket.Message {
  /// Files lie at addresses that are signed anew whenever somebody asks.
  func write(to json: inout JSONWriter, of ticket: Int, signedAt now: Instant) {
    json.object { json in
      json.member("id", id)
      json.member("user_id", userID)
      json.member("source", source)
      json.member("incoming", isIncoming)
      json.member("private", isPrivate)
      json.member("created_at", createdAt.iso8601)
      json.member("updated_at", createdAt.iso8601)
      json.member("body", "<div>\(escaped(text))</div>")
      json.member("body_text", text)
      json.member("ticket_id", ticket)
      json.member("support_email", String?.none)
      json.member("from_email", from)
      json.member("to_emails") { $0.array { _ in } }
      json.member("cc_emails", String?.none)
      json.member("bcc_emails", String?.none)
      json.member("attachments") { json in
        json.array { json in
          json.object { json in
            json.member("id", id + 1)
            json.member("name", "note.txt")
            json.member("attachment_url", "https://files.example.com/\(id)?signature=\(now.seconds)")
          }
        }
      }
    }
  }
}

extension FreshworksDouble.Ticket.TimeEntry {
  func write(to json: inout JSONWriter, of ticket: Int) {
    json.object { json in
      json.member("id", id)
      json.member("created_at", executedAt.iso8601)
      json.member("updated_at", executedAt.iso8601)
      json.member("start_time", executedAt.iso8601)
      json.member("timer_running", false)
      json.member("billable", isBillable)
      json.member("time_spent", "\(two(minutes / 60)):\(two(minutes % 60))")
      json.member("executed_at", executedAt.iso8601)
      json.member("task_id", Int?.none)
      json.member("note", note)
      json.member("agent_id", agentID)
      json.member("ticket_id", ticket)
    }
  }
}

extension FreshworksDouble.Ticket.Activity {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("created_at", createdAt.iso8601)
      json.member("content", content)
      if !subContents.isEmpty {
        json.member("sub_contents") { json in json.array { json in for text in subContents { json.value(text) } } }
      }
      json.member("actor") { json in
        json.object { json in
          json.member("id", actorID)
          json.member("name", actorName)
        }
      }
    }
  }
}

extension FreshworksDouble.Ticket.Score {
  func writeService(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("created_at", createdAt.iso8601)
      json.member("overall_rating_text", "\(score)/\(total)")
      json.member("overall_rating", 300 + score)
      json.member("score") { json in
        json.object { json in
          json.member("acquired_score", score)
          json.member("total_score", total)
        }
      }
      json.member("questionnaire_responses") { json in
        json.array { json in
          answer("How did we do?", "\(score)", to: &json)
          if let comment { answer("Feel free to share your thoughts", comment, to: &json) }
        }
      }
    }
  }

  private func answer(_ question: String, _ answer: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("question") { json in json.object { $0.member("question_text", question) } }
      json.member("answers") { json in json.array { json in json.object { $0.member("answer_text", answer) } } }
    }
  }

  /// `score` is the vendor's code, such as 103.
  func writeDesk(to json: inout JSONWriter, of ticket: FreshworksDouble.Ticket) {
    json.object { json in
      json.member("id", id)
      json.member("survey_id", 67_000_000_001)
      json.member("user_id", ticket.requester.id)
      json.member("agent_id", agentID)
      json.member("feedback", comment)
      json.member("group_id", ticket.groupID)
      json.member("ticket_id", ticket.id)
      json.member("created_at", createdAt.iso8601)
      json.member("updated_at", createdAt.iso8601)
      json.member("ratings") { json in json.object { $0.member("default_question", score) } }
    }
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func escaped(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\n": escaped += "<br>"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
