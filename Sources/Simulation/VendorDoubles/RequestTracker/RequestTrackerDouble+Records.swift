internal import Encoding
internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension RequestTrackerDouble {
  func ticket(_ call: DoubleRequest) -> DoubleAnswer {
    let (turn, keepsMerged) = (turn, current.keepsMerged)
    let document = desk.withLock { desk in
      call.number("id").flatMap { keepsMerged ? desk.tickets[$0] : desk.ticket($0) }
        .map { desk.document(of: $0, at: base(call), turn: turn) }
    }
    return document.map { .json($0) } ?? problem(404, "Not Found")
  }

  func attachment(_ call: DoubleRequest) -> DoubleAnswer {
    let found = desk.withLock { desk in
      desk.attachments.values.lazy.flatMap { $0 }.first { $0.id == call.number("id") }
    }
    guard let found else { return problem(404, "Not Found") }
    return .json {
      $0.object {
        $0.member("id", found.id)
        $0.member("ContentType", found.contentType)
        $0.member("Content", RequestTrackerDouble.lines(Base64.encode(Array(found.content.utf8))))
        $0.member("Headers", found.headers.joined(separator: "\n"))
      }
    }
  }

  /// Of 76 digits, as Perl writes base64.
  private static func lines(_ text: String) -> String {
    var lines = ""
    var rest = text[...]
    while !rest.isEmpty {
      lines += rest.prefix(76) + "\n"
      rest = rest.dropFirst(76)
    }
    return lines
  }

  /// A name of nothing but digits is a number.
  func user(_ call: DoubleRequest) -> DoubleAnswer {
    let number = current.findsUsersByNumber ? call.number("name") : nil
    let found = desk.withLock { desk in (number ?? desk.userIDs[call["name"]]).flatMap { desk.users[$0] } }
    guard let found else { return problem(404, "Not Found") }
    let manner = current
    guard manner.showsUsers else { return problem(403, "Forbidden") }
    return .json {
      $0.object {
        $0.member("Name", found.name)
        $0.member("RealName", found.realName)
        $0.member("EmailAddress", found.email)
        $0.member("Privileged", found.isPrivileged ? 1 : 0)
        if manner.isSuperuser {
          $0.member("id", found.id)
          $0.member("Disabled", found.isDisabled ? "1" : "0")
          $0.member("Organization", found.organization)
        }
        $0.member("_hyperlinks") { json in
          json.array {
            $0.object {
              $0.member("ref", "self")
              $0.member("type", "user")
              $0.member("id", found.id)
              $0.member("_url", "\(base(call))/user/\(found.id)")
            }
          }
        }
      }
    }
  }
}
