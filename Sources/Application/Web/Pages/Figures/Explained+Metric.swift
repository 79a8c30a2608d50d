import Metrics

extension Explained {
  init(_ metric: Metric, named name: String? = nil) {
    let definition = metric.definition
    self.init(
      name: name ?? definition.name, sentence: definition.sentence, href: Route.oneNumber(id: metric.id).path)
  }
}
