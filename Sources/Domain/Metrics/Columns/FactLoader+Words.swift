extension FactLoader {
  mutating func messages() {
    rows { loader in
      let at = loader.instant()
      let code = MessageCode(rawValue: loader.reader.byte()) ?? .unknown
      let detail = MessageDetail(person: loader.person(), holder: loader.person())
      loader.columns.messages.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict, kind: code.rawValue, detail)
    }
  }

  mutating func customerWords() {
    rows { loader in
      let at = loader.instant()
      let code = MessageCode(rawValue: loader.reader.byte()) ?? .customer
      loader.columns.customerWords.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict, kind: code.rawValue, WordDetail())
    }
  }

  /// What was put aside is the same for all waits; those that are open tell of theirs alone when the rest is not kept.
  mutating func waits(_ stream: ReferenceWritableKeyPath<FactColumns, FactStream<WaitDetail>>) {
    let tellsAsides = stream == \.waits || !columns.kept.contains(.waits)
    rows { loader in
      let since = loader.instant()
      let flags = WaitFlags(rawValue: loader.reader.byte())
      let until = loader.instant()
      let person = loader.person()
      let holder = loader.person()
      let business = loader.length()
      loader.columns[keyPath: stream].append(
        at: until, conversation: UInt32(loader.index), verdict: loader.verdict,
        WaitDetail(since: since, business: business, person: person, holder: holder, flags: flags))
      loader.rows { loader in
        let from = loader.change()
        let aside = Aside(conversation: UInt32(loader.index), since: since, from: from, to: loader.instant())
        if tellsAsides { loader.columns.asides.append(aside) }
      }
    }
  }

  mutating func closings() {
    var last: UInt32?
    rows { loader in
      let since = loader.instant()
      let at = loader.instant()
      let undone = loader.instant()
      let after = loader.instant()
      let question = loader.instant()
      let firstReply = loader.instant()
      var flags = ClosingFlags(rawValue: loader.reader.byte())
      if last == nil, after == never { flags.insert(.isOnly) }
      if FactLoader.isFar(last, from: at), FactLoader.isFar(after, from: at) { flags.insert(.isOnlyOfItsDay) }
      last = at
      let detail = ClosingDetail(
        since: since, undone: undone, after: after, question: question, firstReply: firstReply,
        person: loader.person(), holder: loader.person(), flags: flags)
      loader.columns.closings.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  /// Further apart than any local day is long: one has 25 hours where the clock is set back, and has had 27.
  private static func isFar(_ other: UInt32?, from at: UInt32) -> Bool {
    guard let other, other != never, at != never else { return true }
    return max(other, at) - min(other, at) > 48 * 3_600
  }

  mutating func counts() {
    rows { loader in
      let at = loader.instant()
      let undone = loader.instant()
      let after = loader.instant()
      let flags = ClosingFlags(rawValue: loader.reader.byte())
      let detail = CountsDetail(
        undone: undone, after: after, person: loader.person(), holder: loader.person(), lastReplier: loader.person(),
        replies: UInt16(clamping: loader.reader.count()), turns: UInt16(clamping: loader.reader.count()),
        stations: UInt8(clamping: loader.reader.count()), assignees: UInt8(clamping: loader.reader.count()),
        groups: UInt8(clamping: loader.reader.count()), participants: UInt8(clamping: loader.reader.count()),
        flags: flags)
      loader.columns.counts.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func times() {
    rows { loader in
      let at = loader.instant()
      let undone = loader.instant()
      let after = loader.instant()
      let isFirst = loader.reader.byte() == 1
      let person = loader.person()
      let holder = loader.person()
      var lengths = InlineArray<22, UInt32>(repeating: never)
      for index in lengths.indices { lengths[index] = loader.length() }
      loader.columns.times.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict,
        TimesDetail(
          undone: undone, after: after, person: person, holder: holder, isFirst: isFirst, lengths: lengths))
    }
  }
}
