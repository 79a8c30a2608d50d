import Accounts
import CivilTime
import HTTPServer
import JSONReader

extension WebApplication {
  func viewList(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else {
      let views = try await visibleViews()
      return .object { json in
        json.member("views") { json in json.array { json in for view in views { view.write(to: &json) } } }
      }
    }
    let order = try await RequestObject(request, knowing: ["name", "address", "shared"])
    let view = try await keep(
      try order.text("name") ?? "", address: try order.text("address") ?? "", isShared: try order.flag("shared"))
    var json = JSONWriter()
    view.write(to: &json)
    return .content(json.bytes, type: "application/json", status: .created)
  }

  func removeView(_ id: Int64) async throws -> HTTPResponse {
    let asker = Asker.current
    try await accounts.removeView(id, by: asker.keeper, anyones: asker.mayTidyUp)
    return .object { $0.member("state", "removed") }
  }

  func noteList(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .post else {
      let from = try request.query.day("from")
      let to = try request.query.day("to")
      let notes = try await visibleNotes().filter { note in
        (from.map { note.day >= $0 } ?? true) && (to.map { note.day < $0 } ?? true)
      }
      return .object { json in
        json.member("annotations") { json in json.array { json in for note in notes { note.write(to: &json) } } }
      }
    }
    let order = try await RequestObject(request, knowing: ["day", "text"])
    let note = try await note(day: try order.text("day") ?? "", text: try order.text("text") ?? "")
    var json = JSONWriter()
    note.write(to: &json)
    return .content(json.bytes, type: "application/json", status: .created)
  }

  func removeNote(_ id: Int64) async throws -> HTTPResponse {
    let asker = Asker.current
    try await accounts.removeAnnotation(id, by: asker.keeper, anyones: asker.mayTidyUp)
    return .object { $0.member("state", "removed") }
  }
}

extension HTTPQuery {
  fileprivate func day(_ name: String) throws(WebError) -> LocalDay? {
    guard let text = first(name) else { return nil }
    guard let day = LocalDay(iso8601: text) else { throw .badRequest("\(name) must be a day such as 2026-11-20") }
    return day
  }
}

extension SavedView {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", String(id))
      json.member("name", name)
      json.member("address", address)
      json.member("shared", isShared)
      json.member("by", author)
      json.member("created_at", createdAt.iso8601)
      json.member("href", Route.viewEntry(id).path)
    }
  }
}

extension Annotation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", String(id))
      json.member("day", day.iso8601)
      json.member("text", text)
      json.member("by", author)
      json.member("created_at", createdAt.iso8601)
      json.member("href", Route.noteEntry(id).path)
    }
  }
}
