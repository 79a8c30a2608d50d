package import CivilTime

/// A change of the responsible person or group after the first human answer (M69), or from a bot to a person at any time.
///
/// Taken away and given to somebody else within a minute is one change, and so are a person's and a group's within one.
/// From nobody to somebody is an assignment, and to oneself nothing.
package struct Transfer: Equatable, Sendable {
  package var at: Instant
  package var by: Actor
  /// Nobody where only the group changed.
  package var from: Actor?
  /// Nobody also where it was only taken away.
  package var to: Actor?
  package var fromGroup: String?
  package var toGroup: String?
  package var changesPerson: Bool
  package var changesGroup: Bool

  /// Counted apart (M69).
  package var isFromBot: Bool { changesPerson && from?.kind == .bot && to?.isPerson == true }
}

struct TransferBook {
  private(set) var transfers: [Transfer] = []
  private var holder: Actor?
  private var group: String?
  private var pending: Pending?
  private var isAnswered = false

  /// Changes that may turn out to be one.
  private struct Pending {
    var at: Instant
    var by: Actor
    var holder: Actor?
    var group: String?
    var isAnswered: Bool
    var changedPerson = false
    var changedGroup = false
  }

  /// - Parameter holder: who has it before the first change; nothing unless the source tells no history.
  init(holder: Actor?, group: String?) {
    self.holder = holder
    self.group = group
  }

  mutating func take(_ step: Step) {
    if step.message?.role == .reply { isAnswered = true }
    guard step.isOwn else { return }
    switch step.event.happening {
    // Somebody may follow on nobody within the minute; on somebody only a second change does.
    case .assignment:
      open(step, isOver: pending?.changedPerson == true && holder != nil)
      pending?.changedPerson = true
      holder = step.person
    case .team(let id):
      open(step, isOver: pending?.changedGroup == true && group != nil)
      pending?.changedGroup = true
      group = id
    default: break
    }
  }

  mutating func finish() { settle() }

  private mutating func open(_ step: Step, isOver: Bool) {
    if let pending, step.at - pending.at <= 60, !isOver { return }
    settle()
    pending = Pending(at: step.at, by: step.actor, holder: holder, group: group, isAnswered: isAnswered)
  }

  private mutating func settle() {
    guard let before = pending else { return }
    pending = nil
    let isSamePerson = before.holder.map { from in holder.map { $0.isSame(as: from) } ?? false } ?? true
    let changesPerson = before.changedPerson && !isSamePerson
    let changesGroup = before.changedGroup && before.group != nil && before.group != group
    let transfer = Transfer(
      at: before.at, by: before.by, from: changesPerson ? before.holder : nil, to: changesPerson ? holder : nil,
      fromGroup: changesGroup ? before.group : nil, toGroup: changesGroup ? group : nil, changesPerson: changesPerson,
      changesGroup: changesGroup)
    guard changesPerson || changesGroup, before.isAnswered || transfer.isFromBot else { return }
    transfers.append(transfer)
  }
}
