import Support

extension Rules {
  /// With the bots and the excluded people that were decided. These change facts, so they are derived anew at the next
  /// start; everything else that is decided about people is a matter of names.
  func with(_ book: IdentityBook) -> Rules {
    var rules = self
    for role in book.of(.role) {
      let callings = book.of(.alias).filter { $0.subject == role.subject }.flatMap { [$0.calling, $0.vendorID] }
      for name in [role.subject] + callings.compactMap({ $0 }) {
        switch role.other.flatMap(IdentityRole.init) {
        case .bot: rules.bots.insert(name)
        case .excluded:
          rules.excluded.append(ExcludedPerson(person: name, drop: .replies, from: role.from, to: role.to))
        case .agent, .shared, nil: break
        }
      }
    }
    return rules
  }
}
