package import Helpdesks
package import JSONReader

extension Provision {
  package func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

  package func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .full: json.member("provision", "full")
    case .partial(let why):
      json.member("provision", "partial")
      json.member("why", why)
    case .none(let why):
      json.member("provision", "none")
      json.member("why", why)
    }
  }
}
