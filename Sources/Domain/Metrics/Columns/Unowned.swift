package import CivilTime
import Support

/// Conversations that belong to no client, by where their customers write from; and those of each company.
package struct Unowned: Equatable, Sendable {
  package struct Domain: Equatable, Sendable {
    package var name: String
    package var conversations: Int
    package var last: Instant
  }

  package struct Company: Equatable, Sendable {
    package var source: String
    package var id: String
    package var conversations: Int
    package var last: Instant
  }

  /// The busiest first.
  package var domains: [Domain] = []
  package var companies: [Company] = []
  /// From domains that anybody may have an address at.
  package var freeMail = 0
  /// Whose customer's address is not known.
  package var nameless = 0

  package init() {}
}

extension FactColumns {
  /// - Parameter start: conversations that began earlier are left aside.
  package func unowned(since start: Instant) -> Unowned {
    let axis = axis(of: .client, at: .max)
    let domains = attributes.domain.now
    let companies = attributes.company.now
    var ofDomain: [UInt32: Span] = [:]
    var ofCompany: [UInt32: Span] = [:]
    let first = seconds(start)
    for row in 0..<conversations.count where conversations.standing[row] == 0 {
      let at = conversations.created[row]
      guard at >= first else { continue }
      if companies[row] != 0 { ofCompany[companies[row], default: Span()].take(at) }
      if axis.labels[Int(axis.codes[row])] == ClientRules.none { ofDomain[domains[row], default: Span()].take(at) }
    }
    return unowned(ofDomain, ofCompany)
  }

  private struct Span {
    var count = 0
    var last: UInt32 = 0

    mutating func take(_ at: UInt32) {
      count += 1
      last = max(last, at)
    }

    var lastInstant: Instant { Instant(seconds: Int64(last)) }
  }

  private func unowned(_ domains: [UInt32: Span], _ companies: [UInt32: Span]) -> Unowned {
    var found = Unowned()
    for (code, span) in domains {
      let name = attributes.domain.names[code]
      if name.isEmpty {
        found.nameless += span.count
      } else if FreeMail.covers(name) {
        found.freeMail += span.count
      } else {
        found.domains.append(Unowned.Domain(name: name, conversations: span.count, last: span.lastInstant))
      }
    }
    found.companies = companies.compactMap { code, span in
      FactColumns.split(attributes.company.names[code]).map { place in
        Unowned.Company(source: place.source, id: place.id, conversations: span.count, last: span.lastInstant)
      }
    }
    found.domains.sort { ($1.conversations, $0.name) < ($0.conversations, $1.name) }
    found.companies.sort { ($1.conversations, $0.source, $0.id) < ($0.conversations, $1.source, $1.id) }
    return found
  }
}
