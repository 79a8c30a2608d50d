import CivilTime
package import JSONReader
import Metrics
import Support

extension ToDo.Item {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", kind.rawValue)
      json.member("name", name)
      json.member("source", source)
      json.member("id", id)
      json.member("rows", rows)
      json.suggestions(suggestions)
    }
  }
}

extension ProductSurvey {
  /// - Parameter products: those to tell of.
  package func writeMembers(to json: inout JSONWriter, products: ArraySlice<Product>) {
    json.member("from", period.from.iso8601)
    json.member("to", period.to.iso8601)
    json.member("conversations", conversations)
    json.member("unmapped", unmappedConversations)
    json.member("untagged", untagged)
    json.member("products") { json in
      json.array { json in for product in products { product.write(to: &json) } }
    }
    json.member("unmapped_tags") { json in
      json.array { json in
        for tag in unmapped {
          json.object { json in
            json.member("tag", tag.tag)
            json.member("conversations", tag.conversations)
            json.suggestions(tag.suggestions)
          }
        }
      }
    }
  }
}

extension ProductSurvey.Product {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("listed_by", isInSettings ? "settings" : "decision")
      json.member("conversations", conversations)
      json.member("tags") { json in
        json.array { json in
          for tag in tags {
            json.object { json in
              json.member("tag", tag.name)
              json.member("decision", tag.decision?.number)
              json.member("from", tag.decision?.from?.iso8601)
              json.member("to", tag.decision?.to?.iso8601)
            }
          }
        }
      }
      json.member("other_rules") { json in json.array { json in for rule in otherRules { json.value(rule) } } }
    }
  }
}

extension ClientSurvey {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("from", period.from.iso8601)
      json.member("to", period.to.iso8601)
      json.member("conversations", conversations)
      json.member("no_client", unowned)
      json.member("free_mail", freeMail)
      json.member("unknown_address", nameless)
      json.member("domains") { json in json.array { json in for open in domains { open.write(to: &json) } } }
      json.member("companies") { json in json.array { json in for open in companies { open.write(to: &json) } } }
    }
  }
}

extension ClientSurvey.Open {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("source", source)
      json.member("id", id)
      json.member("conversations", conversations)
      json.member("last_seen", last.iso8601)
      json.suggestions(suggestions)
    }
  }
}
