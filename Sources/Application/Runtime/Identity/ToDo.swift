package import Support
import Warehouse

/// What waits for a decision: whoever keeps the data in order looks here once a week.
package struct ToDo: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable { case people, tags, domains, companies, contacts }

  /// Something undecided, and what may be decided about it.
  package struct Item: Sendable, Equatable {
    package var kind: Kind
    package var name: String
    package var source: String?
    package var id: String?
    /// Messages of a person, conversations of all else; nothing for a client without a contact.
    package var rows: Int
    package var suggestions: [Suggestion]
  }

  /// The busiest first within each kind.
  package var items: [Item]

  package func of(_ kind: Kind) -> [Item] { items.filter { $0.kind == kind } }
}

extension Installation {
  package func toDo() async throws -> ToDo {
    var items = try await people().open.filter { $0.messages > 0 }.map { open in
      ToDo.Item(
        kind: .people, name: open.calling.name, source: open.calling.source, id: open.calling.vendorID,
        rows: open.messages, suggestions: open.suggestions)
    }
    items += try await productSurvey().unmapped.map { unmapped in
      ToDo.Item(kind: .tags, name: unmapped.tag, rows: unmapped.conversations, suggestions: unmapped.suggestions)
    }
    let clients = try await clientSurvey()
    items += clients.domains.map { domain in
      ToDo.Item(kind: .domains, name: domain.name, rows: domain.conversations, suggestions: domain.suggestions)
    }
    // A company counts under its own name; only what is like a client of ours asks for a decision.
    items += clients.companies.filter { !$0.suggestions.isEmpty }.map { company in
      ToDo.Item(
        kind: .companies, name: company.name, source: company.source, id: company.id, rows: company.conversations,
        suggestions: company.suggestions)
    }
    if !settings.contacts.isEmpty {
      items += try await clientLinks().filter { $0.state != .linked }.map { link in
        ToDo.Item(kind: .contacts, name: link.client, rows: 0, suggestions: link.suggestions)
      }
    }
    return ToDo(items: items)
  }
}
