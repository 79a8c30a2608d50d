import Accounts
import HTTPServer
import JSONReader

/// The description of the API, made from the list of addresses that also routes requests.
enum OpenAPI {
  /// Made once: it does not change while the program runs.
  static let document: [UInt8] = {
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.1.0")
      json.member("info") { writeInfo(to: &$0) }
      json.member("paths") { json in
        json.object { json in
          for place in Place.allCases where place.isAPI { json.member(place.pattern) { place.write(to: &$0) } }
        }
      }
      json.member("components") { writeComponents(to: &$0) }
    }
    return json.bytes
  }()

  private static func writeInfo(to json: inout JSONWriter) {
    json.object { json in
      json.member("title", "Replyledger")
      json.member("version", "1")
      json.member("description", "Numbers about support work, and the conversations behind each of them.")
    }
  }

  private static func writeComponents(to json: inout JSONWriter) {
    json.object { json in
      json.member("schemas") { json in
        json.object { json in for name in NamedSchema.allCases { json.member(name.rawValue, name.schema) } }
      }
      json.member("securitySchemes") { json in
        json.object { json in
          json.member("token") { $0.raw(tokenScheme.utf8) }
          json.member("session") { $0.raw(sessionScheme.utf8) }
        }
      }
    }
  }

  private static let tokenScheme = #"""
    {"type":"http","scheme":"bearer","description":"made by “replyledger token create” or on the page Settings; \#
    its role and scopes decide"}
    """#

  private static let sessionScheme = #"""
    {"type":"apiKey","in":"cookie","name":"replyledger","description":"of a browser that is signed in; whatever \#
    changes something also needs the header X-CSRF-Token"}
    """#
}

extension Place {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      for method in describedMethods { write(method, to: &json) }
    }
  }

  /// What is described: `HEAD` and `OPTIONS` are answered wherever they make sense.
  var describedMethods: [HTTPMethod] { (takesGet ? [.get] : []) + (takesPost ? [.post] : []) + otherMethods }

  private func write(_ method: HTTPMethod, to json: inout JSONWriter) {
    let name = method.rawValue.lowercased()
    json.member(name) { json in
      json.object { json in
        json.member("operationId", method == describedMethods.first ? "\(self)" : "\(self).\(name)")
        json.member("summary", summary)
        writeDemand(of: method, to: &json)
        json.member("parameters") { json in
          json.array { json in
            if let argument { json.parameter(argument.name, "path", argument) }
            for parameter in parameters(of: method) { json.parameter(parameter.name, "query", parameter) }
          }
        }
        if let body = body(of: method) { body.write(to: &json) }
        json.member("responses") { json in
          json.object { json in for answer in answers(to: method) { answer.write(to: &json) } }
        }
      }
    }
  }

  /// What a token needs to be taken here.
  private func writeDemand(of method: HTTPMethod, to json: inout JSONWriter) {
    switch demand(of: method) {
    case .nothing, .signature: json.member("security") { $0.raw("[]".utf8) }
    case .neighbourOrToken: json.member("security") { $0.raw(#"[{},{"token":[]},{"session":[]}]"#.utf8) }
    case .role(let role):
      json.member("security") { $0.raw(#"[{"token":[]},{"session":[]}]"#.utf8) }
      json.member("x-role", role.rawValue)
    }
    json.member("x-scope", scope(of: method)?.rawValue)
  }
}

extension JSONWriter {
  mutating func member(_ key: String, _ schema: Schema) { member(key) { $0.raw(schema.json.utf8) } }

  fileprivate mutating func parameter(_ name: String, _ place: String, _ parameter: Parameter) {
    object { json in
      json.member("name", name)
      json.member("in", place)
      json.member("required", place == "path")
      json.member("description", parameter.meaning)
      json.member("schema", parameter.isRepeatable ? .list(parameter.schema) : parameter.schema)
    }
  }
}
