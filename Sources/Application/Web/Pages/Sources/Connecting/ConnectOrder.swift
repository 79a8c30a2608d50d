import CivilTime
import HTTPServer
import JSONReader
import Runtime

/// What a form asks to connect, as it was typed.
struct ConnectOrder {
  var kind: ConnectableKind
  var id: String
  /// By the names of the settings file, without secrets.
  var typed: [String: String] = [:]
  /// Those that were entered now.
  var secrets: [String: Secret] = [:]

  init(_ form: HTTPQuery, kind: ConnectableKind, id: String? = nil) {
    self.kind = kind
    self.id = id ?? form.given("id") ?? ""
    for field in kind.fields {
      guard let text = form.first(field.key) else { continue }
      if field.form != .secret {
        typed[field.key] = text
      } else if let secret = try? field.value(typed: text), case .text(let value) = secret {  // a text is always taken
        secrets[field.key] = Secret(value)
      }
    }
  }

  /// As a stored source would be typed.
  init(_ draft: SourceDraft) {
    (kind, id) = (draft.kind, draft.id)
    for field in kind.fields where field.form != .secret { typed[field.key] = field.typed(draft.settings[field.key]) }
  }

  init(_ kind: ConnectableKind, id: String) {
    self.kind = kind
    self.id = id
    for field in kind.fields where field.form != .secret { typed[field.key] = field.typed(nil) }
  }

  /// Where the secrets would go; nothing where no address is entered, or none that is one.
  var receiver: String? {
    var draft = SourceDraft(id: id, kind: kind)
    if let address = typed["base_url"], let value = try? kind.field("base_url")?.value(typed: address) {
      draft.settings.append("base_url", value)
    }
    return draft.receiver
  }

  /// With secrets that were entered before; those that were entered now come first.
  func draft(keeping kept: [KeptSecrets]) throws(ConnectionProblems) -> SourceDraft {
    var draft = SourceDraft(id: id, kind: kind, secrets: secrets)
    var problems: [ConnectionProblem] = []
    for field in kind.fields where field.form != .secret {
      do throws(ConnectionProblem) {
        let value = try field.value(typed: typed[field.key] ?? "")
        // What is usual is not written down, so that it may change.
        guard let value, value != field.usualValue else { continue }
        draft.settings.append(field.key, value)
      } catch {
        problems.append(error)
      }
    }
    guard problems.isEmpty else { throw ConnectionProblems(problems) }
    for secrets in kept { try draft.take(secrets) }
    return draft
  }
}

/// Secrets that were entered for an address.
struct KeptSecrets {
  var secrets: [String: Secret]
  /// Nothing where they were entered for none yet.
  var receiver: String?
}

extension ConnectionField {
  fileprivate var usualValue: JSONValue? {
    if case .flag(let usual) = form { return .bool(usual) }
    return usual.map { .text($0) }
  }
}

extension SourceDraft {
  /// A secret is sent only where whoever entered it meant it to go: with another address it is to be entered again.
  mutating func take(_ kept: KeptSecrets) throws(ConnectionProblems) {
    var missing = kept.secrets.filter { secrets[$0.key] == nil }
    // Of two ways to sign in, the one that is entered now counts.
    if secrets["password"] != nil { missing["token"] = nil }
    if secrets["token"] != nil { missing["password"] = nil }
    let sent =
      kept.receiver == nil || receiver == kept.receiver ? [] : missing.keys.filter { $0 != "webhook_secret" }.sorted()
    guard sent.isEmpty else {
      throw ConnectionProblems(
        sent.map {
          ConnectionProblem(
            $0, "enter it again", hint: "the address has changed, and it is only sent where it was entered for")
        })
    }
    secrets.merge(missing) { own, _ in own }
  }
}
