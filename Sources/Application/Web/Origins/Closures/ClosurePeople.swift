import Accounts
import Metrics
import Runtime
import Support

/// The names under which people appear among closures: by what the settings call their user, and the account of that
/// name where there is one.
struct ClosurePeople {
  private let users: [Settings.Person]
  private let accounts: [Accounts.Account]

  init(_ people: [Settings.Person], _ accounts: [Accounts.Account]) {
    users = people
    self.accounts = accounts
  }

  func user(of person: String) -> ClosureUser {
    let username = users.first { $0.name == person }?.username ?? person
    let account = account(named: [username, person])
    return ClosureUser(person: person, username: username, id: account?.id, role: account?.role)
  }

  /// Whose username this is, whatever its case; a name that the settings do not know is taken as it is.
  func person(called username: String) -> String {
    let wanted = username.lowercased()
    return users.first { $0.username?.lowercased() == wanted || $0.name.lowercased() == wanted }?.name ?? username
  }

  func knows(_ person: String) -> Bool {
    users.contains { $0.name == person } || account(named: [person]) != nil
  }

  func settings(of person: String) -> Settings.Person? { users.first { $0.name == person } }

  private func account(named names: [String]) -> Accounts.Account? {
    let wanted = names.map { $0.lowercased() }
    return accounts.first { wanted.contains($0.name.lowercased()) }
  }
}

/// Somebody who closes.
struct ClosureUser: Equatable {
  /// As the figures call them.
  var person: String
  var username: String
  /// Of the account; nothing for whoever has none.
  var id: Int64?
  var role: Role?

  /// What a program or a customer closed, and what nobody knows who did, counts and wins nothing.
  var isSomebody: Bool {
    ![
      Uncredited.automation, Uncredited.customer, Uncredited.unknown, FactColumns.unassigned, Actor.unnamedAgent.name,
    ].contains(person)
  }
}

extension WebApplication {
  func closureUsers() async throws -> ClosurePeople {
    ClosurePeople(installation.settings.people, try await accounts.accounts())
  }
}
