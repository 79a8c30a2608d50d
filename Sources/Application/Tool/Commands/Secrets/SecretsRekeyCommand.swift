import Accounts
import JSONReader
import Runtime

/// Seals what people entered on pages under another key, so that the one until now can go.
struct SecretsRekeyCommand: Command {
  static let form = CommandForm(
    words: ["secrets", "rekey"], summary: "Seal the secrets of the store under the newest key, all at once.",
    usage: "[--new-key] [--json]",
    options: [OptionForm(name: "--new-key", help: "draw a key first, into the key file, on top of the others"), .json],
    remarks: [
      "Afterwards no secret needs the earlier keys. They stay where they are until you take them out, because backups of "
        + "the store that are older than this still do.",
      "A server that runs reads a key file anew when it needs to. Where the key is a setting, start every server with the "
        + "new one as secrets.key and the old one under secrets.earlier first.",
      "Secrets of the settings file are not in the store and stay as they are.",
    ],
    examples: [
      ("replyledger secrets rekey --new-key", "after somebody has left who knew the key"),
      ("replyledger secrets rekey", "after a new key was written on top of the file, or into the settings"),
    ])

  private let draws: Bool
  private let json: Bool
  private let config: String?

  init(_ arguments: ArgumentList) throws(UsageError) {
    draws = arguments.flag("--new-key")
    json = arguments.flag("--json")
    config = arguments.option("--config")
  }

  func run(in console: Console) async throws -> ExitStatus {
    let found = try await console.withInstallation(from: config) { installation in
      let found = draws ? try await installation.rekeySecrets() : try await installation.resealSecrets()
      if let key = found.key {
        try await installation.accounts.audit(.secretsResealed, by: .commandLine, on: "key \(key)", "\(found.secrets)")
      }
      return found
    }
    if json { try console.output.object { found.writeMembers(to: &$0) } } else { tell(found, console.talk) }
    return found.locked.isEmpty ? .done : .failed
  }

  private func tell(_ found: Resealing, _ talk: Outlet) {
    guard let key = found.key else { return talk.say("The store holds no secret, so there is nothing to seal.") }
    let good = found.secrets - found.locked.count
    talk.say("\(good) of \(found.secrets) secrets are sealed under the key \(key).")
    for secret in found.locked { talk.say("\(secret.source), \(secret.setting): \(secret.why)") }
    guard !found.unneeded.isEmpty, found.locked.isEmpty else { return }
    let which = (found.unneeded.count == 1 ? "the key " : "the keys ") + found.unneeded.joined(separator: ", ")
    talk.say("No secret of the store needs \(which) of \(found.placeOfUnneeded) any more.")
  }
}

extension Resealing {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("key", key)
    json.member("secrets", secrets)
    json.member("locked") { json in
      json.array { json in
        for secret in locked {
          json.object { json in
            json.member("source", secret.source)
            json.member("setting", secret.setting)
            json.member("why", secret.why)
          }
        }
      }
    }
    json.member("unneeded") { json in json.array { json in for key in unneeded { json.value(key) } } }
  }
}
