package import JSONReader
package import Metrics

/// A definition as JSON, in the one shape that the command line and the API share.
package struct DefinitionJSON: Sendable {
  private let definition: Definition

  package init(_ definition: Definition) { self.definition = definition }

  package func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

  package func writeMembers(to json: inout JSONWriter) {
    json.member("id", definition.metric.id)
    json.member("name", definition.name)
    json.member("chapter", Chapter(of: definition.metric).title)
    json.member("version", definition.version)
    json.member("sentence", definition.sentence)
    json.member("formula", definition.formula)
    json.member("kind", definition.kind.rawValue)
    json.member("unit", definition.unit)
    json.member("counts", definition.several)
    json.member("date_basis", definition.basis.rawValue)
    json.list("clocks", definition.clocks.map(\.rawValue))
    json.list("attributions", definition.attributions.map(\.rawValue))
    json.list("classes", definition.classes)
    json.list("exclusions", definition.exclusions.map(\.id))
    json.member("edges") { json in
      json.array { json in for edge in definition.edges { write(edge, to: &json) } }
    }
    json.list("needs", definition.needs.map(\.rawValue))
    json.list("wants", definition.wants.map(\.rawValue))
    json.member("sources") { json in
      json.array { json in for offer in SourceOffer.all { write(offer, to: &json) } }
    }
    json.list("caveats", definition.caveats)
    json.member("elsewhere", definition.elsewhere.isEmpty ? nil : definition.elsewhere)
  }

  private func write(_ offer: SourceOffer, to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", offer.id)
      offer.provision(of: definition).writeMembers(to: &json)
    }
  }

  private func write(_ edge: Definition.Edge, to json: inout JSONWriter) {
    json.object { json in
      json.member("when", edge.when)
      json.member("then", edge.then)
      json.member("exclusion", edge.exclusion?.id)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func list(_ name: String, _ texts: [String]) {
    member(name) { json in json.array { json in for text in texts { json.value(text) } } }
  }
}
