extension FactLoader {
  mutating func reopens() {
    rows { loader in
      let at = loader.instant()
      let detail = ReopenDetail(
        undone: loader.instant(), person: loader.person(), isTold: loader.reader.byte() == 0)
      loader.columns.reopens.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func stations() {
    rows { loader in
      let since = loader.instant()
      let until = loader.instant()
      let person = loader.person()
      let ending = Ending(rawValue: loader.reader.byte()) ?? .open
      let at = loader.instant()
      let (calendar, business) = loader.clocked()
      loader.columns.stations.append(
        at: at, conversation: UInt32(loader.index), verdict: loader.verdict,
        SpanDetail(
          since: since, until: until, calendar: calendar, business: business, person: person, ending: ending))
    }
  }

  mutating func spans(
    _ stream: ReferenceWritableKeyPath<FactColumns, FactStream<SpanDetail>>, isDatedByStart: Bool
  ) {
    rows { loader in
      let since = loader.instant()
      let until = loader.instant()
      let ending = Ending(rawValue: loader.reader.byte()) ?? .open
      let person = loader.person()
      let (calendar, business) = loader.clocked()
      loader.columns[keyPath: stream].append(
        at: isDatedByStart ? since : until, conversation: UInt32(loader.index), verdict: loader.verdict,
        SpanDetail(
          since: since, until: until, calendar: calendar, business: business, person: person, ending: ending))
    }
  }

  mutating func transfers() {
    rows { loader in
      let at = loader.instant()
      let detail = TransferDetail(from: loader.person(), to: loader.person(), flags: loader.reader.byte())
      loader.columns.transfers.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func touches() {
    rows { loader in
      let at = loader.instant()
      let detail = TouchDetail(person: loader.person(), kind: loader.reader.byte())
      loader.columns.touches.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func activity() {
    rows { loader in
      let at = loader.instant()
      let detail = ActivityDetail(isAutomatic: loader.reader.byte() == 1)
      loader.columns.activity.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func logged() {
    rows { loader in
      let at = loader.instant()
      let person = loader.person()
      let detail = LoggedDetail(
        seconds: Int32(clamping: loader.reader.signed()), person: person, billable: loader.reader.byte())
      loader.columns.logged.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func ratings() {
    rows { loader in
      let at = loader.instant()
      let detail = RatingDetail(
        person: loader.person(), score: UInt16(clamping: loader.reader.count()),
        scale: UInt16(clamping: loader.reader.count()), verdict: loader.reader.byte())
      loader.columns.ratings.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func surveys() {
    rows { loader in
      let at = loader.instant()
      let detail = SurveyDetail(person: loader.person(), isRated: loader.reader.byte() == 1)
      loader.columns.surveys.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }

  mutating func decisions() {
    rows { loader in
      let kind = loader.reader.byte()
      let outcome = loader.reader.byte()
      let at = loader.instant()
      let since = loader.instant()
      let atRisk = loader.instant()
      let due = loader.instant()
      let ended = loader.instant()
      let overrun = loader.length()
      let detail = DecisionDetail(
        since: since, atRisk: atRisk, due: due, ended: ended, overrun: overrun, holder: loader.person(), kind: kind,
        outcome: outcome)
      loader.columns.decisions.append(at: at, conversation: UInt32(loader.index), verdict: loader.verdict, detail)
    }
  }
}
