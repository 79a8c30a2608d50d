internal import CivilTime
internal import JSONReader

extension LiveChatDouble {
  package struct Customer: Sendable, Equatable {
    package var id: String
    package var name: String?
    package var email: String?
    package var country: String?

    package init(id: String, name: String?, email: String?, country: String? = nil) {
      self.id = id
      self.name = name
      self.email = email
      self.country = country
    }

    package static let jo = Customer(
      id: "b7eff798-0000-4000-8000-000000000001", name: "Jo", email: "jo@shop.example", country: "Poland")
  }

  /// Somebody who answers. Bots have ids of 32 hexadecimal digits, people their mail address.
  package struct Person: Sendable, Equatable {
    package var id: String
    package var name: String
    package var isBot = false

    package init(id: String, name: String, isBot: Bool = false) {
      self.id = id
      self.name = name
      self.isBot = isBot
    }
  }

  struct Event: Sendable {
    var number: Int
    var at: Instant
    var author: String?
    var isPrivate = false
    /// All else, by the vendor's keys.
    var members: [(key: String, value: JSONValue)]

    func write(of thread: String, to json: inout JSONWriter) {
      json.object { json in
        json.member("id", "\(thread)_\(number)")
        json.member("created_at", at.liveChatTime(number))
        json.member("visibility", isPrivate ? "agents" : "all")
        if let author { json.member("author_id", author) }
        for member in members { json.member(member.key, member.value) }
      }
    }
  }

  struct Thread: Sendable {
    let id: String
    let chatID: String
    let key: LiveChatArchiveQuery.Key
    var customer: Customer
    var people: [Person] = []
    var isActive = true
    var events: [Event] = []
    var tags: [String] = []
    var groups = [0]
    var queuedAt: Instant?
    var queuesDuration: Int64 = 0
    var rating: (isGood: Bool, comment: String?)?
    var isResolvedByAI = false
    var previous: String?
    var next: String?
  }
}

extension LiveChatDouble.Thread {
  /// The shell of the chat with this thread in it, as archives and `get_chat` show it.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", chatID)
      json.member("users") { json in json.array { json in writeUsers(to: &json) } }
      json.member("thread") { json in json.object { json in writeThread(to: &json) } }
      json.member("properties") { $0.object { $0.member("routing") { $0.object { $0.member("continuous", false) } } } }
      writeAccess(to: &json)
      json.member("is_followed", false)
    }
  }

  private func writeUsers(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", customer.id)
      json.member("type", "customer")
      if let name = customer.name { json.member("name", name) }
      if let email = customer.email { json.member("email", email) }
      json.member("present", isActive)
      json.member("created_at", "2024-01-01T09:00:00.000000+01:00")
      json.member("statistics") { $0.object { $0.member("chats_count", 1) } }
      if let country = customer.country {
        json.member("last_visit") { json in
          json.object { json in
            json.member("started_at", "2024-01-01T09:00:00.000000Z")
            json.member("geolocation") { $0.object { $0.member("country", country) } }
          }
        }
      }
    }
    for person in people {
      json.object { json in
        json.member("id", person.id)
        json.member("name", person.name)
        if !person.isBot { json.member("email", person.id) }
        json.member("type", "agent")
        json.member("present", false)
        json.member("avatar", "https://cdn.example/\(person.name).png")
        json.member("visibility", "all")
      }
    }
  }

  private func writeThread(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("active", isActive)
    json.member("user_ids") { json in
      json.array { json in
        json.value(customer.id)
        for person in people { json.value(person.id) }
      }
    }
    json.member("events") { json in json.array { json in for event in events { event.write(of: id, to: &json) } } }
    json.member("properties") { json in json.object { json in writeProperties(to: &json) } }
    writeAccess(to: &json)
    json.member("created_at", createdAt)
    json.member("tags") { json in json.array { json in for tag in tags { json.value(tag) } } }
    if let queuedAt {
      json.member("queue") { json in
        json.object { json in
          json.member("position", 1)
          json.member("wait_time", 60)
          json.member("queued_at", queuedAt.liveChatTime(0))
        }
      }
    }
    json.member("queues_duration", queuesDuration)
    if let previous { json.member("previous_thread_id", previous) }
    if let next { json.member("next_thread_id", next) }
  }

  private func writeProperties(to json: inout JSONWriter) {
    json.member("routing") { json in
      json.object { json in
        json.member("continuous", false)
        json.member("unassigned", people.isEmpty)
      }
    }
    if let rating {
      json.member("rating") { json in
        json.object { json in
          json.member("score", rating.isGood ? 1 : 0)
          if let comment = rating.comment { json.member("comment", comment) }
        }
      }
    }
    if isResolvedByAI { json.member("chats") { $0.object { $0.member("resolved", true) } } }
  }

  private func writeAccess(to json: inout JSONWriter) {
    json.member("access") { json in
      json.object { json in
        json.member("group_ids") { json in json.array { json in for id in groups { json.value(id) } } }
      }
    }
  }

  var createdAt: String { Instant(seconds: key.second).liveChatTime(Int(key.microseconds % 1_000_000)) }

  /// One row of `list_chats`.
  func summarise(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", chatID)
      json.member("last_event_per_type") { json in
        json.object { json in
          if let last = events.last {
            json.member("message") { json in
              json.object { json in
                json.member("thread_id", id)
                json.member("thread_created_at", createdAt)
                json.member("event") { json in last.write(of: id, to: &json) }
              }
            }
          }
        }
      }
      json.member("users") { $0.array { $0.object { _ in } } }
      json.member("last_thread_summary") { json in
        json.object { json in
          json.member("id", id)
          json.member("created_at", createdAt)
          json.member("user_ids") { $0.array { $0.value(customer.id) } }
          json.member("properties") { $0.object { _ in } }
          json.member("active", isActive)
        }
      }
      json.member("properties") { $0.object { _ in } }
      json.member("is_followed", false)
    }
  }
}

extension Instant {
  /// `2026-11-20T09:12:00.000042Z`
  func liveChatTime(_ part: Int) -> String {
    let digits = String(part)
    return "\(iso8601.dropLast()).\(String(repeating: "0", count: 6 - digits.count))\(digits)Z"
  }
}
