import CivilTime
import HTTPServer
import JSONReader
import Runtime
import Warehouse

// What the settings' pages show of versions and of the store, for programs.
extension WebApplication {
  func ruleVersionList() async throws -> HTTPResponse {
    let versions = try await installation.ledger.ruleVersions()
    return .object { json in
      json.member("in_force", versions.first?.number ?? 0)
      json.member("rules") { json in
        json.array { json in for version in versions { json.object { version.writeMembers(to: &$0) } } }
      }
    }
  }

  /// Derives everything under other rules, of a text of sections of the settings file. It takes a while and stores nothing.
  func rulesTrial(_ request: HTTPRequest) async throws -> HTTPResponse {
    let rules = try await rulesText(request)
    let settings: Settings
    do throws(SettingsProblems) { settings = try installation.settings(under: rules) } catch {
      throw WebError.unprocessable(error.description)
    }
    let moves = try await installation.preview(settings)
    return .object { json in
      json.member("moves") { json in
        json.array { json in for move in moves { json.object { move.writeMembers(to: &$0) } } }
      }
    }
  }

  /// One section of the rules: as it counts, set by a text, or left to the settings file again.
  func ruleSection(_ name: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let section = RuleSection(rawValue: name) else {
      throw WebError.notFound("there is no section \(shown(name))")
    }
    do {
      switch request.method {
      case .put:
        let rules = try await rulesText(request)
        guard RuleText.sections(in: rules) == [section] else {
          throw WebError.unprocessable("the text must be the section \(section.rawValue), with its key, and no other")
        }
        try await set(rules)
      case .delete: try await forget(section)
      default: break
      }
    } catch let problems as SettingsProblems {
      throw WebError.unprocessable(problems.description)
    }
    let set = installation.setSections.first { $0.name == section.rawValue }
    return .object { json in
      json.member("section", section.rawValue)
      json.member("text", set?.text ?? installation.settings.text(of: section))
      json.member("set_by", set?.by)
      json.member("set_at", set?.at.iso8601)
    }
  }

  private func rulesText(_ request: HTTPRequest) async throws -> String {
    let bytes = try await request.body.collect(upTo: WebApplication.longestForm)
    guard !bytes.isEmpty else { throw WebError.badRequest("the rules are missing; send sections of the settings file") }
    guard let rules = String(validating: bytes, as: UTF8.self) else {
      throw WebError.badRequest("the text is no UTF-8")
    }
    return rules
  }

  func restatementList(_ request: HTTPRequest) async throws -> HTTPResponse {
    let window = try Window(request.query)
    let month = request.query.first("month")
    if let month, LocalDay(iso8601: month + "-01") == nil {
      throw WebError.badRequest("month must be a month such as 2026-10")
    }
    let restatements = try await installation.ledger.restatements(
      of: month, limit: window.limit, offset: window.offset)
    return .object { json in
      json.member("restatements") { json in
        json.array { json in for one in restatements { json.object { one.writeMembers(to: &$0) } } }
      }
    }
  }

  func storeStatistics() async throws -> HTTPResponse {
    let statistics = try await installation.ledger.statistics()
    let size = await installation.analyst.size
    let rules = try await installation.ledger.ruleVersions().first?.number ?? 0
    let columnBytes = await installation.analyst.bytes
    let standing = try await closureStanding(try await userMappings())
    return .object { json in
      json.member("bytes", statistics.bytes)
      json.member("fact_bytes", statistics.factBytes)
      json.member("derived_at", statistics.derivedAt?.iso8601)
      if let making = installation.rederivation {
        json.member("deriving") { json in
          json.object { json in
            json.member("done", making.done)
            json.member("total", making.total)
          }
        }
      } else {
        json.member("deriving", nil as Int?)
      }
      json.member("conversations_in_memory", size.conversations)
      json.member("messages_in_memory", size.messages)
      json.member("column_bytes", columnBytes)
      json.member("closures") { standing.write(to: &$0) }
      json.member("rules", rules)
      json.member("tables") { json in
        json.array { json in
          for table in statistics.tables {
            json.object { json in
              json.member("name", table.name)
              json.member("rows", table.rows)
              json.member("bytes", table.bytes)
            }
          }
        }
      }
    }
  }
}
