internal import CivilTime

extension Books {
  mutating func count(_ tale: Tale, in zone: Zone) {
    let standing = tale.standing
    guard standing.isCounted else { return leaveOut(tale, standing, in: zone) }
    let day = zone.day(of: tale.createdAt)
    conversations += 1
    createdPerDay[day, default: 0] += 1
    createdPerMonth[day.firstOfMonth, default: 0] += 1
    if tale.isOutbound { outbound += 1 }
    for beat in tale.beats { count(beat, in: zone) }
    countFirstResponse(of: tale, month: day.firstOfMonth)
    countClosures(of: tale, in: zone)
    countRatings(of: tale, in: zone)
  }

  private mutating func leaveOut(_ tale: Tale, _ standing: Tale.Standing, in zone: Zone) {
    if standing.isDeleted {
      deleted += 1
    } else if standing.mergedInto != nil {
      merged += 1
      for beat in tale.beats where beat.isCustomerMessage { count(beat, in: zone) }
    } else {
      spam += 1
    }
  }

  private mutating func count(_ beat: Beat, in zone: Zone) {
    let month = zone.day(of: beat.at).firstOfMonth
    switch (beat.deed, beat.doer) {
    case (.message, .customer): customerMessagesPerMonth[month, default: 0] += 1
    case (.message, .staff(let id)): repliesPerMonth[month, default: [:]][id, default: 0] += 1
    case (.message, .bot): botMessages += 1
    case (.note, .staff(let id)): notesPerMonth[month, default: [:]][id, default: 0] += 1
    case (.autoReply, _): autoReplies += 1
    case (.worked(let minutes, let isBillable), .staff(let id)):
      minutesPerMonth[month, default: [:]][id, default: 0] += minutes
      if isBillable { billableMinutes += minutes }
    default: break
    }
  }

  private mutating func countFirstResponse(of tale: Tale, month: LocalDay) {
    guard let asked = tale.beats.firstIndex(where: \.isCustomerMessage) else { return }
    let start = tale.beats[asked].at
    var heard = start
    for beat in tale.beats[asked...] {
      let speaks = if case .message = beat.deed { true } else { false }
      if !tale.hasStates, speaks {
        if beat.at - heard > 86_400 { break }
        heard = beat.at
      }
      if beat.replier != nil {
        firstResponseSeconds[month, default: []].append(beat.at - start)
        return
      }
      if beat.deed == .solved || beat.deed == .closed {
        withoutFirstResponse += 1
        return
      }
    }
    if tale.hasStates { stillWaiting += 1 } else { withoutFirstResponse += 1 }
  }

  private mutating func countClosures(of tale: Tale, in zone: Zone) {
    var standing = Tale.Standing()
    var credited: [LocalDay: Set<Int>] = [:]
    for beat in tale.beats {
      let wasDone = standing.isDone
      standing.take(beat)
      guard standing.isDone, !wasDone else { continue }
      guard case .staff(let id) = beat.doer else {
        closuresByOthers += 1
        continue
      }
      let day = zone.day(of: beat.at)
      closuresPerMonth[day.firstOfMonth, default: [:]][id, default: 0] += 1
      if credited[day, default: []].insert(id).inserted { closuresPerDay[day, default: [:]][id, default: 0] += 1 }
    }
  }

  private mutating func countRatings(of tale: Tale, in zone: Zone) {
    var lastReplier: Int?
    for beat in tale.beats {
      lastReplier = beat.replier ?? lastReplier
      guard case .rated(let grade, _) = beat.deed else { continue }
      ratings[grade, default: 0] += 1
      ratingsPerMonth[zone.day(of: beat.at).firstOfMonth, default: [:]][grade, default: 0] += 1
      if let lastReplier { ratingsPerPerson[lastReplier, default: [:]][grade, default: 0] += 1 }
    }
  }

  mutating func finish() {
    for month in firstResponseSeconds.keys { firstResponseSeconds[month]?.sort() }
  }
}

extension Tale {
  /// A person of the company wrote first.
  package var isOutbound: Bool {
    for beat in beats {
      if beat.isCustomerMessage { return false }
      if beat.replier != nil { return true }
    }
    return false
  }
}
