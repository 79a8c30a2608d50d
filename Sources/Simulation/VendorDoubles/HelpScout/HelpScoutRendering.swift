internal import CivilTime
internal import JSONReader

/// Writes what the vendor writes, with the vendor's own addresses.
struct HelpScoutRendering {
  let desk: HelpScoutDesk

  private static let api = "https://api.helpscout.net/v2"

  func conversation(_ conversation: HelpScoutDesk.Conversation, embedding: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      head(conversation, &json)
      people(conversation, &json)
      times(conversation, &json)
      extras(conversation, &json)
      if embedding {
        json.member("_embedded") { json in
          json.object { json in json.member("threads") { embed(conversation, &$0) } }
        }
      }
      json.member("_links") { json in
        json.object { json in
          link("self", "\(Self.api)/conversations/\(conversation.id)", &json)
          link("web", "https://secure.helpscout.net/conversation/\(conversation.id)/\(conversation.number)", &json)
        }
      }
    }
    return json.bytes
  }

  private func head(_ conversation: HelpScoutDesk.Conversation, _ json: inout JSONWriter) {
    json.member("id", conversation.id)
    json.member("number", conversation.number)
    json.member("threads", conversation.threadCount)
    json.member("type", conversation.type)
    json.member("folderId", conversation.mailbox * 10)
    json.member("status", conversation.status)
    json.member("state", conversation.state)
    json.member("subject", conversation.subject)
    json.member("preview", String((conversation.threads.last { $0.body != nil }?.body ?? "").prefix(185)))
    json.member("mailboxId", conversation.mailbox)
  }

  /// “The key is absent when unassigned”, and an open conversation has a dummy for its closer.
  private func people(_ conversation: HelpScoutDesk.Conversation, _ json: inout JSONWriter) {
    if let assignee = conversation.assignee { json.member("assignee") { holder(assignee, &$0) } }
    json.member("createdBy") { author(conversation.author, &$0) }
    json.member("closedBy", conversation.closedBy ?? 0)
    json.member("closedByUser") { json in
      if let closer = conversation.closedBy {
        author(closer == 1 ? .system : .user(closer), &json)
      } else {
        json.object { json in
          json.member("id", 0)
          json.member("type", "user")
          for key in ["first", "last", "email"] { json.member(key, "unknown") }
        }
      }
    }
    json.member("primaryCustomer") { author(.customer(conversation.customer), &$0) }
  }

  private func times(_ conversation: HelpScoutDesk.Conversation, _ json: inout JSONWriter) {
    json.member("createdAt", conversation.createdAt.iso8601)
    if let closedAt = conversation.closedAt { json.member("closedAt", closedAt.iso8601) }
    if let updated = conversation.userUpdatedAt { json.member("userUpdatedAt", updated.iso8601) }
    if let waiting = conversation.waitingSince {
      json.member("customerWaitingSince") { json in
        json.object { json in
          json.member("time", waiting.iso8601)
          json.member("friendly", "Just now")
        }
      }
    }
  }

  private func extras(_ conversation: HelpScoutDesk.Conversation, _ json: inout JSONWriter) {
    json.member("source") { source(conversation.source, by: conversation.author, &$0) }
    json.member("tags") { json in
      json.array { json in
        for tag in conversation.tags { tagged(tag, &json) }
      }
    }
    json.member("cc") { $0.array { _ in } }
    json.member("bcc") { $0.array { _ in } }
    json.member("customFields") { json in
      json.array { json in
        for (field, option) in conversation.fields.sorted(by: { $0.key < $1.key }) { custom(field, option, &json) }
      }
    }
  }

  private func tagged(_ tag: String, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", 9_000 + (desk.tags.firstIndex(of: tag) ?? 0))
      json.member("color", "#929499")
      json.member("tag", tag)
    }
  }

  private func custom(_ id: Int, _ option: Int, _ json: inout JSONWriter) {
    let field = desk.mailboxes.lazy.flatMap(\.fields).first { $0.id == id }
    json.object { json in
      json.member("id", id)
      json.member("name", field?.name ?? "")
      json.member("value", String(option))
      json.member("text", field?.options[option] ?? "")
    }
  }
}

extension HelpScoutRendering {
  /// Chats are truncated when embedded.
  private func embed(_ conversation: HelpScoutDesk.Conversation, _ json: inout JSONWriter) {
    let newest = conversation.threads.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
    json.array { json in
      for entry in conversation.type == "chat" ? newest.prefix(2) : newest[...] {
        thread(entry, losingKeys: conversation.losesKeys, &json)
      }
    }
  }

  func thread(_ thread: HelpScoutDesk.Thread, losingKeys: Bool = false, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", thread.id)
      json.member("type", thread.type)
      json.member("status", thread.status)
      json.member("state", thread.state)
      json.member("action") { action(thread, &$0) }
      if let body = thread.body { json.member("body", body) }
      json.member("source") { source(thread.source, by: thread.author, &$0) }
      json.member("customer") { author(.customer(thread.customer), &$0) }
      json.member("createdBy") { author(thread.author, &$0) }
      json.member("assignedTo") { holder(thread.assignee ?? 1, &$0) }
      json.member("savedReplyId", 0)
      for key in ["to", "cc", "bcc"] { json.member(key) { $0.array { _ in } } }
      if !losingKeys { json.member("createdAt", thread.createdAt.iso8601) }
      if let rating = thread.rating { json.member("rating") { self.rating(rating, &$0) } }
      json.member("_embedded") { json in json.object { $0.member("attachments") { $0.array { _ in } } } }
    }
  }

  /// “`{}` or `[]` when empty.”
  private func action(_ thread: HelpScoutDesk.Thread, _ json: inout JSONWriter) {
    json.object { json in
      json.member("type", thread.action)
      if let text = thread.actionText { json.member("text", text) }
      json.member("associatedEntities") { json in
        if thread.entities.isEmpty {
          json.array { _ in }
        } else {
          json.object { json in for (name, id) in thread.entities { json.member(name, id) } }
        }
      }
    }
  }

  private func rating(_ rating: HelpScoutDesk.Thread.Rating, _ json: inout JSONWriter) {
    json.object { json in
      json.member("customerId", rating.customer)
      json.member("rating", ["great", "okay", "not_good"][rating.level - 1])
      json.member("comments", rating.comments)
    }
  }

  private func source(_ type: String, by author: HelpScoutDesk.Author, _ json: inout JSONWriter) {
    let via = if case .customer = author { "customer" } else { "user" }
    json.object { json in
      json.member("type", type)
      json.member("via", via)
    }
  }

  func author(_ author: HelpScoutDesk.Author, _ json: inout JSONWriter) {
    json.object { json in
      switch author {
      case .system: person(1, "user", "Help", "Scout", "none@nowhere.com", &json)
      case .user(let id):
        let user = desk.users.first { $0.id == id }
        person(id, "user", user?.first ?? "Former", user?.last ?? "Colleague", user?.email ?? "", &json)
      case .customer(let id):
        let customer = desk.customers[id]
        person(id, "customer", customer?.first ?? "", customer?.last ?? "", customer?.email ?? "", &json)
        if let organization = customer?.organization { json.member("organization", organization) }
      }
    }
  }

  private func holder(_ id: Int, _ json: inout JSONWriter) {
    guard let team = desk.teams.first(where: { $0.id == id }) else {
      return author(id == 1 ? .system : .user(id), &json)
    }
    json.object { person(id, "team", team.name, "", "", &$0) }
  }

  private func person(
    _ id: Int, _ type: String, _ first: String, _ last: String, _ email: String, _ json: inout JSONWriter
  ) {
    json.member("id", id)
    json.member("type", type)
    json.member("first", first)
    json.member("last", last)
    json.member("photoUrl", "https://photos.example/\(id).png")
    json.member("email", email)
  }

  private func link(_ name: String, _ address: String, _ json: inout JSONWriter) {
    json.member(name) { json in json.object { $0.member("href", address) } }
  }
}
