/// Something the event loop looks after. All three are called on the loop's thread.
protocol EventSource: AnyObject, Sendable {
  func ready(_ readiness: Readiness)
  func deadlinePassed()
  /// Called in the next turn of the loop after it was asked for: work is cut so that others get their turn.
  func resume()
}

/// A source's place in the loop. Places are used again; the generation tells an old event from a new tenant's.
struct SourceID: Hashable, Sendable {
  let place: Int
  fileprivate let generation: UInt32

  var token: UInt64 { UInt64(generation) << 32 | UInt64(place) }

  init(token: UInt64) {
    place = Int(token & 0xFFFF_FFFF)
    generation = UInt32(truncatingIfNeeded: token >> 32)
  }

  fileprivate init(place: Int, generation: UInt32) {
    self.place = place
    self.generation = generation
  }
}

struct SourceTable {
  private var tenants: [(source: (any EventSource)?, generation: UInt32)] = []
  private var free: [Int] = []

  mutating func add(_ source: any EventSource) -> SourceID {
    guard let place = free.popLast() else {
      tenants.append((source, 0))
      return SourceID(place: tenants.count - 1, generation: 0)
    }
    tenants[place].source = source
    return SourceID(place: place, generation: tenants[place].generation)
  }

  mutating func remove(_ id: SourceID) {
    guard self[id] != nil else { return }
    tenants[id.place].source = nil
    tenants[id.place].generation &+= 1
    free.append(id.place)
  }

  subscript(id: SourceID) -> (any EventSource)? {
    guard id.place < tenants.count, tenants[id.place].generation == id.generation else { return nil }
    return tenants[id.place].source
  }

  /// Who lives in a place now.
  subscript(place place: Int) -> (any EventSource)? { tenants[place].source }
}
