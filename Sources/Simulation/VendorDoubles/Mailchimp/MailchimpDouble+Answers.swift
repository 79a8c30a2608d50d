internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension MailchimpDouble {
  private static let paging: Set<String> = ["count", "offset", "fields", "exclude_fields"]

  func lists(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, allowing: ["sort_field", "sort_dir", "email"]) { return refusal }
    let (id, name, count) = state.withLock { ($0.id, $0.name, $0.members.count) }
    return .json { json in
      json.object {
        $0.member("lists") { json in
          json.array {
            $0.object {
              $0.member("id", id)
              $0.member("name", name)
              $0.member("stats") { $0.object { $0.member("member_count", count) } }
            }
          }
        }
        $0.member("total_items", 1)
      }
    }
  }

  func members(_ call: DoubleRequest) -> DoubleAnswer {
    let own: Set<String> = [
      "since_last_changed", "before_last_changed", "status", "unique_email_id", "sort_field", "sort_dir",
    ]
    if let refusal = refusal(of: call, allowing: own) { return refusal }
    let audience = state.withLock { $0 }
    guard call["list"] == audience.id else { return problem(404, "Resource Not Found") }
    let hides = hidesArchived
    var found = audience.members.filter { !hides || $0.value.status != .archived }.map {
      (key: $0.key, value: $0.value)
    }
    if let text = call.query.first("since_last_changed") {
      guard let since = Timestamp(text), since.namesZone else {
        return problem(
          400, "Invalid Resource", errors: [("since_last_changed", "This value is not a valid datetime.")])
      }
      // Inclusive. Who never changed is in no such list.
      found.removeAll { ($0.value.changedAt ?? Instant(seconds: .min)) < since.instant }
    }
    found.sort { MailchimpDouble.precedes($0, $1, call) }
    let page = found.dropFirst(call.int("offset") ?? 0).prefix(call.int("count") ?? 10)
    let hidesLinks = call.query.first("exclude_fields")?.contains("members._links") ?? false
    return .json { json in
      json.object {
        $0.member("members") { json in
          json.array { for (id, member) in page { member.write(id, in: audience, hidesLinks: hidesLinks, to: &$0) } }
        }
        $0.member("list_id", audience.id)
        $0.member("total_items", found.count)
      }
    }
  }

  func member(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, allowing: []) { return refusal }
    let audience = state.withLock { $0 }
    guard call["list"] == audience.id, let member = audience.members[call["member"]] else {
      return problem(404, "Resource Not Found")
    }
    return .json { member.write(call["member"], in: audience, hidesLinks: true, to: &$0) }
  }

  /// What the real one refuses: names it does not know, both kinds of choice at once, more than a thousand rows.
  private func refusal(of call: DoubleRequest, allowing own: Set<String>) -> DoubleAnswer? {
    let unknown = call.unknownParameters(allowing: own.union(MailchimpDouble.paging))
    let both = call.query.first("fields") != nil && call.query.first("exclude_fields") != nil
    guard unknown.isEmpty, !both else { return problem(400, "Bad Request") }
    for name in ["count", "offset"] {
      guard let text = call.query.first(name) else { continue }
      guard let number = Int(text), number >= 0, name == "offset" || number <= 1_000 else {
        return problem(400, "Invalid Resource", errors: [(name, "This value is not allowed.")])
      }
    }
    return nil
  }

  private static func precedes(
    _ left: (key: String, value: Member), _ right: (key: String, value: Member), _ call: DoubleRequest
  ) -> Bool {
    if call.query.first("sort_field") == "last_changed", left.value.changedAt != right.value.changedAt {
      let early = Instant(seconds: .min)
      let isEarlier = (left.value.changedAt ?? early) < (right.value.changedAt ?? early)
      return call.query.first("sort_dir") == "DESC" ? !isEarlier : isEarlier
    }
    return left.key < right.key
  }
}

extension MailchimpDouble.Member {
  /// What has not happened is `""`.
  private static func time(_ instant: Instant?) -> String { instant.map { $0.iso8601.dropLast() + "+00:00" } ?? "" }

  func write(_ id: String, in audience: MailchimpAudience, hidesLinks: Bool, to json: inout JSONWriter) {
    json.object {
      $0.member("id", id)
      $0.member("email_address", email)
      $0.member("unique_email_id", uniqueID)
      $0.member("contact_id", "0000000000000000000000\(uniqueID)")
      $0.member("full_name", fullName)
      $0.member("email_type", "html")
      $0.member("status", status.rawValue)
      if status == .unsubscribed { $0.member("unsubscribe_reason", "N/A (Unsubscribed by admin)") }
      $0.member("merge_fields") { writeFields(to: &$0) }
      $0.member("timestamp_signup", Self.time(signedUpAt))
      $0.member("timestamp_opt", Self.time(signedUpAt))
      $0.member("last_changed", Self.time(changedAt))
      $0.member("vip", false)
      $0.member("tags_count", tags.count)
      $0.member("tags") { json in
        json.array {
          for (number, tag) in tags.enumerated() {
            $0.object {
              $0.member("id", 13_506_132 + number)
              $0.member("name", tag)
            }
          }
        }
      }
      $0.member("list_id", audience.id)
      guard !hidesLinks else { return }
      $0.member("_links") { $0.array { $0.object { $0.member("rel", "self") } } }
    }
  }

  private func writeFields(to json: inout JSONWriter) {
    json.object {
      $0.member("FNAME", firstName)
      $0.member("LNAME", lastName)
      if let company { $0.member("COMPANY", company) }
      $0.key("ADDRESS")
      guard let street else { return $0.value("") }
      $0.object {
        $0.member("addr1", street)
        $0.member("country", "DE")
      }
    }
  }
}
