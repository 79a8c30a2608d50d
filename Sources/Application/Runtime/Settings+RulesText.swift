import CivilTime

extension Settings.Person {
  func members(_ currency: Settings.Currency) -> SettingsWriter.Members {
    var members: SettingsWriter.Members = [
      ("name", .text(name)), ("username", .optional(username)), ("email", .optional(email)),
      ("cost", .money(cost, currency)), ("support_share", .decimal(supportShare, unless: .one)), ("from", .day(from)),
      ("to", .day(to)), ("aliases", .aliases(aliases)),
    ]
    if !teams.isEmpty { members.append(("teams", .list(teams.map { .map($0.members) }))) }
    return members
  }
}

extension Settings.Person.Membership {
  fileprivate var members: SettingsWriter.Members { [("team", .text(team)), ("from", .day(from)), ("to", .day(to))] }
}

extension Settings.Product {
  var members: SettingsWriter.Members {
    let rules: SettingsWriter.Members = fields.map { rule in (rule.field, .list(rule.values.map { .text($0) })) }
    return [
      ("name", .text(name)), ("tags", .texts(tags)), ("inbox", .texts(inboxes)), ("pipeline", .texts(pipelines)),
      ("category", .texts(categories)), ("field", rules.given),
    ]
  }
}

extension Settings.Client {
  var members: SettingsWriter.Members {
    let brand: SettingsWriter.Members = [
      ("logo", .optional(self.brand.logo)), ("colour", .optional(self.brand.colour)),
    ]
    return [
      ("name", .text(name)), ("domains", .texts(domains)), ("aliases", .aliases(aliases)),
      ("brand", brand.given),
    ]
  }
}

extension Settings.Calendar {
  var members: SettingsWriter.Members {
    var days: SettingsWriter.Members = []
    for day in Settings.Weekday.allCases { if let windows = week[day] { days.append((day.short, .windows(windows))) } }
    let dates: SettingsWriter.Members = exceptions.map { ($0.day.iso8601, .map($0.members)) }
    return [
      ("name", .text(name)), ("time_zone", .text(timeZone)), ("week", .map(days)), ("exceptions", dates.given),
      ("from", .day(from)), ("to", .day(to)),
    ]
  }
}

extension Settings.Calendar.Exception {
  fileprivate var members: SettingsWriter.Members {
    [
      ("name", .optional(name)), windows.isEmpty ? ("closed", .word("true")) : ("open", .windows(windows)),
      ("from_midnight", .flag(endsTheNightBefore)),
    ]
  }
}

extension Settings.CalendarRule {
  var members: SettingsWriter.Members {
    [
      ("source", .optional(source)), ("inbox", .optional(inbox)), ("team", .optional(team)),
      ("client", .optional(client)), ("priority", .optional(priority)), ("calendar", .text(calendar)),
    ]
  }
}

extension Settings.Rules {
  var members: SettingsWriter.Members {
    var members: SettingsWriter.Members = [
      ("auto_replies", .list(autoReplies.map { .text($0) })), ("bots", .texts(bots)),
    ]
    if let test = test.members.given { members.append(("test", test)) }
    if !exclude.isEmpty { members.append(("exclude", .list(exclude.map { .map($0.members) }))) }
    if !sla.isEmpty { members.append(("sla", .list(sla.map { .map($0.members) }))) }
    if let units = workUnits.members.given { members.append(("work_units", units)) }
    members.append(("products_share", .word(productsShare.rawValue)))
    members.append(("inactivity_gap", .span(inactivityGap)))
    members.append(("ignore_thanks", .flag(ignoresThanks)))
    return members
  }
}

extension Settings.TestTraffic {
  fileprivate var members: SettingsWriter.Members {
    [("domains", .texts(domains)), ("tags", .texts(tags)), ("requesters", .texts(requesters))]
  }
}

extension Settings.WorkUnits {
  fileprivate var members: SettingsWriter.Members {
    let usual = Settings.WorkUnits()
    return [
      ("reply", .decimal(reply, unless: usual.reply)), ("note", .decimal(note, unless: usual.note)),
      ("time_minute", .decimal(timeMinute, unless: usual.timeMinute)),
      ("chat_turn", .decimal(chatTurn, unless: usual.chatTurn)),
    ]
  }
}

extension Settings.Exclusion {
  var members: SettingsWriter.Members {
    [("person", .text(person)), ("drop", .word(drop.rawValue)), ("from", .day(from)), ("to", .day(to))]
  }
}

extension Settings.Target {
  var members: SettingsWriter.Members {
    let name = if case .business(let calendar) = clock { calendar } else { String?.none }
    return [
      ("source", .optional(source)), ("inbox", .optional(inbox)), ("client", .optional(client)),
      ("priority", .optional(priority)), ("first_reply", .span(firstReply)), ("next_reply", .span(nextReply)),
      ("resolution", .span(resolution)), ("clock", .optional(name)),
      ("pauses_while_waiting", .flag(pausesWhileWaiting)),
      ("restarts_on_reopen", .flag(restartsOnReopen)),
    ]
  }
}

extension SettingsWriter.Value {
  fileprivate static func day(_ day: LocalDay?) -> Self? { day.map { .word($0.iso8601) } }

  fileprivate static func windows(_ windows: [Settings.Window]) -> Self {
    .list(windows.map { .text($0.description) })
  }

  fileprivate static func aliases(_ aliases: [String: [String]]) -> Self? {
    let members: SettingsWriter.Members = aliases.sorted { $0.key < $1.key }.map { source, names in
      (source, .list(names.map { .text($0) }))
    }
    return members.given
  }
}
