import CivilTime
import Support

extension FactPacker {
  func stations(_ writer: inout PackWriter) {
    rows(facts.stations, &writer) { station, writer in
      instant(station.since, &writer)
      instant(station.until, &writer)
      person(station.person, &writer)
      switch station.response {
      case .answered(let at):
        writer.byte(0)
        instant(at, &writer)
      case .none(let until):
        writer.byte(1)
        instant(until, &writer)
      case .open:
        writer.byte(2)
        instant(nil, &writer)
      }
      clocked(station.length, &writer)
    }
  }

  func handOffs(_ writer: inout PackWriter) {
    rows(facts.handOffs, &writer) { handOff, writer in
      instant(handOff.at, &writer)
      instant(handOff.firstReply?.at ?? handOff.left, &writer)
      writer.byte(handOff.firstReply != nil ? 0 : handOff.left != nil ? 1 : 2)
      person(handOff.firstReply?.by, &writer)
      clocked(handOff.length, &writer)
    }
  }

  func queue(_ writer: inout PackWriter) {
    rows(facts.queue, &writer) { wait, writer in
      instant(wait.since, &writer)
      instant(wait.served?.at ?? wait.left, &writer)
      writer.byte(wait.isAbandoned ? 1 : wait.served != nil ? 0 : 2)
      person(wait.served?.by, &writer)
      clocked(wait.length, &writer)
    }
  }

  func transfers(_ writer: inout PackWriter) {
    rows(facts.transfers, &writer) { transfer, writer in
      instant(transfer.at, &writer)
      person(transfer.from, &writer)
      person(transfer.to, &writer)
      writer.byte((transfer.changesPerson ? 1 : 0) | (transfer.changesGroup ? 2 : 0) | (transfer.isFromBot ? 4 : 0))
    }
  }

  func touches(_ writer: inout PackWriter) {
    rows(facts.touches, &writer) { touch, writer in
      instant(touch.at, &writer)
      person(touch.person, &writer)
      writer.byte(touch.kind.rawValue)
    }
  }

  /// Messages are activity anyway; of all else one in a quarter of an hour is enough for every zone's days and hours.
  func activity(_ writer: inout PackWriter) {
    if facts.activity.isEmpty { return writer.unsigned(0) }
    var known = Set(facts.messages.map { $0.at.quarter })
    rows(facts.activity.filter { known.insert($0.at.quarter).inserted }, &writer) { activity, writer in
      instant(activity.at, &writer)
      writer.byte(activity.isAutomatic ? 1 : 0)
    }
  }

  func logged(_ writer: inout PackWriter) {
    rows(facts.logged, &writer) { entry, writer in
      instant(entry.at, &writer)
      person(entry.person, &writer)
      writer.signed(entry.seconds)
      writer.byte(entry.isBillable.map { $0 ? 2 : 1 } ?? 0)
    }
  }
}

extension Instant {
  /// Every zone of today cuts its days and hours at quarters of an hour.
  fileprivate var quarter: Int64 { seconds.floorDivided(by: 900) }
}
