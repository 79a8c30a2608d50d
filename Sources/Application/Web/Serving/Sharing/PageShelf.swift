import CivilTime
import HTTPServer
import Synchronization

/// Pages of this very second, each made once for all who ask for it and see the same: in the morning many open the same
/// page, and a screen on the wall asks for it all day.
///
/// Everything that a page rests on is either part of its question or of the ground: whatever is written, by whichever
/// process, makes another ground, and so does the next second. Of an earlier ground nothing is kept.
final class PageShelf: Sendable {
  struct Question: Hashable {
    /// The address as it was written.
    var target: String
    var sight: Sight
  }

  /// What pages rest on besides their questions.
  struct Ground: Equatable {
    /// Whole seconds, as waits are counted.
    var now: Instant
    /// Of the store.
    var edition: String
    /// Of the columns and the names over them, which follow the store a moment later.
    var columns: Int
    /// Of the settings in force.
    var settings: Int64
    /// Runs under way, here and elsewhere.
    var runs: [Int64]
  }

  private struct Shelf {
    var ground: Ground
    var pages: [Question: Task<SharedPage, any Error>] = [:]
  }

  /// Of some ten kilobytes each.
  private static let most = 32
  private let shelf = Mutex<Shelf?>(nil)

  /// How many pages there are now.
  var count: Int { shelf.withLock { $0?.pages.count ?? 0 } }

  /// The page as it was made on this ground; whoever asks while it is being made waits for the same.
  func page(
    _ question: Question, on ground: Ground, _ make: @escaping @Sendable () async throws -> SharedPage
  ) async throws -> SharedPage {
    let found = shelf.withLock { shelf -> Task<SharedPage, any Error>? in
      if shelf?.ground != ground {
        // Who was overtaken by the clock does not clear the shelf for those who come after.
        if let shelf, shelf.ground.now > ground.now { return nil }
        shelf = Shelf(ground: ground)
      }
      if let page = shelf?.pages[question] { return page }
      guard shelf?.pages.count ?? 0 < PageShelf.most else { return nil }
      // A task of its own: whoever asked first may go away while others wait.
      let page = Task { try await make() }
      shelf?.pages[question] = page
      return page
    }
    guard let found else { return try await make() }
    do {
      return try await found.value
    } catch {
      forget(question, found)
      throw error
    }
  }

  /// What failed is tried again by the next who asks.
  private func forget(_ question: Question, _ page: Task<SharedPage, any Error>) {
    shelf.withLock { shelf in
      if shelf?.pages[question] == page { shelf?.pages[question] = nil }
    }
  }
}
