import CivilTime

extension Rules {
  /// Everything that decides what facts say, one line each, the same for equal rules: who keeps facts tells by them
  /// whether they still hold. What sources call things is not among them: who derives facts reads it beside them.
  package var lines: [String] {
    var lines: [String] = []
    func part(_ name: String, _ values: [String]) { lines += ["[\(name)]"] + values }
    part("gap", ["\(inactivityGap)"])
    part("auto replies", autoReplies.sorted())
    part("bots", bots.sorted())
    part("public notes", publicNotesAreReplies.sorted())
    part("colleagues", colleagues.lines)
    part("external", externalReplies.map { "\($0.source)\t\($0.inbox)\t\($0.tag ?? "")" }.sorted())
    part("clients", clients.lines)
    part("calendars", clock.calendars.flatMap(\.lines))
    part("calendar rules", clock.rules.map(\.line))
    part("test", (test.domains.map { "@\($0)" } + test.tags.map { "#\($0)" } + test.requesters).sorted())
    part("excluded", excluded.map(\.line))
    part("thanks", ["\(ignoresThanks)"])
    part("targets", targets.map { "\($0)" })
    part("fields", countedFields.sorted())
    return lines
  }
}

extension ExcludedPerson {
  fileprivate var line: String {
    "\(person)\t\(drop.rawValue)\t\(from.map { "\($0.seconds)" } ?? "")\t\(to.map { "\($0.seconds)" } ?? "")"
  }
}

extension CalendarRule {
  fileprivate var line: String {
    [calendar, source, inbox, team, client, priority].map { $0 ?? "" }.joined(separator: "\t")
  }
}

extension WorkCalendar {
  fileprivate var lines: [String] {
    let days = exceptions.sorted { $0.key < $1.key }.map { day, exception in
      "\(day)\t\(exception.endsTheNightBefore)\t\(words(exception.windows))"
    }
    let validity = [from, to].map { $0.map { "\($0)" } ?? "" }.joined(separator: "\t")
    return ["\(name)\t\(zone.name)\t\(validity)"] + week.map(words) + days
  }

  private func words(_ windows: [Window]) -> String {
    windows.map { "\($0.start)-\($0.end)" }.joined(separator: " ")
  }
}
