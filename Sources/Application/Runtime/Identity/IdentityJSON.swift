import CivilTime
package import JSONReader
package import Support
package import Warehouse

extension People {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("people") { json in json.array { json in for person in people { person.write(to: &json) } } }
      json.member("review") { json in json.array { json in for one in open { one.write(to: &json) } } }
      json.member("unranked") { json in json.array { json in for name in unranked.sorted() { json.value(name) } } }
    }
  }
}

extension People.Person {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("email", email)
      json.member("username", username)
      json.member("listed_by", isInSettings ? "settings" : "decision")
      json.member("active", leftAt == nil)
      json.member("left_at", leftAt?.iso8601)
      json.member("messages", messages)
      json.member("last_seen", lastSeen?.iso8601)
      json.member("aliases") { json in json.array { json in for alias in aliases { alias.write(to: &json) } } }
      json.member("teams") { json in
        json.array { json in
          for team in teams {
            json.object { json in
              json.member("team", team.team)
              json.member("from", team.from?.iso8601)
              json.member("to", team.to?.iso8601)
            }
          }
        }
      }
      json.member("roles") { json in json.array { json in for role in roles { role.write(to: &json) } } }
      json.member("merged") { json in json.array { json in for merge in merged { merge.write(to: &json) } } }
    }
  }
}

extension People.Alias {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("source", source)
      json.member("calling", calling)
      json.member("match", match.rawValue)
      json.member("confidence", confidence)
      json.member("decision", decision)
      json.member("by", by)
      json.member("from", from?.iso8601)
      json.member("to", to?.iso8601)
    }
  }
}

extension People.Open {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", calling.name)
      json.member("source", calling.source)
      json.member("id", calling.vendorID)
      json.member("email", calling.email)
      json.member("messages", messages)
      json.member("first_seen", firstSeen?.iso8601)
      json.member("last_seen", lastSeen?.iso8601)
      json.suggestions(suggestions)
    }
  }
}

extension IdentityDecision {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("number") { $0.value(number) }
      json.member("kind", kind.rawValue)
      json.member("subject", subject)
      json.member("source", source)
      json.member("id", vendorID)
      json.member("calling", calling)
      json.member("other", other)
      json.member("email", email)
      json.member("match", match?.rawValue)
      json.member("confidence") { json in if let confidence { json.value(confidence) } else { json.null() } }
      json.member("undoes") { json in if let undoes { json.value(undoes) } else { json.null() } }
      json.member("from", from?.iso8601)
      json.member("to", to?.iso8601)
      json.member("by", by)
      json.member("at", at.iso8601)
    }
  }
}

extension PeopleImport {
  package func write(to json: inout JSONWriter) {
    func lines(_ lines: [Line], to json: inout JSONWriter) {
      json.array { json in
        for line in lines {
          json.object { json in
            json.member("line", line.number)
            json.member("name", line.name)
            json.member("id", line.vendorID)
            json.member("person", line.person)
            json.member("match", line.match.rawValue)
          }
        }
      }
    }
    json.object { json in
      json.member("source", source)
      json.member("linked") { lines(linked, to: &$0) }
      json.member("added") { lines(added, to: &$0) }
      json.member("known", known)
      json.member("review") { json in
        json.array { json in
          for one in open {
            json.object { json in
              json.member("line", one.number)
              json.member("name", one.name)
              json.member("id", one.vendorID)
              json.suggestions(one.suggestions)
            }
          }
        }
      }
      json.member("rejected") { json in
        json.array { json in
          for problem in problems {
            json.object { json in
              json.member("line", problem.number)
              json.member("why", problem.what)
            }
          }
        }
      }
    }
  }
}

extension ClientLink {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("client", client)
      json.member("state", state.rawValue)
      json.member("contact") { json in
        guard let contact else { return json.null() }
        json.object { json in
          json.member("name", contact.name)
          json.member("email", contact.email)
          json.member("source", contact.source)
        }
      }
      json.member("match", match?.rawValue)
      json.member("why", why)
      json.member("to_add", toAdd)
      json.suggestions(suggestions)
    }
  }
}

extension UnlinkedClient {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("client", client)
      json.member("state", state.rawValue)
      json.member("why", why)
      json.member("first_seen", firstSeen.iso8601)
      json.member("last_seen", lastSeen.iso8601)
    }
  }
}

extension JSONWriter {
  mutating func suggestions(_ suggestions: [Suggestion]) {
    member("suggestions") { json in
      json.array { json in
        for suggestion in suggestions {
          json.object { json in
            json.member("name", suggestion.person)
            json.member("match", suggestion.kind.rawValue)
            json.member("confidence", suggestion.confidence)
            json.member("why", suggestion.why)
          }
        }
      }
    }
  }
}
