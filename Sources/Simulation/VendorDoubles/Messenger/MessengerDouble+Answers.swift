internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension MessengerDouble {
  func conversations(_ call: DoubleRequest) -> DoubleAnswer {
    answering {
      guard call["id"] == terms.id else { throw GraphTrouble.missing(call["id"]) }
      guard call.query.first("platform") == "messenger" else {
        throw GraphTrouble(400, 100, "Param platform must be messenger", type: "OAuthException")
      }
      let question = try question(call)
      return inbox.withLock { inbox in
        let all = inbox.newestFirst
        let start = question.after.flatMap { after in all.firstIndex { $0 < after } ?? all.count } ?? 0
        let rows = all[start..<min(start + question.limit, all.count)]
        let hasMore = start + rows.count < all.count
        let answer = DoubleAnswer.json { json in
          json.object { json in
            json.member("data") { json in
              json.array { json in for key in rows { inbox.write(key.id, question, call, to: &json) } }
            }
            if let first = rows.first, let last = rows.last {
              writePaging(call, before: first.mark, after: last.mark, hasMore: hasMore, to: &json)
            }
          }
        }
        return rows.count * question.messages > terms.mostMessages ? GraphTrouble.tooMuch.answer : answer
      }
    }
  }

  func conversation(_ call: DoubleRequest) -> DoubleAnswer {
    answering {
      let question = try question(call)
      return try inbox.withLock { inbox in
        guard inbox.conversations[call["id"]] != nil else { throw GraphTrouble.missing(call["id"]) }
        return .json { json in inbox.write(call["id"], question, call, to: &json) }
      }
    }
  }

  func messages(_ call: DoubleRequest) -> DoubleAnswer {
    answering {
      let question = try question(call)
      let after = call.query.first("after")
      return try inbox.withLock { inbox in
        guard let conversation = inbox.conversations[call["id"]] else { throw GraphTrouble.missing(call["id"]) }
        guard question.limit <= terms.mostMessages else { throw GraphTrouble.tooMuch }
        guard inbox.place(after: after, in: conversation) < terms.readableMessages else {
          throw GraphTrouble.missing(call["id"])
        }
        return .json { json in
          json.object { json in
            inbox.writeEdge(of: conversation, limit: question.limit, after: after, call, to: &json)
          }
        }
      }
    }
  }

  private func question(_ call: DoubleRequest) throws -> GraphQuestion {
    guard let question = GraphQuestion(call) else {
      throw GraphTrouble(400, 100, "Syntax error in fields, limit or after", type: "OAuthException")
    }
    guard question.limit <= terms.greatestLimit, question.messages <= terms.greatestLimit else {
      throw GraphTrouble(400, 100, "Param limit is too large", type: "OAuthException")
    }
    return question
  }

  private func answering(_ body: () throws -> DoubleAnswer) -> DoubleAnswer {
    do {
      return try body()
    } catch {
      return (error as? GraphTrouble)?.answer
        ?? GraphTrouble(500, 1, "\(error)", isTransient: true, type: "OAuthException").answer
    }
  }
}

/// What a call asks for.
struct GraphQuestion {
  var fields: Set<String>
  var limit: Int
  /// Messages with each conversation; none when they are not asked for.
  var messages = 0
  /// The conversation after which the list goes on.
  var after: MessengerDouble.Inbox.Key?

  init?(_ call: DoubleRequest) {
    guard let text = call.query.first("fields") else { return nil }
    limit = call.int("limit") ?? 25
    guard limit > 0 else { return nil }
    if let mark = call.query.first("after") { after = MessengerDouble.Inbox.Key(mark: mark) }
    // `messages.limit(25){id,…}`
    let outer = text.split(separator: "{", maxSplits: 1)
    fields = Set(outer[0].split(separator: ",").map { String($0.split(separator: ".")[0]) })
    guard fields.contains("messages") else { return }
    guard outer.count == 2, outer[1].hasSuffix("}"), let inside = outer[0].split(separator: "(").last else {
      return nil
    }
    guard let count = Int(inside.dropLast()) else { return nil }
    messages = count
  }
}

/// As the vendor does it: a link that holds the token.
func writePaging(
  _ call: DoubleRequest, before: String, after: String, hasMore: Bool, path: String? = nil, to json: inout JSONWriter
) {
  json.member("paging") { json in
    json.object { json in
      json.member("cursors") { json in
        json.object { json in
          json.member("before", before)
          json.member("after", after)
        }
      }
      if hasMore {
        let token = call.headers["Authorization"]?.split(separator: " ").last ?? ""
        json.member("next", "\(call.origin)\(path ?? call.path)?access_token=\(token)&after=\(after)")
      }
    }
  }
}
