/// What conversations are about and where they lie, by the codes of the vendors' ids and words.
struct Attributes: Sendable {
  var inbox = AttributeColumn<UInt16>()
  var group = AttributeColumn<UInt16>()
  var priority = AttributeColumn<UInt16>()
  var type = AttributeColumn<UInt16>()
  var category = AttributeColumn<UInt16>()
  var pipeline = AttributeColumn<UInt16>()
  var company = AttributeColumn<UInt32>()
  /// Sets of tags; each is spelled as its tags in order, with a tabulator between.
  var tags = AttributeColumn<UInt32>()
  /// The person whose conversation it is, where somebody's conversations are left out.
  var dropped = AttributeColumn<UInt16>()
  /// The customer's mail domain.
  var domain = AttributeColumn<UInt32>()
  /// Custom fields that rules for products look at: sets of `name=value`, spelled like tags.
  var fields = AttributeColumn<UInt16>()

  mutating func arrange(_ order: [Int], _ places: [UInt32]) {
    inbox.arrange(order, places)
    group.arrange(order, places)
    priority.arrange(order, places)
    type.arrange(order, places)
    category.arrange(order, places)
    pipeline.arrange(order, places)
    company.arrange(order, places)
    tags.arrange(order, places)
    dropped.arrange(order, places)
    domain.arrange(order, places)
    fields.arrange(order, places)
  }
}
