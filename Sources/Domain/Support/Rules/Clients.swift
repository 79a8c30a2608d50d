/// Which client a conversation belongs to: by what a source calls its company, else by the customer's mail domain.
package struct Clients: Equatable, Sendable {
  /// Our name by the source's id or name of the company, lower-cased.
  private var aliases: [String: [String: String]] = [:]
  private var domains: [String: String] = [:]
  /// Our name by its folded form.
  private var names: [FoldedName: String] = [:]

  package init() {}

  package mutating func add(_ client: String) { names[FoldedName(client)] = client }

  package mutating func add(_ client: String, as alias: String, in source: String) {
    add(client)
    aliases[source, default: [:]][alias.lowercased()] = client
  }

  /// A domain that anybody may have an address at is nobody's.
  package mutating func add(_ client: String, domain: String) {
    add(client)
    if !FreeMail.covers(domain) { domains[domain.lowercased()] = client }
  }

  package func owns(_ domain: String) -> Bool { domains[domain.lowercased()] != nil || FreeMail.covers(domain) }

  /// By the source's own words, else by our name for it in another spelling.
  package func client(called words: [String], in source: String) -> String? {
    client(of: words, email: nil, in: source) ?? words.lazy.compactMap { names[FoldedName($0)] }.first
  }

  /// - Parameter companies: the source's id of the company, and its name where it is known.
  package func client(of companies: [String], email: String?, in source: String) -> String? {
    if let known = aliases[source] {
      for company in companies { if let client = known[company.lowercased()] { return client } }
    }
    return domains.isEmpty ? nil : email.flatMap { mailDomain(of: $0) }.flatMap { domains[$0] }
  }

  /// The names that we have for them.
  package var all: [String] { Set(names.values).sorted() }

  /// Everything that is known, one line each, the same for equal values.
  package var lines: [String] {
    (aliases.flatMap { source, known in known.map { "\(source)\t\($0.key)\t\($0.value)" } }
      + domains.map { "@\t\($0.key)\t\($0.value)" }).sorted()
  }
}

/// What follows the last `@`, in lower case.
func mailDomain(of address: String) -> String? {
  guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
  let domain = address[address.utf8.index(after: at)...]
  return domain.isEmpty ? nil : domain.lowercased()
}
