package import CivilTime
package import DemoCompany
internal import Synchronization

extension MailchimpDouble {
  package func add(_ members: Member...) { add(members) }

  package func add(_ members: [Member]) {
    state.withLock { audience in
      for member in members {
        let id = MailchimpDouble.id(of: member.email)
        var member = member
        member.uniqueID = String(id.prefix(10))
        audience.members[id] = member
      }
    }
  }

  package func change(_ email: String, at instant: Instant, _ body: (inout Member) -> Void) {
    let id = MailchimpDouble.id(of: email)
    state.withLock { audience in
      guard var member = audience.members.removeValue(forKey: id) else { return }
      body(&member)
      member.changedAt = instant
      // Another address is another member with the same unique id.
      audience.members[MailchimpDouble.id(of: member.email)] = member
    }
  }

  /// The row stays.
  package func archive(_ email: String, at instant: Instant) { change(email, at: instant) { $0.status = .archived } }

  package func erase(_ email: String) {
    state.withLock { _ = $0.members.removeValue(forKey: MailchimpDouble.id(of: email)) }
  }

  /// The customers of the demo company who have a mail address.
  package convenience init(telling cast: Cast, signedUpAt instant: Instant, clock: DoubleClock = DoubleClock()) {
    self.init(clock: clock)
    add(
      cast.customers.compactMap { customer in
        customer.email.map {
          Member(
            $0, firstName: customer.firstName, lastName: String(customer.name.dropFirst(customer.firstName.count + 1)),
            company: cast.company(of: customer)?.name, signedUpAt: instant, changedAt: instant + Int64(customer.id))
        }
      })
  }
}
