extension FactColumns {
  /// What the columns take of the memory, near enough: the room that arrays, tables and long texts hold, whatever they are
  /// arranged as.
  package var bytes: Int { bytesHeld(by: self) }
}

/// Something with a place of its own in memory.
private protocol Holding {
  var heldBytes: Int { get }
}

private func bytesHeld(by value: Any) -> Int {
  if let holding = value as? any Holding { return holding.heldBytes }
  return Mirror(reflecting: value).children.reduce(0) { $0 + bytesHeld(by: $1.value) }
}

/// What a block comes to, where it is known.
extension Optional: Holding {
  fileprivate var heldBytes: Int { map { bytesHeld(by: $0) } ?? 0 }
}

extension Array: Holding {
  /// Its elements are asked one by one only where they hold more: there are millions of numbers.
  fileprivate var heldBytes: Int {
    let room = capacity * MemoryLayout<Element>.stride
    guard Element.self is any Holding.Type else { return room }
    return reduce(room) { $0 + (($1 as? any Holding)?.heldBytes ?? 0) }
  }
}

extension Dictionary: Holding {
  fileprivate var heldBytes: Int {
    let room = capacity * (MemoryLayout<Key>.stride + MemoryLayout<Value>.stride)
    guard Value.self is any Holding.Type else { return room }
    return values.reduce(room) { $0 + (($1 as? any Holding)?.heldBytes ?? 0) }
  }
}

extension String: Holding {
  /// Up to 15 bytes lie in the text itself.
  fileprivate var heldBytes: Int { utf8.count > 15 ? utf8.count + 32 : 0 }
}
