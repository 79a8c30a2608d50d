import Accounts

extension Schema {
  static let account = Schema.object([
    "id": .id, "name": .text, "role": .words(Role.self), "state": .words(["active", "invited", "disabled"]),
    "sees": .named(.visibility), "created_at": .time, "signed_in_at": .time.orNull, "href": .text,
  ])

  /// Names that are missing narrow nothing.
  static let visibility = Schema.object(
    [:], maybe: ["inboxes": .list(.text), "clients": .list(.text), "teams": .list(.text)])

  static let token = Schema.object([
    "id": .id, "name": .text, "owner": .text.orNull, "role": .words(Role.self),
    "scopes": .list(.words(TokenScope.self)), "sees": .named(.visibility),
    "state": .words(["active", "expired", "revoked", "ownerless"]), "created_at": .time, "expires_at": .time.orNull,
    "revoked_at": .time.orNull, "used_at": .time.orNull,
  ])

  static let auditEntries = Schema.object([
    "entries": .list(
      .object([
        "id": .id, "at": .time, "actor": .text, "address": .text, "action": .text, "subject": .text, "detail": .text,
      ])), "next": Schema.id.orNull,
  ])

  static let session = Schema.object([
    "id": .id, "agent": .text, "address": .text, "created_at": .time, "seen_at": .time, "expires_at": .time,
    "current": .flag,
  ])

  static let passwordOrder = Schema.object(["old": .text, "new": .text])

  static let whoAmI = Schema.object([
    "name": .text, "by": .words(["nobody", "demo", "session", "token"]), "role": Schema.words(Role.self).orNull,
    "scopes": .list(.words(TokenScope.self)), "sees": .named(.visibility),
  ])

  /// The invitation is an address that is shown this once.
  static let invitation = Schema.object(["account": .named(.account), "invitation": .text.orNull])

  static let newToken = Schema.object(["token": .named(.token), "secret": .text])

  static let accountOrder = Schema.object(
    ["name": .text(atMost: 64), "role": .words(Role.self)], maybe: ["sees": .named(.visibility)])

  static let accountDeed = Schema.object(
    ["do": .words(AccountDeed.self)], maybe: ["role": .words(Role.self), "sees": .named(.visibility)])

  static let tokenOrder = Schema.object(
    ["name": .text(atMost: 64), "role": .words(Role.self)],
    maybe: ["scopes": .list(.words(TokenScope.self)), "sees": .named(.visibility), "expires": .day])
}
