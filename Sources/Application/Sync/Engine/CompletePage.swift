import Fetching
import Helpdesks
import Warehouse

/// A page whose items are complete.
struct CompletePage: Sendable {
  var deliveries: [Delivery]
  var rejected: [SetAside] = []
  var next: Position?
  var total: Int?

  /// Items of one page that are in work at a time; the calls they make are limited elsewhere.
  private static let itemsAtOnce = 64
  /// Fewer conversations than these may well be refused one by one; of so many none is refused for a fault of its own.
  private static let telling = 5

  private struct Refused: Error {
    var item: SetAside
    var error: any Error
  }

  /// Brings all items of a page. What is wrong with one item costs this item; what is wrong with the vendor ends it.
  init(_ page: Page) async throws {
    deliveries = [page.delivery]
    next = page.next
    total = page.total
    let results = try await CompletePage.bring(page.items)
    var refusals: [Refused] = []
    for result in results {
      switch result {
      case .success(let delivery): deliveries.append(delivery)
      case .failure(let refused): refusals.append(refused)
      }
    }
    if refusals.count == results.count, page.items.reduce(0, { $0 + $1.holds }) >= CompletePage.telling,
      let error = refusals.first?.error as? VendorError, [.forbidden, .refused].contains(error.kind)
    {
      throw error
    }
    rejected = refusals.map(\.item)
  }

  private static func bring(_ items: [Item]) async throws -> [Result<Delivery, Refused>] {
    try await withThrowingTaskGroup(of: (Int, Result<Delivery, Refused>).self) { group in
      var results = [Result<Delivery, Refused>?](repeating: nil, count: items.count)
      for index in items.indices.prefix(itemsAtOnce) { group.addTask { (index, try await bring(items[index])) } }
      var next = min(items.count, itemsAtOnce)
      for try await (index, result) in group {
        results[index] = result
        guard next < items.count else { continue }
        let index = next
        group.addTask { (index, try await bring(items[index])) }
        next += 1
      }
      return results.compactMap { $0 }
    }
  }

  private static func bring(_ item: Item) async throws -> Result<Delivery, Refused> {
    do {
      return .success(try await item.bring())
    } catch let error as VendorError where error.remedy != .skip {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      // A decoder that stumbles stumbles over this item, in whatever words.
      return .failure(Refused(item: SetAside(place: item.name, reason: "\(error)"), error: error))
    }
  }
}
