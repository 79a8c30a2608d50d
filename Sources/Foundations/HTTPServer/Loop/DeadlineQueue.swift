/// The next deadline of many sources, each of which has at most one and moves it often.
///
/// Moving a deadline later costs nothing: its old place in the heap stays, and is corrected when it comes up.
struct DeadlineQueue {
  private struct Entry {
    let moment: Moment
    let source: Int
  }

  private var heap: [Entry] = []
  private var wanted: [Moment?] = []
  /// The earliest place of a source in the heap; entries that differ from it are leftovers.
  private var queued: [Moment?] = []

  /// The earliest moment at which there may be something to do.
  var next: Moment? { heap.first?.moment }

  /// Sources are small numbers, counted from 0.
  mutating func set(_ source: Int, to deadline: Moment?) {
    while wanted.count <= source {
      wanted.append(nil)
      queued.append(nil)
    }
    wanted[source] = deadline
    guard let deadline else { return }
    if let place = queued[source], place <= deadline { return }
    push(Entry(moment: deadline, source: source))
  }

  /// A source whose deadline has passed, which has none from then on.
  mutating func popExpired(at now: Moment) -> Int? {
    while let first = heap.first, first.moment <= now {
      pop()
      guard queued[first.source] == first.moment else { continue }
      queued[first.source] = nil
      guard let deadline = wanted[first.source] else { continue }
      if deadline <= now {
        wanted[first.source] = nil
        return first.source
      }
      push(Entry(moment: deadline, source: first.source))
    }
    return nil
  }

  private mutating func push(_ entry: Entry) {
    queued[entry.source] = entry.moment
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, heap[child].moment < heap[(child - 1) / 2].moment {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while let least = leastChild(of: parent), heap[least].moment < heap[parent].moment {
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func leastChild(of parent: Int) -> Int? {
    let left = 2 * parent + 1
    let right = left + 1
    guard right < heap.count else { return left < heap.count ? left : nil }
    return heap[left].moment < heap[right].moment ? left : right
  }
}
